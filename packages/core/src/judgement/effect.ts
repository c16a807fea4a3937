import type { Effect } from '../nouns/fault.ts'
import type { Phase } from '../nouns/failure.ts'
import { safeMethods } from '../knowledge/methods.ts'
import { abandoned, turnedAway } from '../knowledge/status.ts'

type Seen = Readonly<{ phase: Phase; method: string; status: number | null; stated: boolean; reached: boolean }>

/** Did the server do it? The rows are asked from the top; the first that holds answers. */
const rows: readonly (readonly [effect: Effect, holds: (seen: Seen) => boolean])[] = [
  ['none', (seen) => seen.phase === 'not_sent' || !seen.reached], // nothing left this machine
  ['none', (seen) => safeMethods.has(seen.method)], // RFC 9110, 9.2.1
  ['unknown', (seen) => seen.status === null], // sent, and no answer
  ['applied', (seen) => inClass(seen, 2) && seen.phase === 'body'], // done, but its answer was cut
  ['unknown', (seen) => inClass(seen, 2)], // an error inside a success; a format may know better
  ['unknown', (seen) => abandoned.has(seen.status ?? 0)], // somebody on the way gave up; the server may have gone on
  ['none', (seen) => (seen.status ?? 0) < 500], // refused, whatever the reason
  ['none', (seen) => turnedAway.has(seen.status ?? 0) && seen.stated], // turned away at the door, with a time to come back
]

const inClass = (seen: Seen, digit: number): boolean => Math.floor((seen.status ?? 0) / 100) === digit

export const effectOf = (seen: Seen): Effect => rows.find(([, holds]) => holds(seen))?.[0] ?? 'unknown'
