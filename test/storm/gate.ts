import type { Fuzzed } from './fuzz.ts'
import type { Metrics } from './metrics.ts'
import type { Lookup } from './table.ts'

export type Evidence = Readonly<{ of: Lookup; fuzzed: readonly Fuzzed[] }>

/** A promise about Recourse, as data. */
export type Gate = Readonly<{
  id: string
  sentence: string
  measure: (evidence: Evidence) => number
  least?: number
  most?: number
}>

export type Judged = Readonly<{ id: string; sentence: string; value: number; bound: string; holds: boolean }>

/** The scenarios that a gate looks at, and with which model; none: it looks at the random policies. */
export function needsOf({ measure }: Gate): readonly (readonly [scenario: string, model: string])[] {
  const asked: [string, string][] = []
  const of: Lookup = (...names) => {
    asked.push(names)
    return any
  }
  measure({ of, fuzzed: [] })
  return asked
}

/** Numbers of no run. */
const any = new Proxy({}, { get: () => 1 }) as Metrics

/** A number that is none holds nothing. */
export function judge({ id, sentence, measure, least, most }: Gate, evidence: Evidence): Judged {
  const value = measure(evidence)
  // what the means of seeds differ by beyond this is no rounding
  const rounded = Math.round(value * 1e6) / 1e6
  const holds = rounded >= (least ?? -Infinity) && rounded <= (most ?? Infinity)
  return { id, sentence, value, bound: least === undefined ? `<= ${most}` : `>= ${least}`, holds }
}

export function drawJudged(all: readonly Judged[]): readonly string[] {
  const line = ({ id, sentence, value, bound, holds }: Judged): string =>
    `  ${holds ? 'holds' : 'FAILS'}  ${id.padEnd(12)} ${value.toFixed(3).padStart(9)} ${bound.padEnd(9)} ${sentence}`
  const failed = all.filter(({ holds }) => !holds).length
  return [
    '',
    'gates',
    ...all.map(line),
    '',
    failed === 0 ? `all ${all.length} hold` : `${failed} of ${all.length} FAIL`,
  ]
}
