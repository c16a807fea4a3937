import { formats, providers } from '#knowledge'
import { type Checks, bare, checkOptions } from '../nouns/options.ts'
import { type Policy, type PolicyInput, defaultPolicy, definePolicy } from '../nouns/policy.ts'
import type { Format } from '../knowledge/format.ts'
import { type Provider, defineProvider } from '../knowledge/provider.ts'
import { memoryStore } from '../state/memory-store.ts'
import type { Store } from '../state/store.ts'
import type { CallInfo } from './call-info.ts'
import { type Clock, systemClock } from './clock.ts'
import type { RecourseEvent } from './events.ts'
import { checkMembers } from './members.ts'
import { type Limits, defaultLimits } from './response.ts'

export type RecourseOptions = Readonly<{
  policy?: PolicyInput
  /** Asked in order; default: the built-in ones. */
  providers?: readonly Provider[]
  /** Asked in order; default: the built-in ones. */
  formats?: readonly Format[]
  /**
   * By which of these an answer of 2xx may be an error after all; each has `inSuccess`. Such answers are read before they are handed on,
   * where they are JSON or a stream of events, of which the first counts. Default: none, and no success is read.
   */
  errorsInSuccess?: readonly Format[]
  clock?: Clock
  limits?: Partial<Limits>
  /** Refuse a call whose API key is missing or not of the provider's form, with nothing sent. Default true. */
  preflight?: boolean
  /** Replaced wherever a server echoes them. Keys in the request's own headers are known without this. */
  secrets?: readonly string[]
  /** What is known of each origin. Default: a store of its own in memory. */
  store?: Store
  /** Keeps apart what is known of an origin, by tenant or by API key say; asked for every call that names no partition. */
  partition?: (call: CallInfo) => string
  /** Called for every event. What it throws is ignored. */
  onEvent?: (event: RecourseEvent) => void
}>

export type Settings = Readonly<{
  policy: Policy
  /** As the user wrote it, to be laid over a provider's guide. */
  policyInput: PolicyInput
  providers: readonly Provider[]
  formats: readonly Format[]
  errorsInSuccess: readonly Format[]
  clock: Clock
  limits: Limits
  preflight: boolean
  secrets: readonly string[]
  store: Store
  /** May others use the store too? */
  isShared: boolean
  partition: ((call: CallInfo) => string) | undefined
  onEvent: ((event: RecourseEvent) => void) | undefined
}>

const recourseChecks: Checks<keyof RecourseOptions> = {
  policy: 'an object',
  providers: 'a list of objects',
  formats: 'a list of objects',
  errorsInSuccess: 'a list of objects',
  clock: 'an object',
  limits: {
    maxBodyBytes: 'an integer from 0 to 1073741824',
    bodyTimeoutMs: 'a number from 0 to 600000',
    maxClientBodyBytes: 'an integer from 0 to 1073741824',
  },
  preflight: 'true or false',
  secrets: 'a list of strings',
  store: 'an object',
  partition: 'a function',
  onEvent: 'a function',
}

/**
 * The options as one checked copy; later changes of the caller's object change nothing.
 * @throws TypeError that names the option and what it takes.
 */
export function settingsOf(options: RecourseOptions): Settings {
  checkOptions('options', options, recourseChecks)
  const given = bare(options)
  checkMembers('options', given)
  // a copy of its groups too: the caller's object may change, and a guide is laid under it later
  const copied = Object.entries(given.policy ?? {}).map(([name, value]) => [
    name,
    Object(value) === value ? { ...(value as object) } : value,
  ])
  const policyInput = Object.fromEntries(copied) as PolicyInput
  return Object.freeze({
    policy: definePolicy(policyInput, basePolicy()),
    policyInput,
    providers: given.providers?.map(defineProvider) ?? providers,
    formats: [...(given.formats ?? formats)],
    errorsInSuccess: [...(given.errorsInSuccess ?? [])],
    clock: given.clock ?? systemClock,
    limits: { ...defaultLimits, ...given.limits },
    preflight: given.preflight ?? true,
    secrets: [...(given.secrets ?? [])],
    store: given.store ?? memoryStore({ clock: given.clock ?? systemClock }),
    isShared: given.store !== undefined,
    partition: given.partition,
    onEvent: given.onEvent,
  })
}

/** Thousands of browsers share what one process of a server has for itself. */
export const basePolicy = (): Policy => ('document' in globalThis ? definePolicy({ budget: 'browser' }) : defaultPolicy)
