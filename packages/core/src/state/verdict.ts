import type { Reason } from '../nouns/decision.ts'
import type { Breaker, Budget, Pacing, Throttle } from '../nouns/gates.ts'
import type { BreakerPass, breakerPhase } from './breaker.ts'

/** The part of a policy that the state obeys. */
export type Gates = Readonly<{
  budget: Budget | 'unsafe_off'
  throttle: Throttle | false
  breaker: Breaker | false
  pacing: Pacing | false
}>

export type Phase = ReturnType<typeof breakerPhase>

/** Where a breaker was before a step and is after it, where those differ. */
export type Moved = Readonly<{ from: Phase; to: Phase }> | null

/**
 * `waitMs`: until it is worth asking again; null: nobody knows. Those who wait for it come back over `spreadMs` more; one whom the throttle
 * leaves out does not wait (`isFinal`): held back, it would be load once the server is better.
 */
export type Refused = Readonly<{
  ok: false
  reason: Extract<Reason, 'throttled' | 'circuit_open' | 'limit_reached'>
  waitMs: number | null
  spreadMs: number
  isFinal: boolean
}>
export type Passed = Readonly<{ ok: true; pass: BreakerPass | null; moved: Moved }>
export type Verdict = Passed | Refused

/** May the retry be made? `openMs`: above 0 where not because of a breaker, and for how long it is open. */
export type Granted = Readonly<{ ok: boolean; openMs: number; moved: Moved }>
