import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { type PacingState, pacingAdmit } from './pacing.ts'

/** Asks at a time whether a call may go: one sender, and a limit that the policy states. */
function gateOf(limit: number, windowMs: number): (nowMs: number) => boolean {
  const pacing = { limit, windowMs, maxQueue: 100, maxQueueMs: 10_000, learn: true }
  let state: PacingState | null = null
  return (nowMs) => {
    const [next, verdict] = pacingAdmit(state, pacing, '', nowMs)
    state = next
    return verdict.ok
  }
}

describe('no window of the limit holds more calls than it', () => {
  /** The most calls in a window, of those that pass at these times, each asked for until it is refused. */
  function mostIn(limit: number, windowMs: number, askMs: readonly number[]): number {
    const ask = gateOf(limit, windowMs)
    const passed: number[] = []
    for (const ms of askMs) while (ask(5_000 + ms)) passed.push(ms)
    return Math.max(...passed.map((fromMs) => passed.filter((ms) => fromMs <= ms && ms < fromMs + windowMs).length))
  }

  test.each([1, 2, 3, 5, 10, 20, 50, 100, 400, 1_000])('of %i where as many are wanted as there may be', (limit) => {
    const [everyMs, windowMs] = [0.5, 1_000]
    const times = Array.from({ length: 6_000 }, (_, index) => index * everyMs)
    const most = mostIn(limit, windowMs, times)
    expect(most).toBeLessThanOrEqual(limit)
    expect(most).toBeGreaterThan(limit * 0.98)
  })

  test.each([1.001, 1.02, 1.05, 1.08, 1.1, 1.2, 1.5])(
    'where they come %d times as slowly as they may, and then all at once',
    (times) => {
      const [limit, windowMs] = [100, 1_000]
      const ask = gateOf(limit, windowMs)
      const passed: number[] = []
      let nowMs = 5_000
      for (let call = 0; call * 10.26 * times < 3 * windowMs; call++) {
        nowMs = 5_000 + call * 10.26 * times
        if (ask(nowMs)) passed.push(nowMs)
      }
      while (ask(nowMs)) passed.push(nowMs)
      const fromMs = nowMs - windowMs
      expect(passed.filter((ms) => ms > fromMs).length).toBeLessThanOrEqual(limit)
    },
  )

  test('of one', () => {
    expect(mostIn(1, 242, [0, 227, 241])).toBe(1)
  })
})

describe('whatever the order of calls', () => {
  const gaps = fc.array(fc.oneof(fc.constant(0), fc.nat(20), fc.nat(500), fc.nat(5_000)), {
    minLength: 1,
    maxLength: 400,
  })

  test('no window of the limit holds more calls than it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 100, max: 20_000 }),
        gaps,
        (limit, windowMs, all) => {
          const ask = gateOf(limit, windowMs)
          const passed: number[] = []
          let nowMs = 5_000
          for (const gapMs of all) {
            nowMs += gapMs
            for (let asked = 0; asked < 20; asked++) if (ask(nowMs)) passed.push(nowMs)
          }
          for (const fromMs of new Set(passed))
            expect(passed.filter((ms) => fromMs <= ms && ms < fromMs + windowMs).length).toBeLessThanOrEqual(limit)
        },
      ),
      { numRuns: runs(100) },
    )
  })
})
