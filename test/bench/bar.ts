import { isConclusive } from './statistics.ts'

/** What a contender has to keep to. */
export type Bar =
  /** At most so many times the base. */
  | Readonly<{ ratio: number }>
  /** Adds no more to the base than another contender of the same group does. */
  | Readonly<{ addsAtMost: string }>

export type Verdict = 'met' | 'missed' | 'inconclusive'

/** The times of one group: the base's, and those of its contenders by name. */
export type Times = Readonly<{ base: number; control: number; of: Readonly<Record<string, number>> }>

export const drawBar = (bar: Bar): string => ('ratio' in bar ? `≤ ${bar.ratio} ×` : `≤ ${bar.addsAtMost}`)

/** Inconclusive where the control says that the run measured the machine; null: there is nothing to keep to. */
export function verdictOn(name: string, bar: Bar | undefined, { base, control, of }: Times): Verdict | null {
  if (!isConclusive(control / base)) return 'inconclusive'
  if (bar === undefined) return null
  const [time, most] = [of[name], 'ratio' in bar ? base * bar.ratio : of[bar.addsAtMost]]
  if (time === undefined || most === undefined) throw new Error(`no time to judge ${name} by: ${drawBar(bar)}`)
  return time <= most ? 'met' : 'missed'
}
