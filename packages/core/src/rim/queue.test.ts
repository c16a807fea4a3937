import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import type { Clock } from './clock.ts'
import { createQueue } from './queue.ts'
import type { Closed, Held, Turned } from './turned.ts'

type Open = Readonly<{ ok: true; call: string }>
type Given = Partial<Held<Open, Closed>> & { call?: string }

const both = { breaker: true, pacing: true }

/** Virtual time that counts timers, and a gate that is told what to say. */
function scene() {
  const timers: { atMs: number; wake: () => void }[] = []
  let nowMs = 1_000
  let chance = (): number => 0.5
  const clock: Clock = {
    now: () => nowMs,
    monotonic: () => nowMs,
    random: () => chance(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          timers.splice(timers.indexOf(timer), 1)
          signal?.removeEventListener('abort', end)
          resolve()
        }
        const timer = { atMs: nowMs + Math.max(0, ms), wake: end }
        timers.push(timer)
        signal?.addEventListener('abort', end)
      }),
  }
  const queue = createQueue<Open, Closed>(clock)
  const ended: string[] = []
  const asked: string[] = []
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  let gate: (call: string) => Open | Closed = (call) => ({ ok: true, call })
  let calls = 0
  return {
    queue,
    timers,
    ended,
    asked,
    now: () => nowMs,
    chance: (next: number) => void (chance = () => next),
    chances: (next: () => number) => void (chance = next),
    gate: (next: (call: string) => Open | Closed) => void (gate = next),
    shut: (waitMs: number | null, spreadMs = 0) => void (gate = () => ({ ok: false, waitMs, spreadMs })),
    open: () => void (gate = (call) => ({ ok: true, call })),
    hold(given: Given = {}): Open | Turned<Closed> | Promise<Open | Turned<Closed>> {
      const call = given.call ?? `c${++calls}`
      const result = queue.hold({
        key: 'k',
        gates: both,
        priority: 0,
        deadlineMs: Infinity,
        maxQueueMs: 10_000,
        maxQueue: 100,
        ...given,
        ask: () => {
          asked.push(call)
          return gate(call)
        },
      })
      if (result instanceof Promise) void result.then((end) => ended.push(`${call} ${end.ok ? 'ok' : end.why}`))
      return result
    },
    /** Time passes, and no timer has fired yet. */
    stall: (ms: number) => void (nowMs += ms),
    async pass(ms: number): Promise<void> {
      const endMs = nowMs + ms
      for (;;) {
        await settled()
        const next = timers.filter(({ atMs }) => atMs <= endMs).toSorted((one, other) => one.atMs - other.atMs)[0]
        if (next === undefined) break
        nowMs = Math.max(nowMs, next.atMs)
        next.wake()
      }
      nowMs = endMs
      await settled()
    },
  }
}

/** A signal that counts who listens. */
function countedSignal() {
  const controller = new AbortController()
  const { signal } = controller
  let listeners = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args))
  signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args))
  return { controller, signal, listeners: () => listeners }
}

