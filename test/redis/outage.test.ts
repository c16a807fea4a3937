import type { Step, Store } from '@recourse/core'
import { redisStore } from '@recourse/redis'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { type Connected, connectWith, libraries } from './clients.ts'
import { type Server, noServer, startServer } from './server.ts'

const missing = noServer()
const key = 'https://api.example.com'
const ttlMs = 60_000
/** The server is back, and so is what is shared. */
const healMs = 2_000

const add = (by: number): Step<number, number> => ({
  name: 'add',
  args: by,
  apply: (state = 0, args) => [state + Number(args), state + Number(args)],
})

type Fleet = Readonly<{ server: Server; stores: readonly Store[]; health: string[][] }>

async function withFleet(library: (typeof libraries)[number], run: (fleet: Fleet) => Promise<void>): Promise<void> {
  const server = await startServer()
  const connected: Connected[] = []
  try {
    for (let count = 0; count < 2; count++) connected.push(await connectWith[library](server.port))
    const stores = connected.map(({ client }) => redisStore({ client }))
    const health = stores.map(() => [] as string[])
    for (const [index, store] of stores.entries()) store.watch?.((each) => health[index]?.push(each))
    await run({ server, stores, health })
    for (const store of stores) await store.close?.()
  } finally {
    for (const { leave } of connected) leave()
    server.resume()
    await server.kill()
  }
}

const sums = (stores: readonly Store[]): number[] => stores.map((store) => store.update(key, add(0), ttlMs))

const expectSum = (stores: readonly Store[], sum: number): Promise<void> =>
  vi.waitFor(() => expect(sums(stores)).toEqual(stores.map(() => sum)), { timeout: healMs, interval: 20 })

describe.each(libraries)('with %s, a server', (library) => {
  test('that is killed and comes back empty fails no step, and all steps are shared again', async (context) => {
    context.skip(missing !== undefined, missing)
    await withFleet(library, async ({ server, stores, health }) => {
      for (let count = 0; count < 20; count++) {
        for (const store of stores) store.update(key, add(1), ttlMs)
        await sleep(5)
      }
      await expectSum(stores, 40)
      await sleep(100)
      await server.kill()
      for (let count = 1; count <= 30; count++) {
        expect(stores.map((store) => store.update(key, add(1), ttlMs))).toEqual([40 + count, 40 + count])
        await sleep(10)
      }
      await vi.waitFor(() => expect(health).toEqual([['degraded'], ['degraded']]))
      await server.start()
      await expectSum(stores, 100)
      await vi.waitFor(() => expect(health.map((each) => each.join())).toEqual(['degraded,healed', 'degraded,healed']))
    })
  })

  test('that hangs loses no step and does none twice', async (context) => {
    context.skip(missing !== undefined, missing)
    await withFleet(library, async ({ server, stores, health }) => {
      for (let count = 1; count <= 100; count++) {
        if (count === 20) server.hang()
        if (count === 90) server.resume()
        for (const store of stores) store.update(key, add(1), ttlMs)
        await sleep(10)
      }
      await expectSum(stores, 200)
      expect(health.map((each) => each.join())).toEqual(['degraded,healed', 'degraded,healed'])
      await sleep(500)
      expect(sums(stores)).toEqual([200, 200])
    })
  })

  test('that was flushed is told again what is known here', async (context) => {
    context.skip(missing !== undefined, missing)
    await withFleet(library, async ({ server, stores }) => {
      for (const store of stores) store.update(key, add(4), ttlMs)
      await expectSum(stores, 8)
      await sleep(100)
      const { client, leave } = await connectWith[library](server.port)
      const flush = "redis.call('FLUSHALL') return redis.call('DBSIZE')"
      await ('evalSha' in client ? client.eval(flush, { keys: [], arguments: [] }) : client.eval(flush, 0))
      leave()
      await expectSum(stores, 8)
    })
  })
})
