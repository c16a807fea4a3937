import { type Fault, kinds } from '../nouns/fault.ts'
import type { Header } from '../knowledge/format.ts'
import type { Waits } from '../knowledge/provider.ts'
import { peek } from '../judgement/causes.ts'
import { limitsOf } from '../judgement/limits.ts'
import { serverTime } from '../judgement/retry-hint.ts'
import type { PacingTold } from '../state/pacing.ts'
import type { Outcome } from '../state/supply.ts'
import { readerOf } from './response.ts'

/** What became of an attempt, beyond success and failure. */
export type Came = Readonly<{
  how: Fault | 'success' | 'aborted'
  /** When the retry that is wanted would be sent; absent: none is. */
  delayMs?: number | undefined
  /** The wait that the server stated; absent: none. */
  statedMs?: number | null
  /** Fields of an answer that failed, or one that did not. */
  header?: Header
  answer?: unknown
}>

/** Milliseconds: who waits no longer than that for an answer, as one who types does, learns nothing of the server's load. */
const patientMs = 900

/** null: it says nothing of the server. `tookMs`: the attempt. */
export function outcomeOf(how: Came['how'], tookMs: number): Outcome | null {
  if (how === 'success') return how
  if (how === 'aborted') return null
  const { kind, status, code, type, retryAfterMs } = how
  if (kind === 'aborted' || kind === 'circuit_open') return null
  if (kind === 'timeout') return status === null && tookMs < patientMs ? 'broken' : 'busy'
  // a bare 503 is what any server says that is down
  if (kind === 'overloaded' && (retryAfterMs !== null || code !== null || type !== null)) return 'busy'
  // a 429 is of a caller's rate, or of one endpoint's: pacing keeps to it
  return kinds[kind].health ? 'broken' : 'alive'
}

/** Does it speak of an ill service? null: of nothing. */
export const illOf = (how: Came['how']): boolean | null =>
  how === 'success' ? false : how !== 'aborted' && kinds[how.kind].health ? true : null

/** Everyone was told the same: without a spread as long as the wait they come back together. */
const leastSpreadMs = 3_000

/** What an answer says of limits; `given`: the API's own fields, null: nobody wants to learn. A wait holds all calls, where it is for all. */
export function pacedOf(came: Came, learns: boolean, given: Waits['limits'], nowMs: number): PacingTold | null {
  const { how, statedMs, answer, header = readerOf(peek(answer, 'headers')) } = came
  const isForAll = typeof how === 'object' && (how.kind === 'rate_limit' || how.kind === 'overloaded')
  const pauseMs = isForAll ? (statedMs ?? null) : null
  const limits = learns ? limitsOf(header, serverTime(header, nowMs), given) : []
  if (limits.length === 0 && pauseMs === null) return null
  return { limits, pauseMs, spreadMs: Math.max(leastSpreadMs, pauseMs ?? 0) }
}
