import {
  type CallOptions,
  type Engine,
  type RecourseOptions,
  type Ticket,
  callSignal,
  engineOf,
  isFailed,
  isStream,
  perform,
  readerOf,
  recourseIn,
  release,
  withFields,
} from '@recourse/core'

declare global {
  interface RequestInit {
    /** Options for this call; `false` hands it to the wrapped fetch untouched. */
    recourse?: CallOptions | false
  }
}

/** Anything that is called as `fetch` is. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** On every wrapped function: the function it wraps. Wrapping twice must not retry twice. */
const wrapped: unique symbol = Symbol.for('recourse.call')

/**
 * A drop-in `fetch` that reads failures, waits and sends again where that is right, and returns the last response with its body
 * unread. `faultOf(response)`, or of what it rejects with, tells what went wrong. A fetch that is wrapped already is wrapped anew.
 *
 * @throws TypeError, by rejection, for bad options of the call; at once for bad options here.
 */
export function withRecourse<Client extends Fetch>(
  client: Client,
  recourseOrOptions?: Engine | RecourseOptions,
): Client {
  const engine = engineOf(recourseOrOptions)
  const inner = (client as { [wrapped]?: Fetch })[wrapped] ?? client

  const start: Fetch = (input, init) => {
    // a Request in the place of the options has nothing of its own that could be copied
    if (init !== undefined && 'clone' in init) return start(new Request(input, init))
    const options = recourseIn(init ?? {})
    if (options === false) return inner(input, withoutOptions(init ?? {}))
    const request = typeof input === 'object' && 'clone' in input ? input : undefined
    const body = init?.body
    const headers = init?.headers ?? request?.headers ?? {}
    const call = {
      method: upperCase(init?.method ?? request?.method ?? 'GET'),
      url: typeof input === 'string' ? input : 'href' in input ? input.href : input.url,
      replayable: options?.body !== undefined || !isStream(body),
      header: readerOf(headers),
      signal: callSignal(init?.signal === undefined ? request?.signal : init.signal, options),
      options,
      body,
    }
    // a request with a body is spent by sending it; a copy goes out, and the original is kept for the next attempt
    const copied =
      request !== undefined && body == null && request.body !== null && call.method !== 'GET' && call.method !== 'HEAD'
    const send = (attempt: Ticket, signal: AbortSignal | undefined): Promise<Response> =>
      inner(copied ? request.clone() : input, initFor(init, headers, options, attempt, signal))
    const answer = perform(engine, { call, send, failed: isFailed, discard: release })
    return copied ? answer.finally(() => void request.body?.cancel().catch(() => undefined)) : answer
  }
  // not async: a second promise for every call would cost as much as the admission
  const recourseFetch: Fetch = (input, init) => {
    try {
      return start(input, init)
    } catch (error) {
      return Promise.reject(error)
    }
  }
  // what hangs on it stays, as Bun's `preconnect`
  return Object.defineProperty(Object.assign(recourseFetch, client), wrapped, { value: inner })
}

/** Most calls are GETs, and say so in upper case. */
const upperCase = (method: string): string => (method === 'GET' ? method : method.toUpperCase())

/** The caller's own init where nothing of ours is needed in it. */
function initFor(
  init: RequestInit | undefined,
  headers: HeadersInit,
  options: CallOptions | undefined,
  { timeoutMs, headers: added }: Ticket,
  signal: AbortSignal | undefined,
): RequestInit | undefined {
  if (options === undefined && timeoutMs === null && added === null) return init
  return {
    ...withoutOptions(init ?? {}),
    ...(options?.body && ({ body: options.body(), duplex: 'half' } as RequestInit)),
    ...(signal && { signal }),
    ...(added && { headers: withFields(headers, added) }),
  }
}

function withoutOptions({ recourse: _, ...init }: RequestInit): RequestInit {
  return init
}
