import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock, uuid } from './clock.ts'

const longestTimerMs = 2 ** 31 - 1
const start = Date.UTC(2026, 0, 2)

/** Whether a sleep has ended yet. */
function sleeping(ms: number, signal?: AbortSignal) {
  const state = { over: false }
  void systemClock.sleep(ms, signal).then(() => (state.over = true))
  return state
}

/** A signal that counts who listens. */
function listened() {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
  signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.add(listener)
    add(type, listener)
  }
  signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.delete(listener)
    remove(type, listener)
  }
  return { controller, signal, listeners }
}

// in a group of their own, as these hooks must not reach a file that is imported beside this one
describe('the clock of the system', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: start })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  test('tells its time', () => {
    expect(systemClock.now()).toBe(start)
    const before = systemClock.monotonic()
    vi.advanceTimersByTime(1_500)
    expect(systemClock.now()).toBe(start + 1_500)
    expect(systemClock.monotonic() - before).toBeCloseTo(1_500)
  })

  test('chance is from 0 up to and without 1, and not always the same', () => {
    const chances = Array.from({ length: 50 }, () => systemClock.random())
    expect(chances.every((chance) => chance >= 0 && chance < 1)).toBe(true)
    expect(new Set(chances).size).toBeGreaterThan(1)
  })

  describe('a sleep', () => {
    test('ends when its time is over, and not before', async () => {
      const state = sleeping(1_000)
      await vi.advanceTimersByTimeAsync(999)
      expect(state.over).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(state.over).toBe(true)
      expect(vi.getTimerCount()).toBe(0)
    })

    test.each([0, -1])('of %i ms ends at once, without a timer', async (ms) => {
      const state = sleeping(ms)
      expect(vi.getTimerCount()).toBe(0)
      await Promise.resolve()
      expect(state.over).toBe(true)
    })

    test('of a fraction ends after the whole of it', async () => {
      const state = sleeping(0.4)
      expect(vi.getTimerCount()).toBe(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(state.over).toBe(true)
    })

    test('longer than a timer can hold does not end at once, and ends in time', async () => {
      const state = sleeping(longestTimerMs + 5_000)
      await vi.advanceTimersByTimeAsync(longestTimerMs)
      expect(state.over).toBe(false)
      await vi.advanceTimersByTimeAsync(4_999)
      expect(state.over).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(state.over).toBe(true)
      expect(vi.getTimerCount()).toBe(0)
    })

    test('asks no timer for more than it can hold', async () => {
      const asked = vi.spyOn(globalThis, 'setTimeout')
      const state = sleeping(3 * longestTimerMs)
      await vi.advanceTimersByTimeAsync(3 * longestTimerMs)
      expect(state.over).toBe(true)
      expect(asked.mock.calls.map(([, ms]) => ms)).toEqual([longestTimerMs, longestTimerMs, longestTimerMs])
    })

    test('goes on where a timer fired too early', async () => {
      const nowMs = vi.spyOn(performance, 'now').mockReturnValue(0)
      const state = sleeping(100)
      nowMs.mockReturnValue(99.5)
      await vi.advanceTimersByTimeAsync(100)
      expect(state.over).toBe(false)
      nowMs.mockReturnValue(100)
      await vi.advanceTimersByTimeAsync(1)
      expect(state.over).toBe(true)
    })

    test('ends when the signal aborts, and leaves no timer and no listener behind', async () => {
      const { controller, signal, listeners } = listened()
      const state = sleeping(1_000, signal)
      expect([vi.getTimerCount(), listeners.size]).toEqual([1, 1])
      await vi.advanceTimersByTimeAsync(10)
      controller.abort(new Error('enough'))
      expect([vi.getTimerCount(), listeners.size]).toEqual([0, 0])
      await Promise.resolve()
      expect(state.over).toBe(true)
    })

    test('does not begin where the signal has aborted', async () => {
      const { controller, signal, listeners } = listened()
      controller.abort()
      const state = sleeping(1_000, signal)
      expect([vi.getTimerCount(), listeners.size]).toEqual([0, 0])
      await Promise.resolve()
      expect(state.over).toBe(true)
    })

    test('that ends by itself leaves no listener behind', async () => {
      const { signal, listeners } = listened()
      sleeping(1_000, signal)
      sleeping(0, signal)
      expect(listeners.size).toBe(1)
      await vi.advanceTimersByTimeAsync(1_000)
      expect(listeners.size).toBe(0)
    })
  })
})

describe('a UUID', () => {
  const form = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

  test('comes from the platform where the clock does, and is another each time', () => {
    const made = [uuid(systemClock), uuid(systemClock)]
    for (const id of made) expect(id).toMatch(form)
    expect(made[0]).not.toBe(made[1])
  })

  test('comes from the chance of a clock that was given, and where the platform has no generator', () => {
    expect(uuid({ ...systemClock, random: () => 0 })).toBe('00000000-0000-4000-8000-000000000000')
    expect(uuid({ ...systemClock, random: () => 0.999 })).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
    vi.stubGlobal('crypto', undefined)
    expect(uuid(systemClock)).toMatch(form)
    vi.unstubAllGlobals()
  })
})
