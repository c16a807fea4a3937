import type { Fault } from './fault.ts'

/** Why a call is not sent (again). Closed list, in the order in which the reasons are checked; the same word is log field, event and metric label. */
export const reasons = [
  'disabled', // the caller switched retries off for this call or this kind
  'aborted', // the caller stopped the call
  'owned_elsewhere', // a layer below has decided about this very failure already
  'permanent', // the same request cannot succeed later
  'body_not_replayable', // the body was a stream and is spent
  'not_repeatable', // it may have been done, and nothing makes a second time safe
  'attempts_exhausted', // `maxAttempts` were made
  'wait_too_long', // the server's stated wait is above `maxWaitMs`
  'out_of_time', // the wait would end after `totalTimeoutMs`
  'budget_empty', // too few successes have paid for it, or none came since the last retries failed
  'throttled', // the server takes few calls now, and this one was left out
  'circuit_open', // too many failed; nothing is sent for a while
  'limit_reached', // a limit of the API leaves no room now, or it said to wait, and the call may not wait for that
  'queue_full', // too many calls wait already
] as const

export type Reason = (typeof reasons)[number]

/** What to do about a fault: send again after `delayMs`, or stop and say why. */
export type Decision =
  | Readonly<{
      retry: true
      /** Whole milliseconds, never below what the server stated. */
      delayMs: number
      /** The attempt to come. */
      attempt: number
      fault: Fault
    }>
  | Readonly<{
      retry: false
      reason: Reason
      fault: Fault
      /** Epoch milliseconds by the server's clock; present whenever a wait is known. */
      retryAtMs?: number
    }>
