import type { Store } from '@recourse/core'
import { storeSuite } from '@recourse/core/testing'
import { redisStore } from '@recourse/redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Connected, connectWith, libraries } from './clients.ts'
import { type Server, noServer, startServer } from './server.ts'

const missing = noServer()

describe.each(libraries)('the published suite, with %s', (library) => {
  let server: Server
  const opened: Connected[] = []

  beforeAll(async () => {
    if (missing === undefined) server = await startServer()
  })
  afterAll(async () => {
    for (const { leave } of opened) leave()
    if (missing === undefined) await server.kill()
  })

  async function make(): Promise<Store> {
    const connected = await connectWith[library](server.port)
    opened.push(connected)
    return redisStore({ client: connected.client, prefix: `${library}:` })
  }

  const options = { pair: async () => [await make(), await make()] as const, maxKeys: 1_000, withinMs: 2_000 }
  for (const { name, run } of storeSuite(make, options))
    test(name, async (context) => {
      context.skip(missing !== undefined, missing)
      await expect(run()).resolves.toBeUndefined()
    })
})
