import type { CallOptions, Decision, Engine, Ticket } from '@recourse/core'
import { callSignal, enter, isFailed, isStream, limitOf, mark, markInside, readFor, settleSeen } from '@recourse/core'
import type { AfterResponseHook, BeforeErrorHook, BeforeRequestHook, BeforeRetryHook, Options } from 'ky'
import { type Attempt, keep, seenOf } from './attempt.ts'
import { retryFor } from './retry.ts'

/** ky's own default, in milliseconds. */
const kyTimeoutMs = 10_000

/** Makes these options of one call ours: its attempts pass through `fetch`, its failures through `throwHttpErrors` and `retry`. */
export function takeOver(engine: Engine, options: Options, callOptions: CallOptions | undefined): void {
  const { clock } = engine.settings
  const { retry, throwHttpErrors = true, timeout = kyTimeoutMs, totalTimeout = false } = options
  const send = options.fetch ?? globalThis.fetch
  const body = callOptions?.body
  const disabled = retry === 0 || (typeof retry === 'object' && retry?.limit === 0)
  const endMs = totalTimeout === false ? Infinity : clock.monotonic() + totalTimeout
  const signal = callSignal(options.signal, callOptions)
  let current: Attempt | undefined
  let next: Ticket | undefined

  const throws = (status: number): boolean =>
    typeof throwHttpErrors === 'function' ? throwHttpErrors(status) : throwHttpErrors
  const replayable = body !== undefined || !isStream(options.body)
  /** With the caller's own signal: that of a request is over with ky's time limit for one attempt. */
  const given = { replayable, signal, options: callOptions, disabled }
  const begin = ({ method, url, headers }: Request): Ticket | Promise<Ticket> =>
    enter(engine, { ...given, method, url, header: (name) => headers.get(name) })

  /** Ahead of the caller's hooks, none of which is to see an attempt that is not made; ky's time limit does not run yet. */
  const again: BeforeRetryHook = async ({ error }) => {
    const last = current
    if (last === undefined) return undefined
    last.request.signal.removeEventListener('abort', leave)
    const admitted = await engine.admit(last.ticket)
    if (admitted.ok) return void (next = admitted)
    last.waiting = false
    const decision: Decision = (last.decision = { ...admitted, retry: false })
    if (decision.reason === 'aborted') return undefined // which `attempt` throws
    if (last.kept === undefined) throw error
    if (!isFailed(last.kept)) options.parseJson = markInside(last.kept, decision, options.parseJson)
    return (last.response = last.kept)
  }

  async function attempt(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = input as Request // ky hands over nothing else
    const timedOutMs = Math.min(endMs, timeout === false ? Infinity : clock.monotonic() + timeout)
    if (current !== undefined) request.signal.throwIfAborted()
    const ticket = next ?? (await begin(request))
    next = undefined
    for (const [name, value] of Object.entries(ticket.headers ?? {})) request.headers.set(name, value)
    const now: Attempt = { ticket, request, phase: request.signal.aborted ? 'not_sent' : 'sent' }
    current = now
    const limit = ticket.timeoutMs === null ? undefined : limitOf(clock, ticket.timeoutMs, request.signal)
    try {
      now.response = await send(request, {
        ...init,
        ...({ recourse: false } as RequestInit), // for a fetch below that is wrapped too
        ...(limit === undefined ? {} : { signal: limit.signal }),
        ...(body === undefined ? {} : ({ body: body(), duplex: 'half' } as RequestInit)),
      })
    } catch (error) {
      now.thrown = error
      throw error
    } finally {
      limit?.stop()
    }
    // an answer that comes after ky's own time limit was settled as a timeout
    if (now.decision !== undefined) return now.response
    // ky's limit covers this reading too, and ends in an error without a status: half of what is left must do; what is thrown ky reads
    // itself, however long that takes
    const reading = readFor(now.response, engine, ticket, [timedOutMs - clock.monotonic()], throws)
    if (reading !== undefined) Object.assign(now, await reading)
    if (reading !== undefined) request.signal.throwIfAborted()
    if (isFailed(now.response)) return now.response
    const decision = now.seen && settle()
    // which ky throws, where it asks below, once the caller's hooks have seen it
    if (decision?.retry === true) return Object.defineProperty(now.response, 'ok', { value: false })
    if (decision === undefined) engine.done(ticket, 'success', now.response)
    else options.parseJson = markInside(now.response, decision, options.parseJson)
    current = undefined
    return now.response
  }

  function settle(error?: unknown): Decision | undefined {
    if (current === undefined || current.waiting === true) return undefined
    return (current.decision ??= settleSeen(engine, current.ticket, undefined, seenOf(current, error)))
  }

  /** The wait ends with the call. */
  function leave(): void {
    if (current?.waiting !== true) return
    engine.done(current.ticket, 'aborted')
    current = undefined
  }

  /** Before the caller's own hooks, which may ask for the fault, and after them, as they may return another error. */
  const note: BeforeErrorHook = ({ error }) => {
    leave()
    const decision = settle(error)
    if (current === undefined || decision === undefined) return error
    // a hook of the caller's threw where we would have sent again
    if (decision.retry) engine.done(current.ticket, 'aborted')
    // a signal's reason is the caller's own object, and may be shared; an error with an answer of its own is another call's
    if (error !== current.request.signal.reason && (current.judged === true || !('response' in error)))
      mark(error, decision.retry ? { retry: false, reason: 'aborted', fault: decision.fault } : decision)
    return error
  }

  if (signal !== undefined) options.signal = signal
  if (body !== undefined) delete options.body
  options.fetch = attempt
  // asked for each answer that is not a success, after the caller's hooks have seen it: the last moment to throw and so to retry
  options.throwHttpErrors = (status) => {
    const decision = settle()
    const isThrown = throws(status)
    if (current !== undefined) current.judged = true
    if (decision === undefined || current?.response === undefined) return isThrown
    if (decision.retry && !(isThrown && isFailed(current.response))) keep(current, current.response)
    if (!decision.retry) mark(current.response, decision)
    if (!decision.retry && !isThrown) current = undefined
    return decision.retry || isThrown
  }
  const { afterResponse = [], beforeError = [], beforeRequest = [], beforeRetry = [] } = options.hooks ?? {}
  /** A hook of the caller's may have made a success of it. ky copies the response for each, so ours is there only beside others. */
  const close: AfterResponseHook = ({ response }) => {
    if (current !== undefined && response.ok) engine.done(current.ticket, 'success', response)
  }
  const { policy } = callOptions ?? {}
  const unsafe = policy?.unsafeMaxAttempts ?? engine.policy.unsafeMaxAttempts ?? 0
  options.retry = retryFor(options, disabled || !replayable, unsafe, settle, () => {
    if (current?.decision?.retry !== true) return undefined
    current.waiting = true
    // a reason that is no Error does not pass `beforeError`
    current.request.signal.addEventListener('abort', leave, { once: true })
    return current.decision.delayMs
  })
  const mayHold = (policy?.closed ?? engine.policy.closed) === 'hold' || (policy?.pacing ?? engine.policy.pacing)
  const ask: BeforeRequestHook = async ({ request }) => void (next = await begin(request))
  options.hooks = {
    ...options.hooks,
    ...(mayHold && { beforeRequest: [...beforeRequest, ask] }),
    ...(afterResponse.length > 0 && { afterResponse: [...afterResponse, close] }),
    beforeRetry: [again, ...beforeRetry],
    beforeError: [note, ...beforeError, note],
  }
}
