import type { Json } from '../nouns/json.ts'
import { type Checks, bare, checkOptions, own } from '../nouns/options.ts'
import type { PolicyInput } from '../nouns/policy.ts'
import type { Format } from '../knowledge/format.ts'
import type { Intent } from './intent.ts'
import { checkMembers } from './members.ts'

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
  /** Whose call it is, a tenant's say: budget, throttle, breaker and limits are kept apart for each. */
  partition?: string
  /** Of calls that wait, the one with the highest goes first. Default 0. */
  priority?: number
  /** Handed on with every event of the call. */
  context?: Readonly<Record<string, Json>>
}>

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
  partition: 'a string',
  priority: 'a number from -1000 to 1000',
  context: 'an object',
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
export const recourseIn = (options: object & { recourse?: unknown }): CallOptions | false | undefined =>
  // to ask whose a property is costs more than to ask for it
  (options.recourse === undefined ? undefined : own(options, 'recourse')) as CallOptions | false | undefined
