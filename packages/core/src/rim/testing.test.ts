import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { memoryStore } from '../state/memory-store.ts'
import type { Store } from '../state/store.ts'
import { storeSuite } from './testing.ts'

const clock = manualClock()
const sleep = (ms: number): Promise<void> => clock.sleep(ms)
const good = (): Store => memoryStore({ clock })

/** The tests of the suite that a store fails. */
async function failedBy(make: () => Store, pair = make): Promise<readonly string[]> {
  const options = { maxKeys: 1_000, sleep, pair: (): readonly [Store, Store] => both(make, pair) }
  const failed: string[] = []
  for (const { name, run } of storeSuite(make, options)) await run().catch(() => failed.push(name))
  return failed
}

/** One store from both ends, or two. */
const both = (make: () => Store, pair: () => Store): readonly [Store, Store] => {
  const left = make()
  return [left, make === pair ? left : pair()]
}

const broken: Readonly<Record<string, readonly [fails: RegExp, make: () => Store]>> = {
  'forgets at once': [/finds nothing first/, () => ({ ...good(), update: (...args) => good().update(...args) })],
  'mixes keys': [
    /keys do not mix/,
    () =>
      over(
        (store) =>
          (key, ...rest) =>
            store.update(key.trim(), ...rest),
      ),
  ],
  'keeps for ever': [/forgotten/, () => over((store) => (key, step) => store.update(key, step, Infinity))],
  'answers later': [
    /at once/,
    () =>
      over(
        (store) =>
          (...args) =>
            Promise.resolve(store.update(...args)),
      ),
  ],
  'swallows errors': [
    /throws is heard of/,
    () =>
      over((store) => (key, step, ttlMs) => {
        try {
          return store.update(key, step, ttlMs)
        } catch {
          return store.update(key, { ...step, apply: (state) => [state ?? null, undefined] }, ttlMs) as never
        }
      }),
  ],
  'has a time that goes back': [
    /never goes back/,
    () => {
      let nowMs = 1e9
      return memoryStore({ clock: { monotonic: () => nowMs-- } })
    },
  ],
  'has no cap': [/its cap/, () => memoryStore({ clock, maxKeys: Infinity })],
  'does not close': [/closes/, () => ({ ...good(), close: () => Promise.reject(new Error('no')) })],
}

function over(update: (store: Store) => (...args: Parameters<Store['update']>) => unknown): Store {
  const store = good()
  return { ...store, update: update(store) as Store['update'] }
}

describe('the store suite', () => {
  test('passes a store that keeps the contract', async () => {
    expect(await failedBy(good)).toEqual([])
  })

  test.each(Object.entries(broken))('fails one that %s', async (_, [fails, make]) => {
    expect((await failedBy(make)).filter((name) => fails.test(name))).not.toEqual([])
  })

  test('fails two handles that share nothing, and steps that are lost or applied twice', async () => {
    expect(await failedBy(good, () => memoryStore({ clock }))).toHaveLength(2)
    let count = 0
    const lossy = (): Store =>
      over(
        (store) =>
          (...args) =>
            ++count % 100 === 0 ? [0, 0] : store.update(...args),
      )
    expect((await failedBy(lossy)).filter((name) => /none applied twice/.test(name))).toHaveLength(1)
  })

  test('leaves out what it cannot try, and closes what it opened', async () => {
    let closed = 0
    const make = (): Store => ({ ...good(), close: () => Promise.resolve(void closed++) })
    const tests = storeSuite(make)
    expect(tests.filter(({ name }) => /cap|handle|both/.test(name))).toEqual([])
    await expect(tests[0]?.run()).resolves.toBeUndefined()
    expect(closed).toBe(1)
  })
})
