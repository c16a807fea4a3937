import type { Clock } from '@recourse/core'
import type { Events } from './events.ts'
import type { Random } from './random.ts'

const epochMs = Date.UTC(2026, 0, 1)

/** The clock of virtual time. Time passes between events, never while one happens. */
export function virtualClock(events: Events, random: Random): Clock {
  return {
    now: () => epochMs + events.nowMs(),
    monotonic: events.nowMs,
    random,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) return resolve()
        let asleep = true
        const wake = (): void => {
          if (!asleep) return
          asleep = false
          signal?.removeEventListener('abort', wake)
          // what it wakes has its turn before the next event
          queueMicrotask(() => events.awaits(-1))
          resolve()
        }
        events.awaits(1)
        signal?.addEventListener('abort', wake)
        events.at(ms, wake)
      }),
  }
}
