import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'

/** What the scenes look at in a record. */
type Held = Readonly<{
  pacing: Readonly<{ pausedMs: number }> | null
  breaker: Readonly<{ leases: object | null }> | null
}>

/** A record as it came to lie in Redis, and when: by the server's time, which on one machine is everybody's. */
export type Write = Readonly<{ atMs: number; key: string; state: Held }>

export type Watch = Readonly<{
  /** The first write that is so; rejects where none comes in time. */
  until(isIt: (write: Write) => boolean): Promise<Write>
  close(): void
}>

const longestMs = 5_000

/** Sees every write, by MONITOR. */
export async function watchRedis(port: number): Promise<Watch> {
  const client = createClient({ url: `redis://127.0.0.1:${port}` })
  client.on('error', () => undefined)
  await client.connect()
  const writes: Write[] = []
  await client.monitor((line) => {
    // 1700000000.123456 [0 lua] "HSET" "key" "v" "…" "w" "…" "s" "{…}" "t" "…"
    const [, seconds, key, text] = /^(\S+) \[\d+ lua\] "HSET" "(.*?)" .* "s" ("(?:\\.|[^"\\])*") /.exec(line) ?? []
    if (key === undefined || text === undefined) return
    writes.push({ atMs: Number(seconds) * 1_000, key, state: JSON.parse(JSON.parse(text) as string) as Held })
  })
  return {
    async until(isIt) {
      for (let waitedMs = 0; waitedMs < longestMs; waitedMs += 5) {
        const found = writes.find(isIt)
        if (found) return found
        await sleep(5)
      }
      throw new Error('it was not written to Redis')
    },
    close() {
      client.destroy()
    },
  }
}

/** Scripts that Redis has run since it was started. */
export async function scriptsRun(port: number): Promise<number> {
  const client = createClient({ url: `redis://127.0.0.1:${port}` })
  await client.connect()
  const said = await client.info('commandstats')
  client.destroy()
  return [...said.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
}
