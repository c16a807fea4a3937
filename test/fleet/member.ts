// One process of the fleet: does what its parent orders.
import { createRecourse, RecourseError } from '@recourse/core'
import { withRecourse } from '@recourse/fetch'
import { redisStore } from '@recourse/redis'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectWith } from '../redis/clients.ts'
import { watchDelays } from './held-up.ts'
import type { Done, Order, Report, Work } from './messages.ts'
import { memberField } from './service.ts'

const [name = '', library, port, isAlone] = process.argv.slice(2)
const { client, leave } = await connectWith[library === 'redis' ? 'redis' : 'ioredis'](Number(port), 200)
const recourse = createRecourse({
  store: redisStore({ client, ...(isAlone === 'alone' ? { prefix: `${name}:` } : {}) }),
  policy: { closed: 'hold', pacing: {} },
})
const api = withRecourse(fetch, recourse)
/** By the service that is called. */
const stops = new Map<string, AbortController>()

async function work({ url, policy, workers, restMs, calls }: Work): Promise<Done> {
  const failures: Record<string, number> = {}
  let [ok, stopped, left] = [0, 0, calls ?? Infinity]
  const stop = new AbortController()
  const heldUpMs = watchDelays()
  const { signal } = stop
  stops.set(url, stop)

  async function call(): Promise<void> {
    try {
      const response = await api(url, { headers: { [memberField]: name }, signal, recourse: { policy } })
      await response.arrayBuffer()
      if (response.ok) ok++
      else fail(`status ${response.status}`)
    } catch (error) {
      if (signal.aborted) stopped++
      else fail(error instanceof RecourseError ? error.reason : String(error))
    }
  }
  const fail = (why: string): void => void (failures[why] = (failures[why] ?? 0) + 1)

  async function one(): Promise<void> {
    while (!signal.aborted && left-- > 0) {
      await call()
      if (restMs > 0) await sleep(restMs)
    }
  }
  await Promise.all(Array.from({ length: workers }, one))
  return { ok, stopped, failures, heldUpMs: heldUpMs() }
}

async function obey(order: Order): Promise<Report['result']> {
  if (order.task === 'work') return work(order.work)
  if (order.task === 'events') return recourse.inspect().events
  stops.get(order.url)?.abort()
  return null
}

process.on('message', (order: Order) => {
  void obey(order).then((result) => process.send?.({ number: order.number, result } satisfies Report))
})
process.once('disconnect', () => {
  leave()
  process.exit()
})
process.send?.({ number: 0, result: null } satisfies Report)
