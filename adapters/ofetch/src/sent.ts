import type { CallInfo, Decision, Ticket } from '@recourse/core'
import { inParsed, isStream, mark, readerOf, withFields } from '@recourse/core'
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

/** Marks what a call ended with. */
export const tell = (outcome: unknown, decision: Decision): unknown =>
  (outcome instanceof Error ? mark : inParsed.mark)(outcome, decision)

/** With the fields of an attempt, which are not for the caller's hooks. */
export const withKey = (init: Sent, fields: Ticket['headers']): Sent =>
  fields === null ? init : { ...init, headers: withFields(init.headers, fields) }
