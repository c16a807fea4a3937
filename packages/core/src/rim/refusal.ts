import type { Reason } from '../nouns/decision.ts'
import { type Fault, type Kind, kinds } from '../nouns/fault.ts'
import { bare } from '../nouns/options.ts'
import { targetOf } from '../judgement/target.ts'
import type { Refused } from '../state/verdict.ts'
import type { CallState } from './call.ts'
import type { Refusal } from './error.ts'
import type { Turned } from './turned.ts'

const meanings: Readonly<Partial<Record<Reason, Kind>>> = {
  throttled: 'overloaded',
  circuit_open: 'circuit_open',
  aborted: 'aborted',
}

/** Why nothing is sent (again), in the words of the call's last fault, or of one of its own where it had none. */
export function refusalOf(call: CallState, { why, shut }: Turned<Refused>, atMs: number): Refusal {
  const reason = why === 'closed' && shut !== null ? shut.reason : why === 'aborted' ? why : 'queue_full'
  const fault = call.counted ?? faultOf(call, meanings[reason] ?? 'rate_limit', atMs)
  const waitMs = shut?.waitMs ?? null
  const retryAt = waitMs === null || reason === 'aborted' ? {} : { retryAtMs: Math.ceil(atMs + waitMs) }
  return Object.freeze({ ok: false, reason, fault, ...retryAt })
}

function faultOf({ info, provider }: CallState, kind: Kind, atMs: number): Fault {
  const { origin, endpoint } = targetOf(info.url)
  return Object.freeze({
    ...blank,
    kind,
    retryable: kinds[kind].retryable,
    provider: provider?.name ?? null,
    method: info.method,
    origin,
    endpoint,
    atMs,
  })
}

const blank = /* @__PURE__ */ bare({
  effect: 'none',
  status: null,
  code: null,
  type: null,
  message: null,
  param: null,
  requestId: null,
  retryAfterMs: null,
  fieldErrors: /* @__PURE__ */ Object.freeze([]),
  docUrl: null,
  remedy: null,
  attempt: 1,
  keyHint: null,
} as const)
