import type { RedisClient } from '@recourse/redis'
import { Redis } from 'ioredis'
import { createClient } from 'redis'

export type Connected = Readonly<{ client: RedisClient; leave: () => void }>

/** Both libraries, as their users set them up. `retryMs`: from one attempt to connect again to the next, unless as they come. */
export const connectWith: Readonly<
  Record<'redis' | 'ioredis', (port: number, retryMs?: number) => Promise<Connected>>
> = {
  async redis(port, retryMs) {
    const socket = retryMs === undefined ? {} : { socket: { reconnectStrategy: retryMs } }
    const client = createClient({ url: `redis://127.0.0.1:${port}`, ...socket })
    await client.connect()
    return { client, leave: () => client.destroy() }
  },
  async ioredis(port, retryMs) {
    const retry = retryMs === undefined ? {} : { retryStrategy: () => retryMs }
    const client = new Redis(port, '127.0.0.1', { lazyConnect: true, ...retry })
    // otherwise it writes each broken connection to the console
    client.on('error', () => undefined)
    await client.connect()
    return { client, leave: () => client.disconnect() }
  },
}

export const libraries = ['redis', 'ioredis'] as const
