import { type Step, type Store, systemClock } from '@recourse/core'
import { redisStore } from '@recourse/redis'
import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { type Fake, fakeRedis } from './fake.ts'

const ttlMs = 600_000
const add = (by: number): Step<number, number> => ({
  name: 'add',
  args: by,
  apply: (state = 0, args) => [state + Number(args), state + Number(args)],
})
const stores = 3

type Act =
  | Readonly<{ act: 'step'; store: number; times: number }>
  | Readonly<{ act: 'mode'; mode: Fake['mode'] }>
  | Readonly<{ act: 'pass'; ms: number }>
  | Readonly<{ act: 'release' }>

const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('step'), store: fc.nat(stores - 1), times: fc.nat(5) }) },
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

// the digest of the script comes from another thread, which fake timers do not move
beforeAll(async () => {
  const store = redisStore({ client: fakeRedis() })
  store.update('warm', add(1), ttlMs)
  await store.close?.()
})

test('whatever becomes of commands and answers, each step is shared once', async () => {
  vi.useFakeTimers()
  try {
    await fc.assert(fc.asyncProperty(acts, checkActs), { numRuns: 300 })
  } finally {
    vi.useRealTimers()
  }
})

async function checkActs(list: readonly Act[]): Promise<void> {
  const client = fakeRedis()
  let chance = 0
  const clock = { ...systemClock, random: () => (chance = (chance + 0.37) % 1) }
  const fleet: Store[] = Array.from({ length: stores }, () => redisStore({ client, clock }))
  let sum = 0
  for (const each of list) {
    if (each.act === 'mode') client.mode = each.mode
    else if (each.act === 'release') client.release()
    else if (each.act === 'pass') await vi.advanceTimersByTimeAsync(each.ms)
    else
      for (let count = 0; count < each.times; count++) {
        fleet[each.store]?.update('a', add(1), ttlMs)
        sum++
      }
  }
  client.mode = 'answers'
  await vi.advanceTimersByTimeAsync(35_000)
  client.release()
  for (const store of fleet) store.update('a', add(0), ttlMs)
  await vi.advanceTimersByTimeAsync(400)
  expect(fleet.map((store) => store.update('a', add(0), ttlMs))).toEqual(fleet.map(() => sum))
  for (const store of fleet) await store.close?.()
}
