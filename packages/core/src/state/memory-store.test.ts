import { storeSuite } from '@recourse/core/testing'
import { describe, expect, test, vi } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { memoryStore } from './memory-store.ts'
import type { Step, Store } from './store.ts'

const add: Step<number, number> = { name: 'add', args: 1, apply: (state = 0) => [state + 1, state + 1] }
const ttlMs = 1_000

describe('the published suite', () => {
  const clock = manualClock()
  const make = (): Store => memoryStore({ clock })
  const sleep = (ms: number): Promise<void> => clock.sleep(ms)
  for (const { name, run } of storeSuite(make, { maxKeys: 1_000, sleep, pair: () => pairOf(make()) }))
    test(name, async () => {
      await expect(run()).resolves.toBeUndefined()
    })
})

/** In one process a handle is as good as another. */
const pairOf = (store: Store): readonly [Store, Store] => [store, { update: (...args) => store.update(...args) }]

test('the key used longest ago makes room', () => {
  const store = memoryStore({ clock: manualClock(), maxKeys: 3 })
  for (const key of ['a', 'b', 'c', 'a', 'd']) store.update(key, add, ttlMs)
  expect(store.keys?.()).toEqual(['c', 'a', 'd'])
  expect(store.update('a', add, ttlMs)).toBe(3)
  expect(store.update('b', add, ttlMs)).toBe(1)
  expect(store.keys?.()).toEqual(['d', 'a', 'b'])
})

test('a key that is used again and again does not push others out', () => {
  const store = memoryStore({ clock: manualClock(), maxKeys: 2 })
  for (const key of ['a', 'b', 'b', 'b', 'b']) store.update(key, add, ttlMs)
  expect(store.keys?.()).toEqual(['a', 'b'])
})

test('state ends with its time to live, to the millisecond, and its key makes no second entry', () => {
  const clock = manualClock()
  const store = memoryStore({ clock, maxKeys: 2 })
  expect(store.update('a', add, ttlMs)).toBe(1)
  clock.monotonicMs += ttlMs - 1
  expect(store.update('a', add, ttlMs)).toBe(2)
  store.update('b', add, 10 * ttlMs)
  clock.monotonicMs += ttlMs
  expect(store.update('a', add, ttlMs)).toBe(1)
  expect(store.update('b', add, ttlMs)).toBe(2)
  expect(store.keys?.()).toEqual(['a', 'b'])
})

test('who peeks sees the state and the time until it ends, and uses no key', () => {
  const clock = manualClock()
  const store = memoryStore({ clock })
  expect(store.peek?.('a')).toBeUndefined()
  for (const key of ['a', 'b']) store.update(key, add, ttlMs)
  expect(store.peek?.('a')).toEqual({ state: 1, nowMs: 1_000 })
  clock.monotonicMs += ttlMs - 1
  expect(store.peek?.('a')).toEqual({ state: 1, nowMs: 1_999 })
  clock.monotonicMs++
  expect(store.peek?.('a')).toBeUndefined()
  expect(store.keys?.()).toEqual(['a', 'b'])
})

test('of 100 000 keys it holds the last 1 000, and starts no timer', () => {
  vi.useFakeTimers()
  try {
    const store = memoryStore({ clock: manualClock() })
    for (let index = 0; index < 100_000; index++) store.update(`https://${index}.example`, add, ttlMs)
    const keys = store.keys?.() ?? []
    expect([keys.length, keys[0], keys.at(-1)]).toEqual([1_000, 'https://99000.example', 'https://99999.example'])
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
