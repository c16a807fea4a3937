import type { CallInfo, Decision, Engine, Failure, Ticket } from '@recourse/core'
import { inParsed, isOwned, isStream, mark, readerOf, release } from '@recourse/core'
import type { FetchOptions, FetchRequest } from 'ofetch'

/** On a wrapped `$fetch`: the one it wraps. In the options of a call: who owns its retries. */
export const owner: unique symbol = Symbol.for('recourse.call')

/** What ofetch hands to fetch. */
export type Sent = Omit<FetchOptions, 'body'> & RequestInit & { [owner]?: Send }
export type Send = (input: FetchRequest, init: Sent) => Promise<Response>

type Init = Pick<FetchOptions, 'method' | 'headers' | 'body'>
type Given = Pick<CallInfo, 'signal' | 'options' | 'disabled'>

/** The call, as its first attempt is sent; `given` by the caller. */
export const infoOf = (input: FetchRequest, init: Init, given: Given): CallInfo => ({
  method: (init.method ?? (typeof input === 'object' ? input.method : 'GET')).toUpperCase(),
  url: typeof input === 'object' ? input.url : input,
  replayable: given.options?.body !== undefined || !isStream(init.body),
  header: readerOf(init.headers),
  body: init.body,
  ...given,
})

/** What to do about an attempt that failed. What is final is marked, but for the reason of the caller's signal: it may be shared. */
export function settle(
  engine: Engine,
  ticket: Ticket,
  info: CallInfo,
  outcome: unknown,
  seen: Partial<Failure>,
): Decision {
  const { method, url, replayable, signal } = info
  const aborted = signal?.aborted === true
  const timedOut = aborted && (signal.reason as Partial<Error> | undefined)?.name === 'TimeoutError'
  const told = { method, url, replayable, attempt: ticket.attempt, atMs: engine.settings.clock.now() }
  const by = { aborted, timedOut, ownedElsewhere: isOwned(outcome, ticket) }
  const decision = engine.settle(ticket, { phase: 'sent', ...told, ...seen, ...by })
  if (decision.retry) release(outcome)
  else if (!aborted) (outcome instanceof Error ? mark : inParsed.mark)(outcome, decision)
  return decision
}
