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
  // `any` holds its sources weakly: a signal that lives as long as the program collects no listeners
  return { signal: caller === undefined ? timer.signal : AbortSignal.any([caller, timer.signal]), expired: () => expired, stop: () => stop.abort() }
}

/** As `AbortSignal.timeout` has it. React Native has no DOMException. */
function timeoutError(timeoutMs: number): Error {
  const message = `no answer within ${timeoutMs} ms`
  return typeof DOMException === 'function' ? new DOMException(message, 'TimeoutError') : Object.assign(new Error(message), { name: 'TimeoutError' })
}
