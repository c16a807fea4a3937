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

type Case = Situation & Readonly<{ statedMs: number | null; delayMs: number }>

/** Asked from the top; the first that holds refuses. The order is that of the closed list of reasons. */
const refusals: readonly (readonly [reason: Reason, holds: (it: Case) => boolean])[] = [
  ['disabled', (it) => it.disabled || wanted(it) === false],
  ['aborted', (it) => it.aborted],
  ['owned_elsewhere', (it) => it.ownedElsewhere],
  ['permanent', (it) => !(wanted(it) ?? it.fault.retryable)],
  ['body_not_replayable', (it) => !it.replayable],
  ['not_repeatable', (it) => !repeatable(it)],
  ['attempts_exhausted', (it) => it.fault.attempt >= (it.policy.unsafeMaxAttempts ?? it.policy.maxAttempts)],
  ['wait_too_long', (it) => it.statedMs !== null && it.statedMs > it.policy.maxWaitMs],
  ['out_of_time', (it) => it.policy.totalTimeoutMs !== null && it.elapsedMs + it.delayMs >= it.policy.totalTimeoutMs],
]

/** Whether, and when, the call is sent again. Pure: time and chance come in as arguments. */
export function decide(situation: Situation): Decision {
  const { fault, policy, provider, random } = situation
  const statedMs = statedWaitMs(fault, provider)
  const backoffDelayMs = backoffMs(policy[kinds[fault.kind].backoff], fault.attempt, random, policy.maxWaitMs)
  const spread = fault.kind === 'rate_limit' ? policy.spread.rate_limit : policy.spread.overloaded
  const delayMs = statedMs
    ? afterStatedMs(statedMs, spread, situation.statements + 1, backoffDelayMs, random)
    : backoffDelayMs
  const it: Case = { ...situation, statedMs, delayMs }
  const refusal = refusals.find(([, holds]) => holds(it))
  if (refusal === undefined) return Object.freeze({ retry: true, delayMs, attempt: fault.attempt + 1, fault })
  return stop(fault, refusal[0], statedMs, situation.serverNowMs)
}

/** No further attempt, and when one would be welcome, where the server stated it. */
export function stop(fault: Fault, reason: Reason, statedMs: number | null, serverNowMs: number): Decision {
  const retryAt = statedMs === null ? {} : { retryAtMs: Math.min(maxDateMs, serverNowMs + statedMs) }
  return Object.freeze({ retry: false, reason, fault, ...retryAt })
}

/** What the user says of retrying this kind, if anything. */
const wanted = ({ policy, fault }: Case): unknown => own(policy.kinds, fault.kind)

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
