import { type Clock, type Json, type Step, type Store, systemClock } from '@recourse/core'
import { type RedisClient, runOf } from './client.ts'
import { createCopies } from './copies.ts'
import { hold } from './copy.ts'
import { serverTime } from './server-time.ts'
import { createSync } from './sync.ts'

export type RedisStoreOptions = Readonly<{
  /** Of `redis` (node-redis) or `ioredis`: connected, and yours to close. */
  client: RedisClient
  /** Before the name of each key. Default `recourse:`. */
  prefix?: string
  /** The keys that are held here: the one used longest ago makes room. Default 1 000. */
  maxKeys?: number
  /** For how long steps are gathered before they are sent. Default 25. */
  flushMs?: number
  /** How often a key in use is compared with what is shared. Default 100. */
  pollMs?: number
  /** A command that has no answer by then has failed. Default 500. */
  timeoutMs?: number
  clock?: Pick<Clock, 'monotonic' | 'random'>
}>

/**
 * What is known of an API, shared by a fleet through Redis or Valkey. A call is answered from the local copy, and never waits; the steps
 * follow in batches. While Redis cannot be reached, what is known here goes on.
 * @throws TypeError for a client that is neither.
 */
export function redisStore(options: RedisStoreOptions): Store {
  const { client, prefix = 'recourse:', maxKeys = 1_000, flushMs = 25, pollMs = 100, timeoutMs = 500 } = options
  const { clock = systemClock } = options
  const run = runOf(client)
  const copies = createCopies(maxKeys)
  const time = serverTime()
  const listeners = new Set<(health: 'degraded' | 'healed') => void>()
  const sync = createSync({
    run: (script, keys, values) =>
      run(
        script,
        keys.map((key) => prefix + key),
        values,
      ),
    writer: crypto.randomUUID().replaceAll('-', '').slice(0, 16),
    copies,
    time,
    clock,
    flushMs,
    pollMs,
    timeoutMs,
    tell(isDegraded) {
      const health = isDegraded ? 'degraded' : 'healed'
      for (const listener of listeners) {
        try {
          listener(health)
        } catch {
          // a listener must not break the store it listens to
        }
      }
    },
  })
  // a client of node-redis that nobody listens to ends the process when its connection breaks
  if ('evalSha' in client) client.on?.('error', ignore)

  return Object.freeze({
    update<State extends Json, Result>(key: string, step: Step<State, Result>, ttlMs: number): Result {
      const localMs = clock.monotonic()
      const found = copies.find(key)
      const nowMs = Math.max(time.nowMs(localMs), found?.atMs ?? 0)
      const known = found !== undefined && found.endMs > localMs ? found.state : undefined
      const [state, result] = step.apply(known as State | undefined, step.args, nowMs)
      const copy = found ?? copies.add(key)
      copy.isEarly ||= !time.isKnown()
      copy.state = state
      copy.atMs = nowMs
      copy.endMs = localMs + ttlMs
      if (sync.isClosed()) return result
      hold(copy, step as unknown as Step<Json, unknown>, ttlMs, localMs)
      sync.changed(copy, localMs)
      return result
    },
    keys: () => copies.keys(),
    peek(key: string) {
      const localMs = clock.monotonic()
      const copy = copies.peek(key)
      if (copy?.state === undefined || copy.endMs <= localMs) return undefined
      return { state: copy.state, nowMs: Math.max(time.nowMs(localMs), copy.atMs) }
    },
    watch(listener: (health: 'degraded' | 'healed') => void): () => void {
      const own: typeof listener = (health) => listener(health)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    async close() {
      await sync.close()
      if ('evalSha' in client) client.off?.('error', ignore)
    },
  })
}

const ignore = (): void => undefined
