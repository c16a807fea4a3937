import type { Clock } from './clock.ts'

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
    signal: caller === undefined ? timer.signal : either(caller, timer),
    expired: () => expired,
    stop: () => stop.abort(),
  }
}

/** `any` holds its sources weakly: a signal that lives as long as the program collects no listeners. Safari before 17.4 has none. */
function either(caller: AbortSignal, timer: AbortController): AbortSignal {
  if (typeof AbortSignal.any === 'function') return AbortSignal.any([caller, timer.signal])
  const follow = (): void => timer.abort(caller.reason)
  if (caller.aborted) follow()
  else caller.addEventListener('abort', follow, { once: true })
  return timer.signal
}

/** As `AbortSignal.timeout` has it. React Native has no DOMException. */
function timeoutError(timeoutMs: number): Error {
  const message = `no answer within ${Math.round(timeoutMs)} ms`
  return typeof DOMException === 'function'
    ? new DOMException(message, 'TimeoutError')
    : Object.assign(new Error(message), { name: 'TimeoutError' })
}
