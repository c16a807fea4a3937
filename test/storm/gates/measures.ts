import type { Evidence, Gate } from '../gate.ts'
import type { Metrics } from '../metrics.ts'

export type Column = keyof Metrics

export const names = (...lists: (readonly Readonly<{ name: string }>[])[]): string[] =>
  lists.flat().map(({ name }) => name)

/** A time to recover that is none has no end. */
export const at = ({ of }: Evidence, scenario: string, column: Column, model = 'recourse'): number =>
  of(scenario, model)[column] ?? Infinity

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
export const worst = (values: readonly number[]): number => Math.max(...values)

/** One number that must not be above another. */
export const notAbove = (
  id: string,
  sentence: string,
  [scenario, column, model]: readonly [scenario: string, column: Column, model?: string],
  most: number,
): Gate => ({ id, sentence, measure: (evidence) => at(evidence, scenario, column, model), most })
