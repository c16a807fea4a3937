import type { Fault } from '../nouns/fault.ts'
import type { Provider } from '../knowledge/provider.ts'
import { classify } from '../judgement/classify.ts'
import { maskKey } from '../judgement/text.ts'
import type { CallInfo } from './call.ts'

/** Request fields that carry a key, the usual one first. */
const keyFields = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key']

/** The keys of a request, without their scheme. Used to hide them; never kept. */
export const secretsOf = ({ header }: CallInfo): readonly string[] =>
  keyFields
    .map((name) =>
      header?.(name)
        ?.replace(/^(?:bearer|basic|token)(?: +|$)/i, '')
        .trim(),
    )
    .filter((key): key is string => Boolean(key))

/**
 * The fault of a call whose key cannot be right, so that nothing need be sent to learn it: none at all, or not of the form that
 * the provider documents. null where the provider documents none, or the adapter cannot see the request's fields.
 */
export function keyFault(call: CallInfo, provider: Provider | null, now: () => number): Fault | null {
  const prefix = provider?.keyPrefix
  if (prefix === undefined || call.header === undefined) return null
  const [key] = secretsOf(call)
  if (key?.startsWith(prefix) && key.length > prefix.length) return null
  const cause = {
    name: 'RecourseError',
    code: key === undefined ? 'missing_api_key' : 'invalid_api_key',
    message:
      key === undefined
        ? `the request carries no API key; keys begin with ${prefix}`
        : `the API key does not begin with ${prefix}`,
  }
  const { method, url, replayable } = call
  return classify(
    { method, url, replayable, phase: 'not_sent', attempt: 1, atMs: now(), causes: [cause], keyHint: maskKey(key) },
    { providers: [], formats: [], provider },
  ).fault
}
