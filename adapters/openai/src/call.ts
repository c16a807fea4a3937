import type { Engine, Failure, Ticket } from '@recourse/core'
import {
  callSignal,
  causesOf,
  enter,
  isStream,
  limitOf,
  mark,
  markInside,
  readFor,
  readerOf,
  recourseIn,
  release,
  resume,
  settleSeen,
  withCause,
  withFields,
} from '@recourse/core'
import { brokenOf } from './reading.ts'
import type { Options, Sdk, Sent } from './sdk.ts'

/** The client as it was and who decides for it, and an attempt as far as it came. */
type Taken = Readonly<{ engine: Engine; sdk: Sdk; makeRequest: Sdk['makeRequest']; fetch: Sdk['fetch'] }>
type Attempt = { leave?: Ticket | Promise<Ticket> | undefined; failure?: Partial<Failure>; response?: Response }

/** The loop around the SDK's own request, which never has a retry left. */
export async function call(taken: Taken, asked: Options | Promise<Options>, retriesLeft: number | null): Promise<Sent> {
  const { engine, sdk, makeRequest, fetch } = taken
  const { clock } = engine.settings
  const given = await asked
  const recourse = recourseIn(given.fetchOptions ?? {}) ?? recourseIn(sdk.fetchOptions ?? {})
  if (recourse === false) return makeRequest.call(sdk, given, retriesLeft)
  const { idempotencyKey, maxRetries, fetchOptions } = given
  const signal = callSignal(given.signal, recourse)
  const callOptions = idempotencyKey === undefined ? recourse : { idempotencyKey, ...recourse }
  // a call that was stopped before it began comes as far as our fetch, and no further
  const options: Options = { ...given, signal: signal?.aborted === true ? undefined : signal }
  let next: Ticket | undefined

  /** In the place of the SDK's fetch: only here the request is as it goes out, with its key and its address. */
  const send = async (attempt: Attempt, url: string, init: RequestInit): Promise<Response> => {
    const replayable = recourse?.body !== undefined || !isStream(init.body)
    const request = { method: init.method?.toUpperCase() ?? '', url, replayable }
    const header = readerOf(init.headers)
    const info = { ...request, header, signal, options: callOptions, disabled: (maxRetries ?? sdk.maxRetries) === 0 }
    // the SDK comes twice in one attempt where it renews a token
    const ticket = (attempt.leave ??= enter(engine, info))
    // below, as the SDK's own time limit, which is that of one attempt, runs already
    if (ticket instanceof Promise) throw new Error('held', { cause: ticket.catch(() => undefined) })
    const phase = signal?.aborted === true ? 'not_sent' : 'sent'
    const failure: Partial<Failure> = (attempt.failure = { ...request, phase })
    const limit = ticket.timeoutMs === null ? undefined : limitOf(clock, ticket.timeoutMs, init.signal ?? undefined)
    init.recourse = false // for a fetch that is wrapped too
    if (limit !== undefined) init.signal = limit.signal
    if (ticket.headers !== null) init.headers = withFields(init.headers, ticket.headers)
    try {
      signal?.throwIfAborted()
      attempt.response = await fetch(url, init)
    } catch (error) {
      // the SDK's own time limit aborts its signal
      const timedOut = limit?.expired() === true || init.signal?.aborted === true
      Object.assign(attempt, { response: undefined, failure: { ...failure, causes: causesOf(error), timedOut } })
      throw error
    } finally {
      limit?.stop()
    }
    // the SDK would read all of it, however long that takes; its own limit, which would cost the status, covers this reading too
    const reading = readFor(attempt.response, engine, ticket, [ticket.timeoutMs, given.timeout ?? sdk.timeout])
    if (reading === undefined) return attempt.response
    const { seen, response } = Object.assign(attempt, await reading)
    attempt.failure = { ...failure, ...seen, url }
    return response
  }

  // as the SDK's own, of which the late versions give the reason as well
  const unlessStopped = (error: unknown): unknown =>
    signal?.aborted === true ? withCause(new sdk.constructor.APIUserAbortError(), signal.reason) : error

  for (;;) {
    const attempt: Attempt = { leave: next }
    let sent: Sent | undefined
    let thrown: unknown
    options.maxRetries = (next?.attempt ?? 1) - 1 // the number that the SDK tells the server, as it has none left
    options.fetchOptions = { ...fetchOptions, recourse: send.bind(undefined, attempt) as never }
    try {
      if (recourse?.body !== undefined) options.body = recourse.body()
      sent = await makeRequest.call(sdk, options, 0)
      if (attempt.response === undefined) return sent // a transport of the SDK's own
      // the next page is asked for with these options; to the SDK what is undefined is absent
      Object.assign(sent.options, { signal, maxRetries, fetchOptions })
    } catch (error) {
      thrown = error
    }
    const { leave: ticket, failure, response } = attempt
    if (ticket instanceof Promise) {
      next = await ticket.catch((error: unknown) => Promise.reject(unlessStopped(error)))
      continue
    }
    // nothing went wrong on the wire: the SDK did not come so far, or takes a redirect for an error
    if (ticket === undefined || failure === undefined || (response !== undefined && failure.status === undefined)) {
      if (ticket !== undefined) engine.done(ticket, response === undefined ? 'aborted' : 'success', response)
      if (!sent || !ticket || !failure || !response) throw thrown
      sent.broke = (error) => {
        // stopped by the caller, or misused by it
        if (signal?.aborted === true || Object(error).constructor === sdk.constructor.OpenAIError) return
        mark(error, settleSeen(engine, ticket, undefined, { ...failure, ...brokenOf(Object(error), response) }))
      }
      return sent
    }
    const aborted = signal?.aborted === true || thrown instanceof sdk.constructor.APIUserAbortError
    const timedOut = aborted ? Object(signal?.reason).name === 'TimeoutError' : failure.timedOut === true
    const decision = settleSeen(engine, ticket, response ?? thrown, { ...failure, aborted, timedOut })
    const ending = await resume(engine, ticket, decision, signal)
    next = 'ok' in ending ? ending : undefined
    if ('ok' in ending && sent !== undefined) release(response)
    if ('ok' in ending) continue
    if (sent !== undefined && signal?.aborted !== true) {
      markInside(response, ending)
      const put = <T>(it: T): T => (mark(it, ending), it)
      return Object.assign(sent, { broke: put, parsed: put })
    }
    // the SDK writes the body down again as JSON, and fails where it is too deep
    if (thrown instanceof RangeError && response !== undefined)
      thrown = sdk.makeStatusError(response.status, undefined, failure.body, response.headers)
    thrown = unlessStopped(thrown)
    mark(thrown, ending)
    throw thrown
  }
}
