import type { Step } from '@recourse/core'
import { type RedisClient, redisStore } from '@recourse/redis'
import { Cluster, Redis } from 'ioredis'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCluster } from 'redis'
import { expect, test, vi } from 'vitest'
import { type Server, freePort, noServer, startServer } from './server.ts'

const missing = noServer()
type Clients = Readonly<{ io: Cluster; node: RedisClient }>

const slots = 16_384
const ttlMs = 60_000
const add = (by: number): Step<number, number> => ({
  name: 'add',
  args: by,
  apply: (state = 0, args) => [state + Number(args), state + Number(args)],
})

async function withCluster(run: (clients: Clients, ports: readonly number[]) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-cluster-'))
  const nodes: (readonly [Server, busPort: number])[] = []
  try {
    for (let count = 0; count < 2; count++) nodes.push(await startNode(folder))
    await joined(nodes)
    const ports = nodes.map(([{ port }]) => port)
    const io = new Cluster([{ host: '127.0.0.1', port: ports[0] ?? 0 }])
    const node = createCluster({ rootNodes: [{ url: `redis://127.0.0.1:${ports[0]}` }] })
    await node.connect()
    await run({ io, node }, ports)
    io.disconnect()
    node.destroy()
  } finally {
    for (const [server] of nodes) await server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

test('both libraries share every key of a cluster of two', async (context) => {
  context.skip(missing !== undefined, missing)
  await withCluster(async ({ io, node }, ports) => {
    const [left, right] = [redisStore({ client: io }), redisStore({ client: node })]
    const health: string[] = []
    for (const store of [left, right]) store.watch?.((each) => health.push(each))
    const keys = Array.from({ length: 50 }, (_, index) => `https://api-${index}.example.com {${index}}`)
    for (const [index, key] of keys.entries()) left.update(key, add(index), ttlMs)
    for (const key of keys) right.update(key, add(1_000), ttlMs)
    for (const store of [left, right])
      await vi.waitFor(
        () =>
          expect(keys.map((key) => store.update(key, add(0), ttlMs))).toEqual(keys.map((_, index) => 1_000 + index)),
        { timeout: 2_000 },
      )
    expect(await sizes(ports)).toBe(50)
    expect(health).toEqual([])
    for (const store of [left, right]) await store.close?.()
  })
})

test('keys with a hash tag are compared by one command in a cluster too', async (context) => {
  context.skip(missing !== undefined, missing)
  await withCluster(async ({ io, node }) => {
    const [prefix, sent] = ['{recourse}:', vi.spyOn(io, 'evalsha')]
    const [left, right] = [redisStore({ client: io, prefix }), redisStore({ client: node, prefix })]
    const keys = Array.from({ length: 50 }, (_, index) => `https://api-${index}.example.com`)
    for (const store of [left, right]) for (const key of keys) store.update(key, add(1), ttlMs)
    await vi.waitFor(
      () => {
        for (const store of [left, right])
          expect(keys.map((key) => store.update(key, add(0), ttlMs))).toEqual(keys.map(() => 2))
      },
      { timeout: 2_000 },
    )
    await vi.waitFor(() => expect(sent.mock.calls.map(([, keyCount]) => keyCount)).toContain(50), { timeout: 2_000 })
    for (const store of [left, right]) await store.close?.()
  })
})

async function startNode(folder: string): Promise<readonly [Server, busPort: number]> {
  const busPort = await freePort()
  const server = await startServer({
    'cluster-enabled': 'yes',
    'cluster-port': String(busPort),
    'cluster-config-file': join(folder, `${busPort}.conf`),
  })
  return [server, busPort]
}

/** Each has half of the slots, and knows the other one. */
async function joined(nodes: readonly (readonly [Server, busPort: number])[]): Promise<void> {
  const clients = nodes.map(([{ port }]) => new Redis(port, '127.0.0.1'))
  try {
    for (const [index, client] of clients.entries())
      await client.call('CLUSTER', 'ADDSLOTSRANGE', (index * slots) / 2, ((index + 1) * slots) / 2 - 1)
    const [other, busPort] = nodes[1] ?? []
    await clients[0]?.call('CLUSTER', 'MEET', '127.0.0.1', other?.port ?? 0, busPort ?? 0)
    for (const client of clients)
      await vi.waitFor(
        async () => {
          const info = String(await client.call('CLUSTER', 'INFO'))
          expect(info).toContain('cluster_state:ok')
          expect(info).toContain('cluster_slots_assigned:16384')
        },
        { timeout: 10_000 },
      )
  } finally {
    for (const client of clients) client.disconnect()
  }
}

/** The keys of all nodes; each must have some. */
async function sizes(ports: readonly number[]): Promise<number> {
  let sum = 0
  for (const port of ports) {
    const client = new Redis(port, '127.0.0.1')
    const size = Number(await client.call('DBSIZE'))
    client.disconnect()
    expect(size).toBeGreaterThan(0)
    sum += size
  }
  return sum
}
