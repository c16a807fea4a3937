import type { Step } from '@recourse/core'
import { redisStore } from '@recourse/redis'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { type Connected, connectWith } from './clients.ts'
import { noServer, startServer } from './server.ts'

const missing = noServer()
const writers = 12
const rounds = 50
const add = (by: number): Step<number, number> => ({
  name: 'add',
  args: by,
  apply: (state = 0, args) => [state + Number(args), state + Number(args)],
})

test('many writers of one key all get through', async (context) => {
  context.skip(missing !== undefined, missing)
  const server = await startServer()
  const connected: Connected[] = []
  try {
    for (let count = 0; count < writers; count++) connected.push(await connectWith.redis(server.port))
    const stores = connected.map(({ client }) => redisStore({ client }))
    for (let round = 0; round < rounds; round++) {
      for (const store of stores) store.update('hot', add(1), 60_000)
      await sleep(10)
    }
    const sums = (): number[] => stores.map((store) => store.update('hot', add(0), 60_000))
    await vi.waitFor(() => expect(sums()).toEqual(stores.map(() => writers * rounds)), { timeout: 4_000, interval: 50 })
    for (const store of stores) await store.close?.()
  } finally {
    for (const { leave } of connected) leave()
    await server.kill()
  }
})
