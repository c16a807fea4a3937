import type { Backoff, PolicyInput } from '../nouns/policy.ts'
import { defineMemo } from '../nouns/memo.ts'
import { bare } from '../nouns/options.ts'
import type { Format } from './format.ts'
import type { Rules } from './rule.ts'
import type { Unit } from './stated-wait.ts'

/** Where an API states a wait beyond the standard fields and the usual names, and in which unit. */
export type Waits = Readonly<{
  /** Response fields by their lower-case names, asked right after Retry-After. */
  fields?: Readonly<Record<string, Unit>>
  /** Dotted paths in a JSON body, `*` for any member; the unit `prose` reads a sentence that stands there. */
  body?: Readonly<Record<string, Unit>>
  /** Words of the message after which a wait with its unit stands, in lower case: `will reset after`. */
  prose?: readonly string[]
  /**
   * Pairs of fields that come with every answer; of those of which nothing remains, the last reset is the wait. A 429 counts the only pair
   * of a list whatever remains.
   */
  limits?: readonly Readonly<{ remaining: string; reset: string; unit: Unit }>[]
}>

/** An API with rules of its own: plain data. */
export type Provider = Rules &
  Readonly<{
    name: string
    /** Exact host (with a port where it matters) or `*.suffix`; empty: the user binds it, `bind(provider, host)`. */
    hosts: readonly string[]
    /** The names of the formats its errors come in. */
    formats?: readonly Format[]
    waits?: Waits
    /** What a developer should do about it: texts by the codes or statuses that they are for, parted by blanks. A code goes before a status. */
    remedies?: Readonly<Record<string, string>>
    /**
     * Failures after which this API's own guide repeats unsafe methods too. Honoured only where the provider was recognised by
     * host or bound by the user, never for a body that merely looks alike.
     */
    repeats?: readonly (number | 'network')[]
    /** The numbers of its own guide, for `preset: 'guide'`. */
    guide?: PolicyInput
    /** Stands in for a missing Retry-After on a rate limit, in milliseconds. */
    throttledWaitMs?: number
    /** Where it takes an idempotency key; default: `Idempotency-Key`, unquoted. `quoted`: as a structured field, as the IETF draft has it. */
    idempotency?: Readonly<{ header: string; quoted?: boolean }>
    /** How its keys begin. A request whose key does not is refused before it is sent. */
    keyPrefix?: string
    /** Response fields that hold the request id, beyond the common ones. */
    requestIdHeaders?: readonly string[]
    support?: Readonly<{ email?: string; statusUrl?: string; docsUrl?: string }>
  }>

/** What the guides of several APIs ask for: 1 s, doubled, at most a minute, with jitter. */
export const secondToMinute: Backoff = { baseMs: 1_000, capMs: 60_000, jitter: 'equal' }

/** Remedies that hold at several APIs. */
export const remedies = {
  'Correct what the message names.': '400',
  'Check the key, or make a new key.': '401',
  'Give the key the permission for this.': '403',
  'Check the id.': '404',
  'Slow down; keep to Retry-After.': '429',
  'Try again later; if it stays, give their support the request id.': '500 503',
}

/** The text for the first of the names that has one. */
export function remedyOf(
  { remedies = {} }: Provider,
  ...names: readonly (string | number | null | undefined)[]
): string | undefined {
  const rows = Object.entries(remedies)
  return names.flatMap((name) => rows.find(([, all]) => all.split(' ').includes(String(name)))?.[0] ?? []).at(0)
}

/** Declares a provider of your own, for `createRecourse({ providers })`. */
export const defineProvider = (provider: Provider): Provider => {
  const own = bare(provider)
  return Object.freeze(own.waits ? bare({ ...own, waits: bare(own.waits) }) : own)
}

/** The same provider, answering for these hosts too: for an API that documents no host, a proxy, or a test server. */
export const bind = (provider: Provider, ...hosts: string[]): Provider =>
  defineProvider({ ...provider, hosts: Object.freeze([...provider.hosts, ...hosts.map((host) => host.toLowerCase())]) })

/** The provider whose host list names this host. An entry without a port answers for every port. */
export function providerOf(host: string, providers: readonly Provider[]): Provider | null {
  const known = hostsOf(providers)
  const found = known.get(host)
  if (found !== undefined) return found
  // emptied rather than left to grow with every host a crawler meets
  if (known.size >= maxHosts) known.clear()
  const name = host.includes(':') ? host.replace(/:\d{1,5}$/, '') : host
  const answers = (entry: string): boolean =>
    entry.startsWith('*.') ? name.endsWith(entry.slice(1)) : [host, name, `${host}:443`].includes(entry)
  const provider = providers.find(({ hosts }) => hosts.some(answers)) ?? null
  known.set(host, provider)
  return provider
}

const maxHosts = 1_000
const hostsOf = /* @__PURE__ */ defineMemo((_: readonly Provider[]) => new Map<string, Provider | null>())

/** Those that name no host: known by their bodies alone. */
export const hostlessOf: (providers: readonly Provider[]) => readonly Provider[] = /* @__PURE__ */ defineMemo(
  (providers) => providers.filter(({ hosts }) => hosts.length === 0),
)
