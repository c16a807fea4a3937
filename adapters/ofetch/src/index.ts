import { type CallOptions, type Engine, type RecourseOptions, engineOf, recourseIn } from '@recourse/core'
import type { $Fetch, FetchOptions, FetchRequest, FetchResponse } from 'ofetch'
import { type Client, call } from './call.ts'
import { type Sent, owner } from './sent.ts'
export { recourseHooks } from './hooks.ts'

declare module 'ofetch' {
  interface FetchOptions {
    /** Options for this call; `false` leaves it, and its retries, to ofetch. */
    recourse?: CallOptions | false
  }
}

/**
 * The same `$fetch`, which reads failures, waits and sends again where that is right, and throws ofetch's own errors.
 * `faultOf(error)` tells what went wrong. An instance that is wrapped already takes the new options.
 * @throws TypeError for bad options here; by rejection, for bad options of a call.
 */
export function withRecourse(given: $Fetch, recourseOrOptions?: Engine | RecourseOptions): $Fetch {
  const engine = engineOf(recourseOrOptions)
  const { [owner]: client = given } = given as { [owner]?: $Fetch }
  const { native } = client
  // its own defaults, hooks and errors, over a fetch that hands each attempt to the call it belongs to
  const fetch = (input: FetchRequest, init: Sent = {}): Promise<Response> => (init[owner] ?? native)(input, init)
  const attempts = client.create({}, { fetch: fetch as typeof native })
  const wrapped: Client = { engine, client, attempts, defaults: defaultsOf(attempts) }
  const raw = async (given: FetchRequest, options: FetchOptions = {}): Promise<FetchResponse<unknown>> => {
    const recourse = recourseIn('recourse' in options ? options : wrapped.defaults)
    const request = given instanceof URL ? given.href : given
    return recourse === false ? client.raw(request, options) : call(wrapped, { request, options, recourse })
  }
  const $fetch = async (request: FetchRequest, options?: FetchOptions): Promise<unknown> =>
    (await raw(request, options))['_data']
  const create: $Fetch['create'] = (...made) => withRecourse(client.create(...made), engine)
  return Object.defineProperty(Object.assign($fetch, { raw, create, native }), owner, { value: client }) as $Fetch
}

/** What an instance was made with, which it shows to hooks alone: this one throws before anything is sent. */
function defaultsOf(client: $Fetch): FetchOptions {
  const seen: { options?: FetchOptions } = {}
  const onRequest: FetchOptions['onRequest'] = ({ options }) => Promise.reject(Object.assign(seen, { options }))
  client.raw('/', { onRequest }).catch(() => undefined)
  return seen.options ?? {}
}
