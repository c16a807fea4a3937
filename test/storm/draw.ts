import type { Cell } from './mean.ts'
import type { Metrics } from './metrics.ts'

const nameWidth = 24

const columns: readonly (readonly [keyof Metrics, heading: string, digits: number])[] = [
  ['success', 'success', 1],
  ['ever', 'ever', 1],
  ['during', 'during', 1],
  ['wire', 'wire', 2],
  ['amp', 'amp', 2],
  ['ttrS', 'back s', 1],
  ['peak', 'peak', 2],
  ['stale', 'stale', 1],
  ['total', 'total', 1],
]
const width = 9

/** The lines of one scenario: what each model came to. */
export function drawScenario(name: string, about: string, cells: readonly Cell[]): readonly string[] {
  const herd = name.startsWith('herd')
  const shown = herd ? herdColumns : columns
  return [
    '',
    `${name}: ${about}`,
    '  '.padEnd(nameWidth) + shown.map(([, heading]) => heading.padStart(width)).join(''),
    ...cells.map(
      ({ model, means }) => `  ${model}`.padEnd(nameWidth) + shown.map((one) => number(means, one)).join(''),
    ),
  ]
}

const herdColumns: typeof columns = [
  ['ever', 'success', 1],
  ['perSuccess', 'sent/ok', 2],
  ['early', 'early', 0],
  ['peak', 'peak', 2],
]

const number = (means: Metrics, [column, , digits]: (typeof columns)[number]): string =>
  (means[column]?.toFixed(digits) ?? 'never').padStart(width)
