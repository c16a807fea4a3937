import type { CallInfo, CallOptions, Decision, Engine } from '@recourse/core'
import {
  RecourseError,
  callSignal,
  isFailed,
  isStream,
  limitOf,
  mark,
  markInside,
  readFor,
  release,
} from '@recourse/core'
import type { AfterResponseHook, BeforeErrorHook, Options } from 'ky'
import { type Attempt, failureOf } from './attempt.ts'
import { retryFor } from './retry.ts'

/** ky's own default, in milliseconds. */
const kyTimeoutMs = 10_000

/** Makes these options of one call ours: its attempts pass through `fetch`, its failures through `throwHttpErrors` and `retry`. */
export function takeOver(engine: Engine, options: Options, callOptions: CallOptions | undefined): void {
  const { clock } = engine.settings
  const { retry, throwHttpErrors = true, timeout = kyTimeoutMs, totalTimeout = false } = options
  const send = options.fetch ?? globalThis.fetch
  const body = callOptions?.body
  const replayable = body !== undefined || !isStream(options.body)
  const disabled = retry === 0 || (typeof retry === 'object' && retry?.limit === 0)
  const endMs = totalTimeout === false ? Infinity : clock.monotonic() + totalTimeout
  let current: Attempt | undefined

  const throws = (status: number): boolean =>
    typeof throwHttpErrors === 'function' ? throwHttpErrors(status) : throwHttpErrors

  const infoOf = ({ method, url, headers, signal }: Request): CallInfo => {
    const header = (name: string): string | null => headers.get(name)
    return { method, url, replayable, header, signal, options: callOptions, disabled }
  }

  async function attempt(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = input as Request // ky hands over nothing else
    const { signal } = request
    const timedOutMs = Math.min(endMs, timeout === false ? Infinity : clock.monotonic() + timeout)
    current?.request.signal.removeEventListener('abort', leave)
    const admitted = engine.admit(current?.ticket ?? infoOf(request))
    current = undefined
    if (!admitted.ok) throw new RecourseError(admitted)
    for (const [name, value] of Object.entries(admitted.headers ?? {})) request.headers.set(name, value)
    const now: Attempt = { ticket: admitted, request, phase: signal.aborted ? 'not_sent' : 'sent' }
    current = now
    const limit = admitted.timeoutMs === null ? undefined : limitOf(clock, admitted.timeoutMs, signal)
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
    const reading = readFor(now.response, engine, admitted, [timedOutMs - clock.monotonic()], throws)
    if (reading !== undefined) Object.assign(now, await reading)
    if (reading !== undefined) signal.throwIfAborted()
    if (isFailed(now.response)) return now.response
    const decision = now.seen && settle()
    // which ky throws, where it asks below, once the caller's hooks have seen it
    if (decision?.retry === true) return Object.defineProperty(now.response, 'ok', { value: false })
    if (decision === undefined) engine.done(admitted, 'success')
    else options.parseJson = markInside(now.response, decision, options.parseJson)
    current = undefined
    return now.response
  }

  function settle(error?: unknown): Decision | undefined {
    if (current === undefined || current.waiting === true) return undefined
    return (current.decision ??= engine.settle(current.ticket, { ...failureOf(current, error, clock), replayable }))
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

  const signal = callSignal(options.signal, callOptions)
  if (signal !== undefined) options.signal = signal
  if (body !== undefined) delete options.body
  options.fetch = attempt
  // asked for each answer that is not a success, after the caller's hooks have seen it: the last moment to throw and so to retry
  options.throwHttpErrors = (status) => {
    const decision = settle()
    const response = current?.response
    if (current !== undefined) current.judged = true
    if (decision === undefined || response === undefined) return throws(status)
    if (decision.retry && current?.seen?.bodyTruncated === true) release(response) // which ky would read before a retry
    if (decision.retry) return true
    mark(response, decision)
    const isThrown = throws(status)
    if (!isThrown) current = undefined
    return isThrown
  }
  const { afterResponse = [], beforeError = [] } = options.hooks ?? {}
  /** A hook of the caller's may have made a success of it. ky copies the response for each, so ours is there only beside others. */
  const close: AfterResponseHook = ({ response }) => {
    if (current !== undefined && response.ok) engine.done(current.ticket, 'success')
  }
  const unsafe = callOptions?.policy?.unsafeMaxAttempts ?? engine.policy.unsafeMaxAttempts ?? 0
  options.retry = retryFor(options, disabled || !replayable, unsafe, {
    settle,
    wait() {
      if (current?.decision?.retry !== true) return undefined
      current.waiting = true
      // a reason that is no Error does not pass `beforeError`
      current.request.signal.addEventListener('abort', leave, { once: true })
      return current.decision.delayMs
    },
  })
  options.hooks = {
    ...options.hooks,
    ...(afterResponse.length > 0 && { afterResponse: [...afterResponse, close] }),
    beforeError: [note, ...beforeError, note],
  }
}