describe('a queue at a gate', () => {
  test('answers at once where the gate is open, and keeps nothing', () => {
    const it = scene()
    expect(it.hold({ call: 'a' })).toEqual({ ok: true, call: 'a' })
    expect([it.timers.length, it.queue.size('k')]).toEqual([0, 0])
  })

  test('holds a call until the gate lets it through', async () => {
    const it = scene()
    it.shut(500)
    expect(it.hold()).toBeInstanceOf(Promise)
    it.open()
    await it.pass(499)
    expect(it.ended).toEqual([])
    await it.pass(1)
    expect(it.ended).toEqual(['c1 ok'])
    expect(it.timers).toEqual([])
  })

  test('asks once for all who wait, and has one timer for them', async () => {
    const it = scene()
    it.shut(500)
    for (let call = 0; call < 50; call++) void it.hold()
    expect([it.asked.length, it.timers.length, it.queue.size('k')]).toEqual([1, 1, 50])
    await it.pass(5_000)
    expect(it.asked.length).toBe(11)
    expect(it.timers.length).toBe(1)
  })

  test('releases one by one as the gate has it, the higher priority first and then who came first', async () => {
    const it = scene()
    it.shut(100)
    for (const [call, priority] of [
      ['low', -1],
      ['one', 0],
      ['high', 5],
      ['two', 0],
      ['higher', 9],
    ] as const)
      void it.hold({ call, priority })
    let nextMs = it.now() + 100
    it.gate((call) => {
      if (it.now() < nextMs) return { ok: false, waitMs: nextMs - it.now() }
      nextMs = it.now() + 100
      return { ok: true, call }
    })
    await it.pass(250)
    expect(it.ended).toEqual(['higher ok', 'high ok'])
    await it.pass(1_000)
    expect(it.ended.slice(2)).toEqual(['one ok', 'two ok', 'low ok'])
  })

  test('lets nobody pass those whose turn it is, and makes who comes then wait for them only', async () => {
    const it = scene()
    it.chance(0)
    it.shut(100, 1_000)
    void it.hold({ call: 'first' })
    it.open()
    it.stall(100)
    it.chance(1)
    expect(it.hold({ call: 'second' })).toBeInstanceOf(Promise)
    await it.pass(0)
    expect(it.ended).toEqual(['first ok', 'second ok'])
  })

  test('gives each who was held a part of the spread, and none to who comes after', async () => {
    const it = scene()
    it.shut(1_000, 2_000)
    for (const chance of [0.9, 0.1, 0.5]) {
      it.chance(chance)
      void it.hold({ call: String(chance) })
    }
    it.chance(1)
    it.open()
    await it.pass(1_000)
    expect(it.ended).toEqual([])
    expect(it.hold({ call: 'late' })).toEqual({ ok: true, call: 'late' })
    await it.pass(200)
    expect(it.ended).toEqual(['0.1 ok'])
    await it.pass(800)
    expect(it.ended).toEqual(['0.1 ok', '0.5 ok'])
    await it.pass(800)
    expect(it.ended).toHaveLength(3)
  })

  test('leaves each its part of the spread when the gate closes for a moment', async () => {
    const it = scene()
    it.shut(1_000, 1_000)
    for (const chance of [0.1, 0.9]) {
      it.chance(chance)
      void it.hold({ call: String(chance) })
    }
    it.shut(10)
    await it.pass(1_105)
    it.open()
    await it.pass(700)
    expect(it.ended).toEqual(['0.1 ok'])
    await it.pass(100)
    expect(it.ended).toHaveLength(2)
  })

  test('gives a part of it also to those whom a pause meets while they wait', async () => {
    const it = scene()
    it.shut(10)
    void it.hold()
    void it.hold()
    it.shut(1_000, 2_000)
    await it.pass(10)
    expect(it.asked.length).toBe(2)
    it.open()
    await it.pass(1_999)
    expect(it.ended).toEqual([])
    await it.pass(1)
    expect(it.ended).toHaveLength(2)
  })

  test('refuses at once what cannot be in time, with the known wait', () => {
    const it = scene()
    it.shut(500)
    expect(it.hold({ maxQueueMs: 500 })).toEqual({
      ok: false,
      why: 'closed',
      shut: { ok: false, waitMs: 500, spreadMs: 0 },
    })
    expect(it.hold({ deadlineMs: it.now() + 400 })).toMatchObject({ why: 'closed' })
    it.shut(100, 1_000)
    expect(it.hold({ key: 'other', maxQueueMs: 600 })).toMatchObject({ why: 'closed' })
    expect(it.hold({ key: 'other', maxQueueMs: 601 })).toBeInstanceOf(Promise)
  })

  test.each([
    [500, 555, 556],
    [9_000, 10_000, 10_001],
    [19_000, 20_000, 20_001],
    [60_000, 61_000, 61_001],
  ])(
    'leaves the attempt a tenth of the time, at most a second: a wait of %i ms is too long for %i and not for %i',
    (waitMs, short, long) => {
      const it = scene()
      it.shut(waitMs)
      const within = (ms: number): Given => ({ maxQueueMs: 1e9, deadlineMs: it.now() + ms })
      expect(it.hold(within(short))).toMatchObject({ why: 'closed' })
      expect(it.hold(within(long))).toBeInstanceOf(Promise)
    },
  )

  test('asks again each second where nobody knows how long, and lets go of who cannot wait for the next time', async () => {
    const it = scene()
    it.shut(null)
    expect(it.hold({ maxQueueMs: 1_000 })).toEqual({
      ok: false,
      why: 'closed',
      shut: { ok: false, waitMs: null, spreadMs: 0 },
    })
    void it.hold({ call: 'short', maxQueueMs: 2_500 })
    void it.hold({ call: 'long', deadlineMs: it.now() + 30_000, maxQueueMs: 1e9 })
    const asked = it.asked.length
    await it.pass(999)
    expect(it.asked.length).toBe(asked)
    await it.pass(1)
    expect(it.asked.length).toBe(asked + 1)
    await it.pass(1_000)
    expect([it.asked.length, ...it.ended]).toEqual([asked + 2, 'short closed'])
    // the attempt has its last second
    await it.pass(25_999)
    expect(it.ended).toHaveLength(1)
    await it.pass(1)
    expect(it.ended).toEqual(['short closed', 'long closed'])
    expect(it.timers).toEqual([])
  })

  test('holds nobody whom the gate turns away for good, and stays open to the others', async () => {
    const it = scene()
    const final = { ok: false, waitMs: 500, spreadMs: 7, isFinal: true } as const
    it.gate(() => final)
    expect(it.hold()).toEqual({ ok: false, why: 'closed', shut: final })
    expect([it.timers.length, it.queue.size('k')]).toEqual([0, 0])
    it.shut(100)
    for (const call of ['one', 'two', 'three']) void it.hold({ call })
    it.gate((call) => (call === 'two' ? final : { ok: true, call }))
    await it.pass(100)
    expect(it.ended).toEqual(['one ok', 'two closed', 'three ok'])
  })

  test('refuses those who wait once the gate says that it will take longer than they may', async () => {
    const it = scene()
    it.shut(100)
    void it.hold({ maxQueueMs: 1_000 })
    void it.hold({ maxQueueMs: 9_000 })
    it.shut(2_000)
    await it.pass(100)
    expect(it.ended).toEqual(['c1 closed'])
    expect(it.queue.size('k')).toBe(1)
  })

  test('lets go of a call when its time is over', async () => {
    const it = scene()
    it.shut(400)
    void it.hold({ maxQueueMs: 1_000 })
    await it.pass(1_000)
    expect(it.ended).toEqual(['c1 closed'])
    expect(it.timers).toEqual([])
  })

  test('has room for so many, and tells the others what is known', async () => {
    const it = scene()
    it.shut(500)
    expect(it.hold({ maxQueue: 0 })).toMatchObject({ why: 'queue_full' })
    void it.hold({ maxQueue: 1 })
    await it.pass(200)
    expect(it.hold({ maxQueue: 1 })).toEqual({
      ok: false,
      why: 'queue_full',
      shut: { ok: false, waitMs: 300, spreadMs: 0 },
    })
    expect(it.hold({ maxQueue: 1, key: 'other' })).toBeInstanceOf(Promise)
  })

  test('waits for who wakes it, and has no more room where nobody knows how long', async () => {
    const it = scene()
    it.shut(null)
    void it.hold()
    void it.hold({ maxQueueMs: 1e9 })
    await it.pass(600)
    expect(it.hold({ maxQueue: 2 })).toEqual({
      ok: false,
      why: 'queue_full',
      shut: { ok: false, waitMs: null, spreadMs: 0 },
    })
    it.open()
    it.queue.wake('nobody', 200)
    expect(it.queue.size('k')).toBe(2)
    it.queue.wake('k', 200)
    await it.pass(60_000)
    expect(it.ended).toEqual(['c1 ok', 'c2 ok'])
    expect(it.timers).toEqual([])
  })

  test('lets go of a call at once when its signal aborts, and keeps neither timer nor listener', async () => {
    const it = scene()
    const { controller, signal, listeners } = countedSignal()
    it.shut(500)
    void it.hold({ signal })
    void it.hold({ signal })
    expect(listeners()).toBe(2)
    controller.abort()
    await Promise.resolve()
    expect(it.ended).toEqual(['c1 aborted', 'c2 aborted'])
    expect([listeners(), it.queue.size('k')]).toEqual([0, 0])
    await it.pass(0)
    expect(it.timers).toEqual([])
    expect(it.hold({ signal })).toEqual({ ok: false, why: 'aborted', shut: null })
    expect(it.asked.length).toBe(1)
  })

  test('leaves no listener on the signal of a call that went through', async () => {
    const it = scene()
    const { signal, listeners } = countedSignal()
    it.shut(500)
    void it.hold({ signal })
    it.open()
    await it.pass(500)
    expect(it.ended).toEqual(['c1 ok'])
    expect(listeners()).toBe(0)
  })
})

