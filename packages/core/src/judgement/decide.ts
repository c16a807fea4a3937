import type { Decision, Reason } from '../nouns/decision.ts'
import { type Fault, kinds } from '../nouns/fault.ts'
import { own } from '../nouns/options.ts'
import type { Policy } from '../nouns/policy.ts'
import { idempotentMethods } from '../knowledge/methods.ts'
import type { Provider } from '../knowledge/provider.ts'
import { afterStatedMs, backoffMs } from './backoff.ts'
import { maxDateMs } from '../knowledge/stated-wait.ts'

/** Everything that a decision depends on. */
export type Situation = Readonly<{
  fault: Fault
  policy: Policy
  /** The provider by host or binding: only then do its rules for unsafe methods count. */
  provider: Provider | null
  /** The caller switched retries off for this call. */
  disabled: boolean
  aborted: boolean
  /** A layer below has decided about this very failure. */
  ownedElsewhere: boolean
  /** Can the body be sent a second time? */
  replayable: boolean
  /** The call carries an idempotency key, or the caller says that repeating it is harmless. */
  idempotent: boolean
  /** How often a wait was stated to this call before. */
  statements: number
  elapsedMs: number
  /** The server's present, epoch milliseconds. */
  serverNowMs: number
  random: () => number
}>

/** Whether, and when, the call is sent again. Pure: time and chance come in as arguments. */
export function decide(situation: Situation): Decision {
  const { fault, policy, provider, random } = situation
  const statedMs = statedWaitMs(fault, provider)
  const backoffDelayMs = backoffMs(policy[kinds[fault.kind].backoff], fault.attempt, random, policy.maxWaitMs)
  const spread = fault.kind === 'rate_limit' ? policy.spread.rate_limit : policy.spread.overloaded
  const delayMs = statedMs
    ? afterStatedMs(statedMs, spread, situation.statements + 1, backoffDelayMs, random)
    : backoffDelayMs
  const reason = refusalOf(situation, statedMs, delayMs)
  if (reason === undefined) return Object.freeze({ retry: true, delayMs, attempt: fault.attempt + 1, fault })
  return stop(fault, reason, statedMs, situation.serverNowMs)
}

/** Asked from the top; the first that holds refuses. The order is that of the closed list of reasons. */
function refusalOf(it: Situation, statedMs: number | null, delayMs: number): Reason | undefined {
  const { fault, policy } = it
  // what the user says of retrying this kind, if anything
  const wanted = own(policy.kinds, fault.kind)
  if (it.disabled || wanted === false) return 'disabled'
  if (it.aborted) return 'aborted'
  if (it.ownedElsewhere) return 'owned_elsewhere'
  if (!(wanted ?? fault.retryable)) return 'permanent'
  if (!it.replayable) return 'body_not_replayable'
  if (!repeatable(it)) return 'not_repeatable'
  if (fault.attempt >= (policy.unsafeMaxAttempts ?? policy.maxAttempts)) return 'attempts_exhausted'
  if (statedMs !== null && statedMs > policy.maxWaitMs) return 'wait_too_long'
  const isLate = policy.totalTimeoutMs !== null && it.elapsedMs + delayMs >= policy.totalTimeoutMs
  return isLate ? 'out_of_time' : undefined
}

/** No further attempt, and when one would be welcome, where the server stated it. */
export function stop(fault: Fault, reason: Reason, statedMs: number | null, serverNowMs: number): Decision {
  const retryAt = statedMs !== null && { retryAtMs: Math.min(maxDateMs, serverNowMs + statedMs) }
  return Object.freeze({ retry: false, reason, fault, ...retryAt })
}

/** The server's own word, or the wait that the API's guide gives for a rate limit without one. */
export const statedWaitMs = (fault: Fault, provider: Provider | null): number | null =>
  fault.retryAfterMs ?? (fault.kind === 'rate_limit' ? (provider?.throttledWaitMs ?? null) : null)

/** May it be sent twice? It was provably not done, twice is as once, or whoever runs the API says so. */
function repeatable({ fault, policy, provider, idempotent }: Situation): boolean {
  return (
    fault.effect === 'none' ||
    idempotentMethods.has(fault.method) ||
    idempotent ||
    policy.repeat === 'unsafe_always' ||
    (provider?.repeats?.includes(fault.status ?? (fault.kind === 'network' ? 'network' : NaN)) ?? false)
  )
}
