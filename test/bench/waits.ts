import { type Clock, type PolicyInput, systemClock } from '@recourse/core'

/**
 * Every client may wait a moment before it repeats, and a timer of a millisecond would hide all else. So the shortest timers cost one
 * turn of the event loop, for all: the global one that the clients use, and our clock. Longer ones are limits, and stay.
 */
const shortMs = 2

export function shortenTimers(): void {
  const { setTimeout, clearTimeout } = globalThis
  const soon = (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): unknown =>
    ms <= shortMs ? setImmediate(run, ...values) : setTimeout(run, ms, ...values)
  const stop = (timer?: NodeJS.Timeout | NodeJS.Immediate): void =>
    timer !== undefined && '_onImmediate' in timer ? clearImmediate(timer) : clearTimeout(timer)
  Object.assign(globalThis, { setTimeout: soon, clearTimeout: stop })
}

/** What the hand-written loop waits. */
export const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0))

/** Our clock with the same short waits: without this a wait of nothing would cost us nothing, and the others a turn. */
export const shortClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => (ms <= shortMs ? turn() : systemClock.sleep(ms, signal)),
}

const none = { baseMs: 0, capMs: 0, jitter: 'none' } as const
/** An origin that fails thousands of times in a row is to be called on: that is what is measured. */
const ungated = { budget: 'unsafe_off', throttle: false } as const

/** Three attempts, as the others are given, and no delay but a stated one. */
export const noDelay: PolicyInput = {
  transient: none,
  throttled: none,
  spread: { rate_limit: 0, overloaded: 0 },
  ...ungated,
}

/** For the failure path: judge it, and hand it over. */
export const once: PolicyInput = { maxAttempts: 1, ...ungated }
