import type { Step, Store } from '@recourse/core'
import { type RedisClient, redisStore } from '@recourse/redis'
import { Redis } from 'ioredis'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { type Connected, connectWith, libraries } from './clients.ts'
import { type Server, noServer, startServer } from './server.ts'

const missing = noServer()
const ttlMs = 60_000
const add = (by: number): Step<number, number> => ({
  name: 'add',
  args: by,
  apply: (state = 0, args) => [state + Number(args), state + Number(args)],
})

type Stage = Readonly<{ server: Server; connect: () => Promise<Connected>; admin: Redis }>

async function onServer(library: (typeof libraries)[number], run: (stage: Stage) => Promise<void>): Promise<void> {
  const server = await startServer()
  const connected: Connected[] = []
  const admin = new Redis(server.port, '127.0.0.1')
  const connect = async (): Promise<Connected> => {
    const each = await connectWith[library](server.port)
    connected.push(each)
    return each
  }
  try {
    await run({ server, connect, admin })
  } finally {
    for (const { leave } of connected) leave()
    admin.disconnect()
    await server.kill()
  }
}

/** How many keys each command has from now on. */
function keyCountsOf(client: RedisClient): () => number[] {
  if ('evalSha' in client) {
    const sent = vi.spyOn(client, 'evalSha')
    return () => sent.mock.calls.map(([, { keys }]) => keys.length)
  }
  const sent = vi.spyOn(client, 'evalsha')
  return () => sent.mock.calls.map(([, keyCount]) => keyCount)
}

const timeout = 20_000

describe.each(libraries)('with %s', (library) => {
  test('a thousand keys in use are compared by a few commands, and each is seen', { timeout }, async (context) => {
    context.skip(missing !== undefined, missing)
    await onServer(library, async ({ connect }) => {
      const clients = [(await connect()).client, (await connect()).client]
      const [left, right] = clients.map((client) => redisStore({ client }))
      const keys = Array.from({ length: 1_000 }, (_, index) => `https://api-${index}.example.com`)
      const sumsOf = (store: Store | undefined): unknown[] => keys.map((key) => store?.update(key, add(0), ttlMs))
      for (const store of [left, right]) for (const key of keys) store?.update(key, add(1), ttlMs)
      const counts = clients.map(keyCountsOf)
      await vi.waitFor(
        () => {
          for (const each of counts) expect(each().filter((count) => count === 250).length).toBeGreaterThan(3)
        },
        { timeout: 5_000 },
      )
      for (const [index, key] of keys.entries()) left?.update(key, add(index), ttlMs)
      await vi.waitFor(() => expect(sumsOf(right)).toEqual(keys.map((_, index) => 2 + index)), { timeout: 5_000 })
      for (const store of [left, right]) await store?.close?.()
    })
  })

  test('a key under which something else lies costs that key alone, and is told once', { timeout }, async (context) => {
    context.skip(missing !== undefined, missing)
    await onServer(library, async ({ server, connect, admin }) => {
      await admin.set('recourse:a', 'not ours')
      const stores = [
        redisStore({ client: (await connect()).client }),
        redisStore({ client: (await connect()).client }),
      ]
      const health = stores.map(() => [] as string[])
      for (const [index, store] of stores.entries()) store.watch?.((each) => health[index]?.push(each))
      for (let count = 1; count <= 50; count++) {
        for (const store of stores) {
          expect(store.update('a', add(1), ttlMs)).toBe(count)
          for (const key of ['b', 'c']) store.update(key, add(1), ttlMs)
        }
        await sleep(10)
      }
      const sums = (): number[] => stores.flatMap((store) => ['b', 'c'].map((key) => store.update(key, add(0), ttlMs)))
      await vi.waitFor(() => expect(sums()).toEqual([100, 100, 100, 100]), { timeout: 5_000 })
      // nothing is left to write: it is found by comparing
      await sleep(300)
      await admin.del('recourse:b')
      await admin.set('recourse:b', 'not ours either')
      await sleep(500)
      expect(health).toEqual([['degraded'], ['degraded']])
      expect(await admin.get('recourse:a')).toBe('not ours')
      // the others are well, and an outage is told as ever
      admin.disconnect()
      await server.kill()
      await vi.waitFor(() => expect(health.map((each) => each.join())).toEqual(stores.map(() => 'degraded,degraded')), {
        timeout: 6_000,
      })
      for (const store of stores) await store.close?.()
    })
  })
})
