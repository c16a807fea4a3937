import { isConclusive } from './statistics.ts'

/** What a contender has to keep to. */
export type Bar =
  /** At most so many times the base, and so many nanoseconds besides. */
  | Readonly<{ ratio: number; plusNs?: number }>
  /** Adds no more to the base than another contender of the same group does. */
  | Readonly<{ addsAtMost: string }>

export type Verdict = 'met' | 'missed' | 'inconclusive'

/** The times of one group: the base's, and those of its contenders by name. */
export type Times = Readonly<{ base: number; control: number; of: Readonly<Record<string, number>> }>

export function drawBar(bar: Bar): string {
  if ('addsAtMost' in bar) return `≤ ${bar.addsAtMost}`
  const { ratio, plusNs = 0 } = bar
  return `≤ ${Number(ratio.toFixed(2))} ×${plusNs > 0 ? ` + ${plusNs / 1_000} µs` : ''}`
}

/** Inconclusive where the control says that the run measured the machine; null: there is nothing to keep to. */
export function verdictOn(name: string, bar: Bar | undefined, { base, control, of }: Times): Verdict | null {
  if (!isConclusive(control / base)) return 'inconclusive'
  if (bar === undefined) return null
  const [time, most] = [of[name], 'ratio' in bar ? base * bar.ratio + (bar.plusNs ?? 0) : of[bar.addsAtMost]]
  if (time === undefined || most === undefined) throw new Error(`no time to judge ${name} by: ${drawBar(bar)}`)
  return time <= most ? 'met' : 'missed'
}
