import { own } from '../nouns/options.ts'
import type { Clock } from './clock.ts'
import type { CallOptions } from './call-options.ts'

/** A signal for one attempt: it aborts with the caller's, and after `timeoutMs`. */
export type Limit = Readonly<{
  signal: AbortSignal
  /** Did the time limit end the attempt? */
  expired(): boolean
  /** Stops the timer. The caller's signal stays connected: the body may still be on its way. */
  stop(): void
}>

export function limitOf(clock: Clock, timeoutMs: number, caller: AbortSignal | undefined): Limit {
  const timer = new AbortController()
  const stop = new AbortController()
  let expired = false
  void clock.sleep(timeoutMs, stop.signal).then(() => {
    if (stop.signal.aborted) return
    expired = true
    timer.abort(timeoutError(timeoutMs))
  })
  return {
    signal: caller === undefined ? timer.signal : anyOf(caller, timer.signal),
    expired: () => expired,
    // a reason, because the default one is a DOMException with a stack: five microseconds on every success
    stop: () => stop.abort('stopped'),
  }
}

/** `any` holds its sources weakly: a signal that lives as long as the program collects no listeners. Safari before 17.4 has none. */
function anyOf(...signals: AbortSignal[]): AbortSignal {
  if (typeof AbortSignal.any === 'function') return AbortSignal.any(signals)
  const either = new AbortController()
  for (const signal of signals) {
    const follow = (): void => either.abort(signal.reason)
    if (signal.aborted) follow()
    else signal.addEventListener('abort', follow, { once: true, signal: either.signal })
  }
  return either.signal
}

/** The client's own signal of a call, and the one in its options, as one; undefined where there is neither. */
export function callSignal(
  client: AbortSignal | null | undefined,
  options: CallOptions | false | undefined,
): AbortSignal | undefined {
  const other = options ? (own(options, 'signal') as AbortSignal | undefined) : undefined
  return client && other ? anyOf(client, other) : (client ?? other ?? undefined)
}

/** As `AbortSignal.timeout` has it. React Native has no DOMException. */
function timeoutError(timeoutMs: number): Error {
  const message = `no answer within ${Math.round(timeoutMs)} ms`
  return typeof DOMException === 'function'
    ? new DOMException(message, 'TimeoutError')
    : Object.assign(new Error(message), { name: 'TimeoutError' })
}
