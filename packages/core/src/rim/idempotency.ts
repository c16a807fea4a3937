import type { Policy } from '../nouns/policy.ts'
import { idempotentMethods } from '../knowledge/methods.ts'
import type { Provider } from '../knowledge/provider.ts'
import type { CallInfo } from './call-info.ts'
import type { IdempotencyKey } from './call.ts'
import { type Clock, uuid } from './clock.ts'
import { checkedKey } from './intent.ts'

/** draft-ietf-httpapi-idempotency-key-header-07; Stripe, PayPal and others use the same name. */
const usualHeader = 'Idempotency-Key'

/**
 * The key that the call or the policy asks for, made once for all its attempts; null: none. One in the request's own header stays,
 * and needs no further field.
 * @throws TypeError for a key that no header can carry.
 */
export function keyOf(call: CallInfo, policy: Policy, provider: Provider | null, clock: Clock): IdempotencyKey | null {
  const intent = call.options?.intent
  const asked = intent?.id ?? call.options?.idempotencyKey
  if (asked === undefined && !isKeyed(call, policy)) return null
  const { header, quoted = false } = provider?.idempotency ?? { header: usualHeader }
  const sent = call.header?.(header.toLowerCase())
  if (sent) return { key: sent, headers: null }
  const key = asked === undefined || asked === true ? uuid(clock) : checkedKey(asked)
  return { key, headers: Object.freeze({ [header]: quoted ? `"${key}"` : key }) }
}

const isKeyed = ({ method }: CallInfo, { repeat }: Policy): boolean =>
  repeat === 'keyed' && !idempotentMethods.has(method)

/** Does the request itself carry a key? Asked only after a failure. */
export const carriesKey = (call: CallInfo, provider: Provider | null): boolean =>
  Boolean(call.header?.((provider?.idempotency?.header ?? usualHeader).toLowerCase()))
