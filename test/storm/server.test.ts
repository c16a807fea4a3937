import { expect, test } from 'vitest'
import { createEvents } from './events.ts'
import { exponential, randomOf } from './random.ts'
import { createServer } from './server.ts'

/** The mean wait of M/M/c for a worker, by Erlang's C formula. */
function erlangWaitMs(workers: number, rate: number, serviceMs: number): number {
  const load = (rate * serviceMs) / 1_000
  let [term, sum] = [1, 1]
  for (let busy = 1; busy < workers; busy++) sum += term *= load / busy
  const all = ((term * load) / workers) * (workers / (workers - load))
  return ((all / (sum + all)) * serviceMs) / (workers - load)
}

test.each([
  [1, 8, 100],
  [5, 80, 50],
  [50, 960, 50],
])('%i workers, %i requests a second of %i ms: they wait as the theory says', async (workers, rate, serviceMs) => {
  const events = createEvents()
  const [arrivals, service] = [randomOf(11, 1), randomOf(11, 2)]
  const server = createServer({ workers, serviceMs, maxQueue: Infinity }, events, service)
  let [sumMs, done] = [0, 0]
  const next = (): void => {
    const cameMs = events.nowMs()
    server.receive(() => {
      sumMs += events.nowMs() - cameMs
      done++
    })
    events.at(exponential(arrivals, 1_000 / rate), next)
  }
  next()
  await events.run((200_000 / rate) * 1_000)
  expect(done).toBeGreaterThan(190_000)
  const expectedMs = erlangWaitMs(workers, rate, serviceMs) + serviceMs
  expect(Math.abs(sumMs / done / expectedMs - 1)).toBeLessThan(0.06)
})

test('what does not fit into the queue is turned away, the rest is served in its order', async () => {
  const events = createEvents()
  const server = createServer({ workers: 1, serviceMs: 10, maxQueue: 2 }, events, randomOf(1))
  const served: number[] = []
  const taken = [1, 2, 3, 4].map((name) => server.receive(() => served.push(name)))
  expect([taken, server.queued()]).toEqual([[true, true, true, false], 2])
  await events.run(1_000)
  expect(served).toEqual([1, 2, 3])
})

test('without capacity all waits, and what is in work is finished', async () => {
  const events = createEvents()
  const server = createServer({ workers: 1, serviceMs: 10, maxQueue: Infinity }, events, randomOf(1))
  const served: number[] = []
  const receive = (name: number): boolean => server.receive(() => served.push(name))
  receive(1)
  server.slow(0)
  receive(2)
  await events.run(1_000)
  expect([served, server.waitMs()]).toEqual([[1], Infinity])
  server.slow(0.5)
  expect(server.waitMs()).toBe(20)
  await events.run(2_000)
  expect(served).toEqual([1, 2])
})

test('with half the capacity work takes twice as long', async () => {
  const endMs = async (factor: number): Promise<number> => {
    const events = createEvents()
    const server = createServer({ workers: 1, serviceMs: 10, maxQueue: Infinity }, events, randomOf(1))
    server.slow(factor)
    let endedMs = 0
    for (let count = 0; count < 100; count++) server.receive(() => (endedMs = events.nowMs()))
    await events.run(100_000)
    return endedMs
  }
  expect(await endMs(0.5)).toBeCloseTo(2 * (await endMs(1)))
})
