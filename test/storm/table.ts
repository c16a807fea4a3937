import { meanOf } from './average.ts'
import type { Cell } from './mean.ts'
import type { Metrics } from './metrics.ts'

/** A look-up over cells. */
export type Lookup = (scenario: string, model: string) => Metrics

/** @throws Error for what was not run. */
export function lookupOf(cells: readonly Cell[]): Lookup {
  const byName = new Map(cells.map(({ scenario, model, means }) => [`${scenario}\n${model}`, means]))
  return (scenario, model) => {
    const found = byName.get(`${scenario}\n${model}`)
    if (found === undefined) throw new Error(`${scenario} was not run with ${model}`)
    return found
  }
}

export type Column = keyof Metrics
export type Table = Readonly<{ title: string; column: Column; scenarios: readonly string[]; models: readonly string[] }>

const nameWidth = 20

/** One number of each model in each scenario, and their mean; the best row first. */
export function drawTable({ title, column, scenarios, models }: Table, lookup: Lookup): readonly string[] {
  const rows = models.map((model) => {
    const values = scenarios.map((scenario) => lookup(scenario, model)[column])
    return { model, values, mean: meanOf(values) }
  })
  const headings = [...scenarios, 'mean']
  const right = (cells: readonly string[]): string =>
    cells.map((cell, index) => cell.padStart(Math.max(7, headings[index]!.length + 2))).join('')
  const digits = column === 'wire' || column === 'amp' || column === 'peak' ? 2 : 1
  const number = (value: number | null): string => value?.toFixed(digits) ?? 'never'
  const best = column === 'success' || column === 'during' ? -1 : 1
  return [
    '',
    title,
    '  '.padEnd(nameWidth) + right(headings),
    ...rows
      .toSorted((a, b) => best * ((a.mean ?? Infinity) - (b.mean ?? Infinity)) || 0)
      .map(({ model, values, mean }) => `  ${model}`.padEnd(nameWidth) + right([...values, mean].map(number))),
  ]
}
