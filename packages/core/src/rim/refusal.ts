import type { Reason } from '../nouns/decision.ts'
import { type Fault, type Kind, kinds } from '../nouns/fault.ts'
import { classify } from '../judgement/classify.ts'
import type { Refused } from '../state/verdict.ts'
import type { CallState } from './call.ts'
import { secretsOf } from './credentials.ts'
import type { Refusal } from './error.ts'
import type { Settings } from './options.ts'
import type { Turned } from './turned.ts'

/** Why nothing is sent (again), in the words of the call's last fault, or of one of its own where it had none. */
export function refusalOf(call: CallState, { why, shut }: Turned<Refused>, { clock, secrets }: Settings): Refusal {
  const atMs = clock.now()
  const reason = why === 'closed' && shut !== null ? shut.reason : why === 'aborted' ? why : 'queue_full'
  const fault = call.counted ?? faultOf(call, reason, atMs, secrets)
  const waitMs = shut?.waitMs ?? null
  const retryAt = waitMs !== null && { retryAtMs: Math.ceil(atMs + waitMs) }
  return Object.freeze({ ok: false, reason, fault, ...retryAt })
}

function faultOf({ info, provider }: CallState, reason: Reason, atMs: number, secrets: readonly string[]): Fault {
  const kind = reason === 'throttled' ? 'overloaded' : Object.hasOwn(kinds, reason) ? (reason as Kind) : 'rate_limit'
  const { method, url, replayable } = info
  const failure = { method, url, replayable, phase: 'not_sent', attempt: 1, atMs } as const
  const { fault } = classify(failure, {
    providers: [],
    formats: [],
    provider,
    secrets: secretsOf(info).concat(secrets),
  })
  return Object.freeze({ ...fault, kind, retryable: kinds[kind].retryable, docUrl: null })
}
