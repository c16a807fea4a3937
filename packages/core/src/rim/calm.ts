import type { Policy } from '../nouns/policy.ts'
import type { CallState } from './call.ts'
import type { Clock } from './clock.ts'

/** Spares a store what changes nothing: where a success did not, the next one will not either. */
export type Calm = Readonly<{
  /** Would nothing hold this first attempt back? Then it begins. */
  begins(call: CallState): boolean
  /** A success of which the store need not hear. It hears of one each minute, as it forgets what nobody uses. */
  spares(call: CallState): boolean
  /** `idle`: the call succeeded, and changed nothing. */
  note(call: CallState, idle: boolean): void
}>

const sparedMs = 60_000

/** Of the key that was told of last, where nobody else writes to the store. */
export function createCalm(isShared: boolean, clock: Clock): Calm {
  let place: string | undefined
  let policy: Policy | undefined
  let untilMs = 0
  const holds = (call: CallState): boolean => call.place === place && call.policy === policy
  return {
    begins(call) {
      if (!holds(call)) return false
      call.sentMs = clock.monotonic()
      return true
    },
    spares: (call) => holds(call) && call.paid === 0 && call.sentMs < untilMs,
    note(call, idle) {
      const { breaker, pacing, closed } = call.policy
      place = undefined
      if (!idle || isShared || call.place !== call.host) return
      if (breaker !== false || pacing !== false || closed === 'hold') return
      ;({ place, policy } = call)
      untilMs = call.sentMs + sparedMs
    },
  }
}
