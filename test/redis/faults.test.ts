import { type Step, type Store, systemClock } from '@recourse/core'
import { redisStore } from '@recourse/redis'
import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { type Fake, fakeRedis, warmUp } from './fake.ts'

const ttlMs = 600_000
const add = (by: number): Step<number, number> => ({
  name: 'add',
  args: by,
  apply: (state = 0, args) => [state + Number(args), state + Number(args)],
})
const stores = 3
const keys = ['a', 'b', 'c']

type Act =
  | Readonly<{ act: 'step'; store: number; key: string; times: number }>
  | Readonly<{ act: 'mode'; mode: Fake['mode'] }>
  | Readonly<{ act: 'pass'; ms: number }>
  | Readonly<{ act: 'release' }>

const acts = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('step'),
        store: fc.nat(stores - 1),
        key: fc.constantFrom(...keys),
        times: fc.nat(5),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constant('mode'),
        mode: fc.constantFrom('answers', 'answers', 'refuses', 'lost', 'late', 'slow', 'hangs'),
      }),
    },
    { weight: 4, arbitrary: fc.record({ act: fc.constant('pass'), ms: fc.constantFrom(1, 26, 60, 130, 600, 1_500) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('release') }) },
  ),
  { maxLength: 40 },
) as fc.Arbitrary<Act[]>

beforeAll(warmUp)

test('whatever becomes of commands and answers, each step is shared once', async () => {
  vi.useFakeTimers()
  try {
    await fc.assert(fc.asyncProperty(acts, fc.boolean(), checkActs), { numRuns: 300 })
  } finally {
    vi.useRealTimers()
  }
})

async function checkActs(list: readonly Act[], isCluster: boolean): Promise<void> {
  const client = fakeRedis()
  client.isCluster = isCluster
  let chance = 0
  const clock = { ...systemClock, random: () => (chance = (chance + 0.37) % 1) }
  const fleet: Store[] = Array.from({ length: stores }, () => redisStore({ client, clock }))
  const sums = new Map(keys.map((key) => [key, 0]))
  for (const each of list) {
    if (each.act === 'mode') client.mode = each.mode
    else if (each.act === 'release') client.release()
    else if (each.act === 'pass') await vi.advanceTimersByTimeAsync(each.ms)
    else
      for (let count = 0; count < each.times; count++) {
        fleet[each.store]?.update(each.key, add(1), ttlMs)
        sums.set(each.key, (sums.get(each.key) ?? 0) + 1)
      }
  }
  client.mode = 'answers'
  await vi.advanceTimersByTimeAsync(35_000)
  client.release()
  for (const store of fleet) for (const key of keys) store.update(key, add(0), ttlMs)
  await vi.advanceTimersByTimeAsync(400)
  for (const [key, sum] of sums)
    expect(fleet.map((store) => store.update(key, add(0), ttlMs))).toEqual(fleet.map(() => sum))
  for (const store of fleet) await store.close?.()
}
