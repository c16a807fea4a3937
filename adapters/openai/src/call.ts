import type { Engine, Failure, Ticket } from '@recourse/core'
import {
  RecourseError,
  callSignal,
  causesOf,
  isOwned,
  isStream,
  limitOf,
  mark,
  markInside,
  readFor,
  readerOf,
  recourseIn,
  release,
  withCause,
  withFields,
} from '@recourse/core'
import { brokenOf } from './reading.ts'
import type { Options, Sdk, Sent } from './sdk.ts'

/** The client as it was and who decides for it, and an attempt as far as it came. */
type Taken = Readonly<{ engine: Engine; sdk: Sdk; makeRequest: Sdk['makeRequest']; fetch: Sdk['fetch'] }>
type Attempt = { ticket?: Ticket; failure?: Omit<Failure, 'atMs'>; response?: Response; refused?: Error }

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
  let before: Ticket | undefined

  /** In the place of the SDK's fetch: only here the request is as it goes out, with its key and its address. */
  const send = async (attempt: Attempt, url: string, init: RequestInit): Promise<Response> => {
    const replayable = recourse?.body !== undefined || !isStream(init.body)
    const request = { method: init.method?.toUpperCase() ?? '', url, replayable }
    const header = readerOf(init.headers)
    const info = { ...request, header, signal, options: callOptions, disabled: (maxRetries ?? sdk.maxRetries) === 0 }
    try {
      // the SDK comes twice in one attempt where it renews a token
      const ticket = attempt.ticket ?? engine.admit(before ?? info)
      if (!ticket.ok) throw new RecourseError(ticket)
      attempt.ticket = ticket
    } catch (error) {
      attempt.refused = error as Error
      throw error
    }
    const { ticket } = attempt
    const phase = signal?.aborted === true ? 'not_sent' : 'sent'
    const failure = (attempt.failure = { ...request, phase, attempt: ticket.attempt })
    const limit = ticket.timeoutMs === null ? undefined : limitOf(clock, ticket.timeoutMs, init.signal ?? undefined)
    init.recourse = false // for a fetch that is wrapped too
    if (limit !== undefined) init.signal = limit.signal
    if (ticket.headers !== null) init.headers = withFields(init.headers, ticket.headers)
    try {
      signal?.throwIfAborted()
      attempt.response = await fetch(url, init)
    } catch (error) {
      // the SDK's own time limit, which is that of one attempt, aborts its signal
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

  for (let retries = 0; ; retries++) {
    const attempt: Attempt = {}
    let sent: Sent | undefined
    let thrown: unknown
    options.maxRetries = retries // the number that the SDK tells the server, as it has none left
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
    const { ticket = before, failure, response, refused } = attempt
    // nothing went wrong on the wire: the SDK did not come so far, or takes a redirect for an error
    if (ticket === undefined || failure === undefined || (response !== undefined && failure.status === undefined)) {
      if (ticket !== undefined) engine.done(ticket, response === undefined ? 'aborted' : 'success')
      if (!sent || !ticket || !failure || !response) throw refused ?? thrown
      sent.broke = (error) => {
        // stopped by the caller, or misused by it
        if (signal?.aborted === true || Object(error).constructor === sdk.constructor.OpenAIError) return
        mark(error, engine.settle(ticket, { ...failure, ...brokenOf(Object(error), response), atMs: clock.now() }))
      }
      return sent
    }
    const aborted = signal?.aborted === true || thrown instanceof sdk.constructor.APIUserAbortError
    const timedOut = aborted ? Object(signal?.reason).name === 'TimeoutError' : failure.timedOut === true
    const ownedElsewhere = isOwned(response ?? thrown, ticket)
    const decision = engine.settle(ticket, { ...failure, aborted, timedOut, ownedElsewhere, atMs: clock.now() })
    before = ticket
    if (decision.retry && sent !== undefined) release(response)
    if (decision.retry) await clock.sleep(decision.delayMs, signal)
    if (decision.retry && signal?.aborted !== true) continue
    engine.done(ticket, 'aborted') // which says something only of a call that was stopped as it waited
    // as the SDK's own, of which the late versions give the reason as well
    if (signal?.aborted === true) thrown = withCause(new sdk.constructor.APIUserAbortError(), signal.reason)
    else if (sent !== undefined) {
      markInside(response, decision)
      const put = <T>(it: T): T => (mark(it, decision), it)
      return Object.assign(sent, { broke: put, parsed: put })
    }
    // the SDK writes the body down again as JSON, and fails where it is too deep
    else if (thrown instanceof RangeError && response !== undefined)
      thrown = sdk.makeStatusError(response.status, undefined, failure.body, response.headers)
    mark(thrown, decision.retry ? { retry: false, reason: 'aborted', fault: decision.fault } : decision)
    throw thrown
  }
}
