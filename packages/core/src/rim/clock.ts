/** Time and chance. Everything else in this library takes them as arguments, so that a test can hold both. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds that never go back. */
  monotonic(): number
  /** From 0 up to, and without, 1. */
  random(): number
  /** Resolves after at least `ms`, or at once when the signal aborts. It never rejects, and leaves no timer and no listener behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Timers hold a signed 32-bit number of milliseconds; what exceeds it fires at once (HTML, 8.6). */
const longestTimerMs = 2_147_483_647

/** A random UUID (RFC 9562, 5.4), by the platform's own generator where the clock is the platform's. */
export function uuid(clock: Clock): string {
  // absent on pages without TLS, and in React Native
  const platform = clock === systemClock ? (globalThis.crypto as Partial<Crypto> | undefined) : undefined
  if (platform?.randomUUID !== undefined) return platform.randomUUID()
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (digit) =>
    Math.floor(digit === 'x' ? 16 * clock.random() : 8 + 4 * clock.random()).toString(16),
  )
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve()
      const endMs = performance.now() + ms
      let timer: ReturnType<typeof setTimeout>
      const finish = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', finish)
        resolve()
      }
      // asked again at the end of each piece: timers may fire a fraction of a millisecond early
      const wait = (): void => {
        const leftMs = Math.ceil(endMs - performance.now())
        if (leftMs <= 0) finish()
        else timer = setTimeout(wait, Math.min(leftMs, longestTimerMs))
      }
      signal?.addEventListener('abort', finish)
      wait()
    }),
}