describe('calls of one line that meet other gates', () => {
  const paced = { breaker: false, pacing: true }

  /** Shut until then for those who meet a breaker, and each `everyMs` open for one of all. */
  function twoGates(breakerMs: number, everyMs: number) {
    const it = scene()
    let [openMs, nextMs] = [it.now() + breakerMs, it.now() + everyMs]
    it.gate((call) => {
      const nowMs = it.now()
      if (!call.startsWith('p') && nowMs < openMs) return { ok: false, waitMs: openMs - nowMs }
      if (nowMs < nextMs) return { ok: false, waitMs: nextMs - nowMs }
      nextMs = nowMs + everyMs
      return { ok: true, call }
    })
    return { ...it, open: () => (openMs = 0) }
  }

  test('are asked for where others wait, and go through where theirs is open', async () => {
    const it = twoGates(5_000, 0)
    void it.hold({ call: 'b1' })
    expect(it.hold({ call: 'p1', gates: paced })).toEqual({ ok: true, call: 'p1' })
    expect(it.hold({ call: 'b2' })).toBeInstanceOf(Promise)
    expect(it.asked).toEqual(['b1', 'p1'])
    await it.pass(5_000)
    expect(it.ended).toEqual(['b1 ok', 'b2 ok'])
    expect([it.timers.length, it.queue.size('k')]).toEqual([0, 0])
  })

  test('wait no longer than their own gate has it, and one timer and one cap are for all', async () => {
    const it = twoGates(5_000, 100)
    for (const call of ['b1', 'b2']) void it.hold({ call })
    for (const call of ['p1', 'p2']) void it.hold({ call, gates: paced })
    expect(it.asked).toEqual(['b1', 'p1'])
    expect([it.timers.length, it.queue.size('k')]).toEqual([1, 4])
    expect(it.hold({ maxQueue: 4, gates: paced })).toMatchObject({ why: 'queue_full', shut: { waitMs: 100 } })
    expect(it.hold({ maxQueue: 4 })).toMatchObject({ why: 'queue_full', shut: { waitMs: 5_000 } })
    await it.pass(200)
    expect(it.ended).toEqual(['p1 ok', 'p2 ok'])
    await it.pass(4_900)
    expect(it.ended.slice(2)).toEqual(['b1 ok', 'b2 ok'])
  })

  test('go in the order in which they came where they wait for the same', async () => {
    const it = twoGates(0, 100)
    for (const call of ['b1', 'p1', 'b2', 'b3', 'p2', 'p3', 'b4'])
      void it.hold({ call, ...(call.startsWith('p') && { gates: paced }) })
    await it.pass(700)
    expect(it.ended).toEqual(['b1 ok', 'p1 ok', 'b2 ok', 'b3 ok', 'p2 ok', 'p3 ok', 'b4 ok'])
  })

  test('wait at no limit that they do not meet', () => {
    const it = scene()
    it.gate((call) => (call === 'free' ? { ok: true, call } : { ok: false, waitMs: 100 }))
    for (const gates of [both, paced]) void it.hold({ gates })
    expect(it.hold({ call: 'free', gates: { breaker: true, pacing: false } })).toEqual({ ok: true, call: 'free' })
  })

  test('have their turns though the breaker opens meanwhile for the others', async () => {
    const it = scene()
    it.shut(100)
    void it.hold({ call: 'b1' })
    for (const call of ['p1', 'p2']) void it.hold({ call, gates: paced })
    it.gate((call) => (call === 'b1' ? { ok: false, waitMs: 5_000 } : { ok: true, call }))
    await it.pass(100)
    expect(it.ended).toEqual(['p1 ok', 'p2 ok'])
  })

  test('overtake nobody whose turn it is', async () => {
    const it = twoGates(0, 100)
    void it.hold({ call: 'b1' })
    it.stall(100)
    expect(it.hold({ call: 'p1', gates: paced })).toBeInstanceOf(Promise)
    await it.pass(0)
    expect(it.ended).toEqual(['b1 ok'])
  })

  test('keep their turns when those who meet a breaker are woken', async () => {
    const it = twoGates(5_000, 100)
    void it.hold({ call: 'b1' })
    for (const call of ['p1', 'p2']) void it.hold({ call, gates: paced })
    await it.pass(50)
    it.open()
    it.queue.wake('k', 2_000)
    await it.pass(150)
    expect(it.ended).toEqual(['p1 ok', 'p2 ok'])
    await it.pass(3_000)
    expect(it.ended.slice(2)).toEqual(['b1 ok'])
  })

  test('are asked for again once their gate has opened, though nobody waited at it any more', async () => {
    const it = twoGates(5_000, 100)
    const { controller, signal } = countedSignal()
    void it.hold({ call: 'b1', signal })
    void it.hold({ call: 'p1', gates: paced })
    controller.abort()
    it.gate((call) => ({ ok: true, call }))
    it.queue.wake('k', 1)
    expect(it.hold({ call: 'b3' })).toEqual({ ok: true, call: 'b3' })
  })
})

