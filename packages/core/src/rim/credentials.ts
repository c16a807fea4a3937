import type { Fault } from '../nouns/fault.ts'
import type { Provider } from '../knowledge/provider.ts'
import { classify } from '../judgement/classify.ts'
import { maskKey } from '../judgement/text.ts'
import type { CallInfo } from './call-info.ts'
import type { Settings } from './options.ts'

/** Request fields that carry a key, the usual one first. */
const keyFields = ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key']
/** Others that hold a secret: cookies, and what GitLab, Shopify, Azure and frameworks use. Few, as each costs a look at every failure. */
const secretFields = [
  'cookie',
  'proxy-authorization',
  'x-auth-token',
  'x-access-token',
  'private-token',
  'x-shopify-access-token',
  'ocp-apim-subscription-key',
  'apikey',
]
const secretNames = /key|token|secret|pass|auth|sig/i

/** The keys of a request, without their scheme. What Basic holds is no key. */
export function keysOf({ header }: CallInfo): readonly string[] {
  const keys: string[] = []
  for (const name of keyFields) {
    const value = header?.(name)
    if (!value || /^basic /i.test(value)) continue
    const key = value.replace(/^(?:bearer|token)(?: +|$)/i, '').trim()
    if (key !== '') keys.push(key)
  }
  return keys
}

/**
 * All that the request itself shows to be secret: its keys, other fields of that kind, a Basic password, values of the URL. Used to hide them;
 * never kept.
 */
export function secretsOf(call: CallInfo, keys: readonly string[] = keysOf(call)): readonly string[] {
  const { header, url } = call
  const secrets = [...keys]
  for (const name of secretFields) {
    const value = header?.(name)
    if (!value) continue
    secrets.push(value)
    if (name === 'cookie') for (const pair of value.split(/; */)) secrets.push(pair.slice(pair.indexOf('=') + 1))
  }
  const basic = /^basic +([\w+/=]{1,2000})$/i.exec(header?.('authorization') ?? '')?.[1]
  if (basic) secrets.push(basic, ...halvesOf(basic))
  if (url.includes('?') || url.includes('@')) secrets.push(...secretsIn(url))
  return secrets.filter((it) => it !== '')
}

/** User and password, where it is what it says. */
function halvesOf(basic: string): readonly string[] {
  try {
    const [, ...password] = atob(basic).split(':')
    return [password.join(':')]
  } catch {
    return []
  }
}

function secretsIn(url: string): readonly string[] {
  try {
    const { password, searchParams } = new URL(url)
    return [
      decodeURIComponent(password),
      ...[...searchParams].flatMap(([name, value]) => (secretNames.test(name) ? [value] : [])),
    ]
  } catch {
    return [] // relative, or no URL at all
  }
}

/**
 * The fault of a call whose key cannot be right, so that nothing need be sent to learn it: none at all, or not of the form that
 * the provider documents. null where the provider documents none, or the adapter cannot see the request's fields.
 */
export function keyFault(
  call: CallInfo,
  provider: Provider | null,
  { clock, secrets }: Pick<Settings, 'clock' | 'secrets'>,
): Fault | null {
  const prefix = provider?.keyPrefix
  if (prefix === undefined || call.header === undefined) return null
  const [key] = keysOf(call)
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
    {
      method,
      url,
      replayable,
      phase: 'not_sent',
      attempt: 1,
      atMs: clock.now(),
      causes: [cause],
      keyHint: maskKey(key),
    },
    { providers: [], formats: [], provider, secrets: secretsOf(call).concat(secrets) },
  ).fault
}
