import type { Decision } from '../nouns/decision.ts'
import type { Failure } from '../nouns/failure.ts'
import type { Json } from '../nouns/json.ts'
import type { Format } from '../knowledge/format.ts'
import { peek } from '../judgement/causes.ts'
import { headerOf, wireOf } from '../judgement/reading.ts'
import { readAhead } from './body.ts'
import { type Engine, type Ticket, callState, hostIn } from './call.ts'
import { firstEvent } from './first-event.ts'
import { mark } from './mark.ts'
import { isResponse } from './response.ts'
import { type TimesMs, limitsFor } from './within.ts'

/** How errors are looked for in the successes of a client, and told of once they are final. */
export type Inside<T = unknown> = Readonly<{
  look(value: T, engine: Engine, ticket: Ticket): Promise<Looked<T>> | Looked<T> | undefined
  mark(value: T, decision: Decision): unknown
}>

/** A success that was looked at. `seen`: what is known of the error in it, where it holds one. */
export type Looked<T> = Readonly<{
  seen: Partial<Failure> | undefined
  /** The same answer, its body unread. */
  take(): Promise<T> | T
  drop(): void
  /** All of it was read. */
  whole: boolean
}>

/**
 * Looks for an error in a success, where the caller asked for that (`errorsInSuccess`): in a Response that is JSON, or the first of its
 * events, read as far as the limits let it. undefined: nothing was touched.
 * @param timesMs - of each of which reading may take half.
 */
export function lookInside<T>(
  response: T,
  engine: Engine,
  ticket: Ticket,
  timesMs: TimesMs = [],
): Promise<Looked<T>> | undefined {
  if (ticket[callState].inSuccess.length === 0 || !isResponse(response) || !response.ok) return undefined
  const { headers, body } = response
  const limits = limitsFor(engine, timesMs, ticket)
  const most = limits.maxClientBodyBytes
  const form = formOf(headers.get('content-type'))
  const isShort = Number(headers.get('content-length')) <= most
  if (form < 0 || !isShort || peek(body, 'getReader') === undefined) return undefined
  const until = {
    ...limits,
    maxBodyBytes: most + 1,
    maxClientBodyBytes: 0,
    isEnough: form === 0 ? hasEvent : undefined,
  }
  return readAhead(response, until, engine.settings.clock).then(({ seen, take, ...rest }) => ({
    ...rest,
    seen: errorIn({ ...seen, phase: 'headers' }, ticket),
    take: take as () => Promise<T>,
  }))
}

const hasEvent = (text: string): boolean => firstEvent(text, false) !== undefined

/** By its type: errors are looked for in a stream of events (0) and in JSON (above). */
export const formOf = (type: string | null | undefined): number => type?.search(/^text\/event-stream|[/+]json\b/i) ?? -1

/** What is known of the error in a success, by the formats that the caller gave. `json`: what was parsed of it already. */
export function errorIn(seen: Partial<Failure>, ticket: Ticket, json?: Json): Partial<Failure> | undefined {
  const { inSuccess, info } = ticket[callState]
  const { body: text = '', bodyTruncated } = seen
  const body =
    formOf(seen.headers?.['content-type']) === 0 ? firstEvent(text, !bodyTruncated) : bodyTruncated ? undefined : text
  if (body === undefined) return undefined
  const told = { ...seen, body }
  const wire = wireOf(told, headerOf(seen), hostIn(info.url), json)
  const holds = (format: Format): boolean => {
    try {
      return format.inSuccess?.(wire) === true
    } catch {
      return false // somebody's own
    }
  }
  return inSuccess.some(holds) ? told : undefined
}

type Parse<Context> = (text: string, context: Context) => unknown

/** Marks a success that holds an error, and what is parsed of it: by itself, and by a parser as the given one, which is returned. */
export function markInside<Context>(
  outcome: unknown,
  decision: Decision,
  parse: Parse<Context> = JSON.parse as (text: string) => unknown,
): Parse<Context> {
  const marked = <T>(parsed: T): T => (mark(parsed, decision), parsed)
  marked(outcome)
  if (isResponse(outcome)) {
    const json = outcome.json.bind(outcome)
    const value = async (): Promise<unknown> => marked(await json())
    Object.defineProperty(outcome, 'json', { value, configurable: true, writable: true })
  }
  return async (text, context) => marked(await parse(text, context))
}