describe('those who are woken', () => {
  /** How long after that the one who comes back last does, as a multiple of the time that they gathered in. */
  async function spreadOf(count: number, gatheredMs: number, leastMs = 1): Promise<number> {
    const it = scene()
    it.shut(null)
    for (let call = 0; call < count; call++) void it.hold({ maxQueueMs: 1e9, maxQueue: 1e6 })
    await it.pass(gatheredMs)
    it.open()
    it.chance(0.999_999)
    it.queue.wake('k', leastMs)
    let waitedMs = 0
    for (; it.ended.length < count && waitedMs < 100 * gatheredMs; waitedMs += gatheredMs / 20)
      await it.pass(gatheredMs / 20)
    return waitedMs / gatheredMs
  }

  test.each([
    ['one', 1, 6, 7.5],
    ['a few', 5, 5, 6.5],
    ['as many again as make a few', 20, 3.5, 4.5],
    ['many', 380, 1.2, 1.6],
  ])('come back over several times as long as they gathered where they are few: %s', async (_, count, least, most) => {
    const times = await spreadOf(count, 1_000)
    expect(times).toBeGreaterThan(least)
    expect(times).toBeLessThan(most)
    const longer = await spreadOf(count, 4_000)
    expect(Math.abs(longer - times)).toBeLessThan(0.2)
  })

  test('come back over no less than what is asked for, however short they waited', async () => {
    const times = await spreadOf(2, 100, 2_000)
    expect(times).toBeGreaterThan(19.8)
    expect(times).toBeLessThan(20.3)
  })

  test('come back each at a time of its own, and not before the next millisecond', async () => {
    const it = scene()
    it.shut(null)
    for (let call = 0; call < 4; call++) void it.hold({ maxQueueMs: 1e9 })
    await it.pass(1_000)
    it.open()
    let chance = 0
    const waits: number[] = []
    const wokenMs = it.now()
    it.chances(() => (chance += 0.2) - 0.2)
    it.gate((call) => {
      waits.push(it.now() - wokenMs)
      return { ok: true, call }
    })
    it.queue.wake('k', 1)
    expect(waits).toEqual([])
    await it.pass(60_000)
    const [first, ...rest] = waits
    expect(first).toBe(1)
    const steps = rest.map((wait, index) => wait - waits[index]!)
    for (const step of steps) expect(step / steps[0]!).toBeCloseTo(1, 2)
    expect(steps).toHaveLength(3)
  })

  test('make nobody wait who comes then', async () => {
    const it = scene()
    it.shut(null)
    void it.hold()
    await it.pass(1_000)
    it.open()
    it.queue.wake('k', 1)
    expect(it.hold({ call: 'late' })).toEqual({ ok: true, call: 'late' })
    expect(it.queue.size('k')).toBe(1)
  })

  test('wait again where the gate has closed meanwhile', async () => {
    const it = scene()
    it.shut(null)
    void it.hold()
    void it.hold()
    await it.pass(100)
    it.shut(1_000)
    it.queue.wake('k', 1)
    await it.pass(1_200)
    expect(it.ended).toEqual([])
    expect(it.asked.length).toBeLessThanOrEqual(3)
    it.open()
    await it.pass(2_000)
    expect(it.ended).toHaveLength(2)
  })

  test('come back while they may wait, however long they gathered; who cannot is told at once', async () => {
    const it = scene()
    it.shut(null)
    const patience = [2_100, 2_500, 3_000, 4_000, 9_000]
    for (const maxQueueMs of patience) void it.hold({ call: String(maxQueueMs), maxQueueMs })
    const startMs = it.now()
    await it.pass(2_000)
    const passedMs: number[][] = []
    it.gate((call) => {
      passedMs.push([Number(call), it.now() - startMs])
      return { ok: true, call }
    })
    let chance = 0
    it.chances(() => (chance += 0.17))
    it.queue.wake('k', 1)
    await it.pass(0)
    const atOnce = it.ended.length
    expect(it.ended.every((end) => end.endsWith('closed'))).toBe(true)
    await it.pass(20_000)
    expect(it.ended).toHaveLength(5)
    expect(it.ended.slice(atOnce).every((end) => end.endsWith('ok'))).toBe(true)
    expect(passedMs.length).toBeGreaterThan(0)
    for (const [maxQueueMs, atMs] of passedMs) expect(atMs).toBeLessThan(maxQueueMs!)
  })
})

