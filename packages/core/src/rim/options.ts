import { formats, providers } from '#knowledge'
import type { Json } from '../nouns/json.ts'
import { type Checks, bare, checkOptions, own } from '../nouns/options.ts'
import { type Policy, type PolicyInput, definePolicy } from '../nouns/policy.ts'
import type { Format } from '../knowledge/format.ts'
import { type Provider, defineProvider } from '../knowledge/provider.ts'
import { type Clock, systemClock } from './clock.ts'
import type { RecourseEvent } from './events.ts'
import type { Intent } from './intent.ts'
import { checkMembers } from './members.ts'
import { type Limits, defaultLimits } from './response.ts'

/** For one call: `recourse: {…}` in every client. */
export type CallOptions = Readonly<{
  /** Laid over the Recourse's own policy. */
  policy?: PolicyInput
  /** Short for `policy: { maxAttempts }`: attempts in all, the first included. 1 to 10. */
  maxAttempts?: number
  /** Aborts the call and its waits, beside the client's own signal. */
  signal?: AbortSignal | undefined
  /** Repeating this call is harmless, whatever its method. */
  idempotent?: boolean
  /**
   * Sent with every attempt under the field that the API uses; makes the call repeatable. true: one is made for the call. A key in
   * the request's own header stays as it is.
   */
  idempotencyKey?: string | true
  /** Gives the key instead: the same over the user's own tries, until a definite answer. */
  intent?: Intent
  /** Named in events and logs. */
  label?: string
  /** The provider's name, where the host does not tell. It counts as bound by the user. */
  provider?: string
  /** A fresh body for each attempt; makes a stream repeatable. */
  body?: () => unknown
  /** In the place of the Recourse's own; `false`: none. */
  errorsInSuccess?: readonly Format[] | false
  /** Handed on with every event of the call. */
  context?: Readonly<Record<string, Json>>
}>

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
  onEvent: 'a function',
}

const callChecks: Checks<keyof CallOptions> = {
  policy: 'an object',
  maxAttempts: 'an integer from 1 to 10',
  signal: 'an object',
  idempotent: 'true or false',
  idempotencyKey: 'a string or true',
  intent: 'an object',
  label: 'a string',
  provider: 'a string',
  body: 'a function',
  errorsInSuccess: 'a list of objects or false',
  context: 'an object',
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
    policy: definePolicy(policyInput),
    policyInput,
    providers: given.providers?.map(defineProvider) ?? providers,
    formats: [...(given.formats ?? formats)],
    errorsInSuccess: [...(given.errorsInSuccess ?? [])],
    clock: given.clock ?? systemClock,
    limits: { ...defaultLimits, ...given.limits },
    preflight: given.preflight ?? true,
    secrets: [...(given.secrets ?? [])],
    onEvent: given.onEvent,
  })
}

/**
 * The options of a call by their own properties, checked.
 * @throws TypeError that names the option and what it takes.
 */
export function callOptions(options: CallOptions): CallOptions {
  checkOptions('recourse', options, callChecks)
  const given = bare(options)
  if (given.errorsInSuccess) checkMembers('recourse', given)
  return given
}

/** What a caller put under `recourse` in the options of a client; `false`: this call is left to the client. Checked by `admit`. */
export const recourseIn = (options: object): CallOptions | false | undefined =>
  own(options, 'recourse') as CallOptions | false | undefined
