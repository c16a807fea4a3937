import { expect, test } from 'vitest'
import { virtualClock } from './clock.ts'
import { createEvents } from './events.ts'
import { randomOf } from './random.ts'

test('what is put happens by its time, and at the same time in the order in which it was put', async () => {
  const random = randomOf(5)
  const events = createEvents(500)
  const happened: [atMs: number, order: number][] = []
  for (let order = 0; order < 2_000; order++) {
    const delayMs = Math.floor(random() * 10) * 100
    events.at(delayMs, () => happened.push([delayMs, order]))
  }
  await events.run(Infinity)
  expect(happened).toEqual(happened.toSorted(([a, first], [b, second]) => a - b || first - second))
  expect(happened).toHaveLength(2_000)
})

test('the usual delay changes nothing', async () => {
  const play = async (usualMs?: number): Promise<string[]> => {
    const events = createEvents(usualMs)
    const seen: string[] = []
    const again = (name: string, delayMs: number, left: number): void =>
      events.at(delayMs, () => {
        seen.push(`${name} ${events.nowMs()}`)
        if (left > 0) again(name, delayMs, left - 1)
      })
    again('a', 10, 10_000)
    again('b', 20, 5_000)
    await events.run(150_000)
    return seen
  }
  const plain = await play()
  expect(plain).toHaveLength(15_002)
  expect(await play(10)).toEqual(plain)
  expect(await play(20)).toEqual(plain)
})

test('it stops at the time that it was given, and goes on from there', async () => {
  const events = createEvents()
  const seen: number[] = []
  for (const atMs of [1, 2, 3]) events.at(atMs, () => seen.push(events.nowMs()))
  await events.run(2)
  expect([seen, events.nowMs()]).toEqual([[1, 2], 2])
  await events.run(10)
  expect([seen, events.nowMs()]).toEqual([[1, 2, 3], 10])
})

test('what a promise sets off happens before the next event', async () => {
  const events = createEvents()
  const clock = virtualClock(events, () => 0)
  const seen: string[] = []
  const sleeper = async (): Promise<void> => {
    await clock.sleep(10)
    await Promise.resolve()
    seen.push(`woke at ${clock.monotonic()}`)
    await clock.sleep(5)
    seen.push(`woke at ${clock.monotonic()}`)
  }
  void sleeper()
  events.at(11, () => seen.push('event at 11'))
  events.at(20, () => seen.push('event at 20'))
  await events.run(100)
  expect(seen).toEqual(['woke at 10', 'event at 11', 'woke at 15', 'event at 20'])
})

test('a sleep ends with its signal, and leaves no listener', async () => {
  const events = createEvents()
  const clock = virtualClock(events, () => 0)
  const stop = new AbortController()
  let wokeMs: number | null = null
  void clock.sleep(1_000, stop.signal).then(() => (wokeMs = clock.monotonic()))
  events.at(10, () => stop.abort())
  events.at(20, () => expect(wokeMs).toBe(10))
  await events.run(2_000)
  expect(wokeMs).toBe(10)
  expect.assertions(2)
})
