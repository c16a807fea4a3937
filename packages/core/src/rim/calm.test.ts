import { expect, test } from 'vitest'
import { admit } from '../../../../test/fixtures/admit.ts'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, failureOf } from '../../../../test/fixtures/nouns.ts'
import { memoryStore } from '../state/memory-store.ts'
import type { Store } from '../state/store.ts'
import { type RecourseOptions, type Settings, settingsOf } from './options.ts'
import { createEngine } from './engine.ts'
import { createGuard } from './guard.ts'
import type { CallState } from './call.ts'

/** A guard over a store of its own, whose steps are counted. */
function counted(options: RecourseOptions = {}) {
  const clock = manualClock()
  const inner = memoryStore({ clock })
  const names: string[] = []
  const store: Store = {
    update(key, step, ttlMs) {
      names.push(step.name)
      return inner.update(key, step, ttlMs)
    },
  }
  const settings: Settings = { ...settingsOf({ clock, ...options }), store }
  const call = (place = 'a.test'): CallState =>
    ({
      policy: settings.policy,
      place,
      host: place,
      info: callOf(),
      paid: 0,
      sentMs: 0,
      pass: null,
      isGranted: false,
    }) as unknown as CallState
  const guard = createGuard(settings)
  const succeed = (place?: string): void => {
    const each = call(place)
    void guard.ask(each, 1)
    guard.tell(each, { how: 'success' })
  }
  return { guard, names, succeed, clock, settings }
}

const full = { policy: { budget: { cap: 2, start: 2 } } } as const

test('a store hears of the first success that changes nothing, and for a minute of no further one', () => {
  const { names, succeed, clock } = counted(full)
  for (let calls = 0; calls < 5; calls++) succeed()
  expect(names).toEqual(['admit', 'outcome'])
  clock.monotonicMs += 60_001
  succeed()
  expect(names).toEqual(['admit', 'outcome', 'outcome'])
})

test('a store hears of each success that earns something, and of each other key', () => {
  const { names, succeed } = counted()
  succeed()
  succeed()
  expect(names).toHaveLength(4)
  const { names: both, succeed: toBoth } = counted(full)
  toBoth('a.test')
  toBoth('b.test')
  toBoth('a.test')
  expect(both).toHaveLength(6)
})

test.each([
  [{ policy: { ...full.policy, breaker: {} } }],
  [{ policy: { ...full.policy, pacing: {} } }],
  [{ policy: { ...full.policy, closed: 'hold' } }],
] as const)('a store hears of every success where a gate may be closed: %j', (options) => {
  const { names, succeed } = counted(options)
  succeed()
  succeed()
  expect(names).toHaveLength(4)
})

test('after a failure the next call asks again', () => {
  const clock = manualClock({ chance: 0 })
  const engine = createEngine({ clock, policy: { ...full.policy, maxAttempts: 1 } })
  for (let calls = 0; calls < 3; calls++) engine.done(admit(engine, callOf()), 'success')
  for (let calls = 0; calls < 40; calls++) {
    const ticket = admit(engine, { ...callOf(), options: { policy: { throttle: false } } })
    engine.settle(ticket, failureOf({ status: 500 }))
  }
  expect(engine.admit(callOf())).toMatchObject({ ok: false, reason: 'throttled' })
})