test('whatever happens, every call ends once, in its time, in its order, and nothing is left behind', async () => {
  const command = fc.record({
    gapMs: fc.nat(300),
    priority: fc.integer({ min: -1, max: 1 }),
    maxQueueMs: fc.integer({ min: 1, max: 3_000 }),
    totalMs: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 4_000 })),
    abortMs: fc.option(fc.nat(2_000)),
    gate: fc.constantFrom('open', 'slow', 'shut', 'spread', 'unknown', 'final'),
    chance: fc.double({ min: 0, max: 0.99, noNaN: true }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 60 }), async (commands) => {
      const it = scene()
      const held: { startMs: number; maxQueueMs: number; totalMs: number; ends: number; ok: boolean; endMs: number }[] =
        []
      const signals: ReturnType<typeof countedSignal>[] = []
      for (const { gapMs, priority, maxQueueMs, totalMs, abortMs, gate, chance } of commands) {
        it.chance(chance)
        if (gate === 'open') it.open()
        else if (gate === 'slow') {
          let nextMs = 0
          it.gate((call) => {
            if (it.now() < nextMs) return { ok: false, waitMs: nextMs - it.now() }
            nextMs = it.now() + 50
            return { ok: true, call }
          })
        } else if (gate === 'final')
          it.gate((call) => (chance < 0.5 ? { ok: false, waitMs: 50, isFinal: true } : { ok: true, call }))
        else it.shut(gate === 'unknown' ? null : 120, gate === 'spread' ? 400 : 0)
        if (chance < 0.1) it.queue.wake('k', 100)
        const counted = countedSignal()
        signals.push(counted)
        const result = it.hold({
          priority,
          maxQueueMs,
          deadlineMs: it.now() + totalMs,
          maxQueue: 8,
          signal: counted.signal,
        })
        expect(it.queue.size('k')).toBeLessThanOrEqual(8)
        expect(it.timers.length).toBeLessThanOrEqual(2) // one may be on its way out
        if (result instanceof Promise) {
          const call = { startMs: it.now(), maxQueueMs, totalMs, ends: 0, ok: false, endMs: 0 }
          held.push(call)
          void result.then(({ ok }) => Object.assign(call, { ends: call.ends + 1, ok, endMs: it.now() }))
        }
        if (abortMs !== null && abortMs < 300) counted.controller.abort()
        await it.pass(gapMs)
        expect(it.timers.length).toBeLessThanOrEqual(1)
        expect(it.timers.length === 0).toBe(it.queue.size('k') === 0)
      }
      await it.pass(5_000)
      for (const { startMs, maxQueueMs, totalMs, ends, ok, endMs } of held) {
        expect(ends).toBe(1)
        expect(endMs - startMs).toBeLessThanOrEqual(maxQueueMs)
        if (ok) expect(endMs - startMs).toBeLessThan(Math.min(maxQueueMs, totalMs - Math.min(1_000, totalMs / 10)))
      }
      expect([it.timers.length, it.queue.size('k')]).toEqual([0, 0])
      expect(signals.map(({ listeners }) => listeners())).toEqual(signals.map(() => 0))
    }),
    { numRuns: runs(60) },
  )
})
