import { type Step, type Store, systemClock } from '@recourse/core'
import { storeSuite } from '@recourse/core/testing'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Fake, fakeRedis, warmUp } from '../../../test/redis/fake.ts'
import { redisStore } from './redis-store.ts'

const ttlMs = 60_000
const add = (by = 1): Step<number, number> => ({
  name: 'add',
  args: by,
  apply: (state = 0, args) => [state + Number(args), state + Number(args)],
})
const time: Step<number, number> = { name: 'time', args: null, apply: (_state, _args, nowMs) => [nowMs, nowMs] }

beforeAll(warmUp)

describe('the published suite, over a server in this process', () => {
  const open = (client: Fake): Store => redisStore({ client })
  const pair = (client = fakeRedis()): readonly [Store, Store] => [open(client), open(client)]
  for (const { name, run } of storeSuite(() => open(fakeRedis()), { maxKeys: 1_000, pair }))
    test(name, async () => {
      await expect(run()).resolves.toBeUndefined()
    })
})

describe('a store', () => {
  let client: Fake
  let health: string[]
  beforeEach(() => {
    vi.useFakeTimers()
    client = fakeRedis()
    health = []
    return () => void vi.useRealTimers()
  })
  const open = (): Store => {
    const store = redisStore({ client, clock: { ...systemClock, random: () => 0.5 } })
    store.watch?.((each) => health.push(each))
    return store
  }
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
  const stateOf = (key: string): unknown => JSON.parse(client.rows.get(`recourse:${key}`)?.state ?? 'null')
  const writes = (): number => client.commands.filter(([, , write]) => write > 0).length

  test('answers without a command, and sends a thousand steps as one', async () => {
    const store = open()
    for (let count = 1; count <= 1_000; count++) expect(store.update('a', add(), ttlMs)).toBe(count)
    expect(client.commands).toEqual([])
    await pass(30)
    expect([stateOf('a'), writes()]).toEqual([1_000, 1])
  })

  test('looks at a key in use every 100 ms, and at none after 10 s, without a timer', async () => {
    const store = open()
    store.update('a', add(), ttlMs)
    await pass(1_000)
    expect(client.commands.length).toBeGreaterThanOrEqual(9)
    expect(client.commands.length).toBeLessThanOrEqual(12)
    await pass(10_000)
    expect(vi.getTimerCount()).toBe(0)
    const { length } = client.commands
    await pass(60_000)
    expect(client.commands).toHaveLength(length)
  })

  test('sees what another one did while its own key is in use, within 250 ms', async () => {
    const [left, right] = [open(), open()]
    left.update('a', add(), ttlMs)
    right.update('a', add(), ttlMs)
    await pass(500)
    left.update('a', add(40), ttlMs)
    await pass(200)
    expect(right.update('a', add(0), ttlMs)).toBe(42)
  })

  test('looks at once at a key that was left alone, and sees then what was done meanwhile', async () => {
    const [left, right] = [open(), open()]
    left.update('a', add(), ttlMs)
    await pass(30_000)
    right.update('a', add(5), ttlMs)
    await pass(30)
    expect(left.update('a', add(), ttlMs)).toBe(2)
    await pass(1)
    expect(left.update('a', add(0), ttlMs)).toBe(7)
  })

  test('sends the script where the server does not know it, once', async () => {
    client.knowsScript = false
    const store = open()
    store.update('a', add(), ttlMs)
    await pass(30)
    store.update('a', add(), ttlMs)
    await pass(30)
    expect(client.commands.map(([command]) => command).filter((each) => each === 'eval')).toHaveLength(1)
    expect([stateOf('a'), health]).toEqual([2, []])
  })

  test.each(['refuses', 'hangs'] as const)('goes on where the server %s, says so once, and heals', async (mode) => {
    const store = open()
    store.update('a', add(), ttlMs)
    await pass(100)
    client.mode = mode
    for (let count = 2; count <= 200; count++) {
      expect(store.update('a', add(), ttlMs)).toBe(count)
      await pass(50)
    }
    expect(health).toEqual(['degraded'])
    client.mode = 'answers'
    // eight commands hang, and no further one is sent before they are forgotten
    await pass(mode === 'hangs' ? 30_000 : 1_000)
    expect(health).toEqual(['degraded', 'healed'])
    expect(stateOf('a')).toBe(200)
  })

  test('asks less and less of a server that is down, and never more often than commands are given up', async () => {
    client.mode = 'hangs'
    const store = open()
    store.update('a', add(), 10 * ttlMs)
    await pass(5 * 60_000)
    expect(client.commands.length).toBeLessThan(100)
    expect(health).toEqual(['degraded'])
  })

  test('a write whose answer was lost is not done twice, and what came after it is not lost', async () => {
    const [store, other] = [open(), open()]
    store.update('a', add(), ttlMs)
    await pass(100)
    client.mode = 'lost'
    store.update('a', add(10), ttlMs)
    await pass(50)
    expect(stateOf('a')).toBe(11)
    client.mode = 'answers'
    other.update('a', add(100), ttlMs)
    store.update('a', add(1_000), ttlMs)
    await pass(2_000)
    expect(stateOf('a')).toBe(1_111)
    expect(store.update('a', add(0), ttlMs)).toBe(1_111)
  })

  test('a write that arrives late, after it was given up, is not done twice', async () => {
    const store = open()
    store.update('a', add(), ttlMs)
    await pass(100)
    client.mode = 'late'
    store.update('a', add(10), ttlMs)
    await pass(600)
    client.mode = 'answers'
    await pass(1_000)
    expect(stateOf('a')).toBe(11)
    client.release()
    await pass(200)
    expect([stateOf('a'), store.update('a', add(0), ttlMs)]).toEqual([11, 11])
  })

  test('a server that comes back empty is told what is known here, of keys in use, without a step', async () => {
    const [left, right] = [open(), open()]
    left.update('a', add(3), ttlMs)
    await pass(100)
    right.update('a', add(4), ttlMs)
    await pass(300)
    client.rows.clear()
    await pass(300)
    expect([stateOf('a'), left.update('a', add(0), ttlMs), right.update('a', add(0), ttlMs)]).toEqual([7, 7, 7])
  })

  test('and so is one that loses some of many', async () => {
    const store = open()
    const keys = ['a', 'b', 'c']
    for (const key of keys) store.update(key, add(2), ttlMs)
    await pass(300)
    client.rows.delete('recourse:a')
    client.rows.delete('recourse:c')
    await pass(300)
    expect([keys.map(stateOf), health]).toEqual([[2, 2, 2], []])
  })

  test('a step that throws over what is shared leaves the others', async () => {
    const [left, right] = [open(), open()]
    const small: Step<number, number> = {
      name: 'small',
      args: null,
      apply(state = 0) {
        if (state > 9) throw new Error('too big')
        return [state + 1, state + 1]
      },
    }
    left.update('a', add(10), ttlMs)
    await pass(100)
    expect(right.update('a', small, ttlMs)).toBe(1)
    right.update('a', add(5), ttlMs)
    await pass(100)
    expect([stateOf('a'), health]).toEqual([15, []])
  })

  test('a copy is not put back by an answer that was overtaken', async () => {
    const [left, right] = [open(), open()]
    left.update('a', add(), ttlMs)
    right.update('a', add(0), ttlMs)
    await pass(200)
    right.update('a', add(2), ttlMs)
    await pass(26)
    client.mode = 'slow'
    await pass(600)
    client.mode = 'answers'
    right.update('a', add(5), ttlMs)
    await pass(1_000)
    client.release()
    await pass(1)
    expect(left.update('a', add(0), ttlMs)).toBe(8)
  })

  test('an error of a command that was given up long ago is no news', async () => {
    const store = open()
    store.update('a', add(), ttlMs)
    await pass(200)
    client.mode = 'late'
    await pass(600)
    client.mode = 'answers'
    await pass(1_000)
    client.release(new Error('ECONNRESET'))
    await pass(1)
    expect(health).toEqual(['degraded', 'healed'])
  })

  test('state that ended between two steps which were not sent has ended for the second one', async () => {
    const [left, right] = [open(), open()]
    left.update('a', add(100), ttlMs)
    right.update('b', add(), ttlMs)
    await pass(100)
    client.mode = 'slow'
    right.update('a', add(10), 5)
    await pass(10)
    right.update('a', add(1), ttlMs)
    client.mode = 'answers'
    client.release()
    await pass(100)
    expect(stateOf('a')).toBe(1)
  })

  test('what ended before it could be sent is not sent, and holds no timer', async () => {
    client.mode = 'refuses'
    const store = open()
    store.update('a', add(), 1_000)
    await pass(3_000)
    const { length } = client.commands
    client.mode = 'answers'
    await pass(60_000)
    expect([client.commands.length, vi.getTimerCount()]).toEqual([length, 0])
  })

  test('once one key is reached again, all are', async () => {
    let chance = 0
    const store = redisStore({ client, clock: { ...systemClock, random: () => (chance = (chance + 0.37) % 1) } })
    client.mode = 'refuses'
    for (const key of 'abcdefghij') store.update(key, add(), ttlMs)
    await pass(20_000)
    client.mode = 'answers'
    while (client.rows.size === 0) await pass(1)
    await pass(10)
    expect(client.rows.size).toBe(10)
  })

  test('of steps that could not be sent it keeps the last ones, for what others shared meanwhile', async () => {
    const store = open()
    store.update('a', add(), ttlMs)
    await pass(100)
    client.mode = 'refuses'
    await pass(200)
    for (let count = 0; count < 5_000; count++) store.update('a', add(), ttlMs)
    client.rows.set('recourse:a', { version: 'x', writers: new Map(), state: '100000', at: '0', ttl: '60000' })
    client.mode = 'answers'
    await pass(2_000)
    expect(stateOf('a')).toBeGreaterThanOrEqual(100_250)
    expect(stateOf('a')).toBeLessThanOrEqual(100_500)
  })

  describe('with a thousand keys in use', () => {
    /** All in use, each since another moment. */
    async function inUse(): Promise<Store> {
      const store = open()
      for (let count = 0; count < 1_000; count++) {
        store.update(`${count}`, add(), ttlMs)
        if (count % 10 === 0) await pass(1)
      }
      await pass(300)
      client.commands.length = 0
      return store
    }

    test('looks at all of them by a few commands a second', async () => {
      await inUse()
      await pass(1_000)
      expect(client.commands.length).toBeGreaterThanOrEqual(36)
      expect(client.commands.length).toBeLessThanOrEqual(48)
      for (const count of [0, 500, 999])
        expect(
          client.commands.filter(([, keys]) => keys.split(' ').includes(`recourse:${count}`)).length,
        ).toBeGreaterThan(8)
    })

    test('sees within 250 ms what another one did to any of them', async () => {
      const store = await inUse()
      const other = open()
      for (let count = 0; count < 1_000; count++) other.update(`${count}`, add(count), ttlMs)
      await pass(27)
      await pass(223)
      const sums = Array.from({ length: 1_000 }, (_, count) => store.update(`${count}`, add(0), ttlMs))
      expect(sums).toEqual(Array.from({ length: 1_000 }, (_, count) => 1 + count))
      expect(health).toEqual([])
    })

    test('looks at each by itself in a cluster, in parts, and asks once for all together', async () => {
      client.isCluster = true
      const store = await inUse()
      let most = 0
      for (let ms = 0; ms < 500; ms++) {
        const { length } = client.commands
        await pass(1)
        most = Math.max(most, client.commands.length - length)
      }
      expect(most).toBe(250)
      expect(client.commands.filter(([, keys]) => keys.includes(' '))).toEqual([])
      expect(client.commands.length).toBeGreaterThan(4_000)
      expect(new Set(client.commands.slice(-3_000).map(([, key]) => key)).size).toBe(1_000)
      const other = open()
      for (const key of ['7', '999']) other.update(key, add(5), ttlMs)
      await pass(250)
      expect(['7', '999'].map((key) => store.update(key, add(0), ttlMs))).toEqual([6, 6])
      expect(health).toEqual([])
    })

    test('goes on with all of them where the server hangs, and heals', async () => {
      const store = await inUse()
      client.mode = 'hangs'
      await pass(2_000)
      expect(health).toEqual(['degraded'])
      client.mode = 'answers'
      await pass(31_000)
      expect(health).toEqual(['degraded', 'healed'])
      expect(store.update('7', add(), ttlMs)).toBe(2)
    })
  })

  describe('where something else lies under a key', () => {
    test('goes on alone with that key, tells it once, and shares the others', async () => {
      client.foreign.add('recourse:a')
      const [left, right] = [open(), open()]
      for (let count = 1; count <= 300; count++) {
        expect([left, right].map((store) => store.update('a', add(), ttlMs))).toEqual([count, count])
        left.update('b', add(), ttlMs)
        await pass(100)
      }
      right.update('b', add(0), ttlMs)
      await pass(250)
      expect(right.update('b', add(0), ttlMs)).toBe(300)
      expect(health).toEqual(['degraded', 'degraded'])
      expect(client.commands.filter(([, keys]) => keys === 'recourse:a').length).toBeLessThan(12)
    })

    test('tells of an outage as ever', async () => {
      client.foreign.add('recourse:a')
      const store = open()
      for (const key of 'ab') store.update(key, add(), ttlMs)
      await pass(100)
      client.mode = 'refuses'
      store.update('b', add(), ttlMs)
      await pass(500)
      expect(health).toEqual(['degraded', 'degraded'])
      client.mode = 'answers'
      await pass(2_000)
      expect(health).toEqual(['degraded', 'degraded', 'healed'])
    })

    test('shares it again once that is gone, and tells so', async () => {
      client.foreign.add('recourse:a')
      const store = open()
      for (let count = 0; count < 700; count++) store.update('a', add(), ttlMs)
      await pass(1_000)
      client.foreign.clear()
      await pass(10_000)
      expect([stateOf('a'), health]).toEqual([700, ['degraded', 'healed']])
    })

    test('finds it out also where it only looks', async () => {
      const store = open()
      const keys = ['a', 'b', 'c']
      for (const key of keys) store.update(key, add(), ttlMs)
      await pass(300)
      client.foreign.add('recourse:b')
      await pass(1_000)
      expect(health).toEqual(['degraded'])
      expect(keys.map((key) => store.update(key, add(), ttlMs))).toEqual([2, 2, 2])
      await pass(300)
      expect(keys.map(stateOf)).toEqual([2, 1, 2])
    })
  })

  test('gives others room where each write comes too late', async () => {
    let other = 0
    const busy: Fake = {
      ...client,
      evalSha(digest, input) {
        const row = { version: `${other++}`, writers: new Map<string, number>(), state: '0', at: '0', ttl: '60000' }
        client.rows.set('recourse:a', row)
        return client.evalSha(digest, input)
      },
    }
    const store = redisStore({ client: busy })
    store.update('a', add(), ttlMs)
    for (let ms = 0; ms < 2_000; ms++) {
      await pass(1)
      store.update('a', add(), ttlMs)
    }
    expect(client.commands.length).toBeGreaterThan(20)
    expect(client.commands.length).toBeLessThan(160)
    const { length } = client.commands
    await pass(205)
    expect(client.commands.length).toBeGreaterThan(length)
  })

  test('a step that throws wherever it is done again is let go', async () => {
    const store = open()
    let times = 0
    const once: Step<number, number> = {
      name: 'once',
      args: null,
      apply() {
        if (times++ > 0) throw new Error('again')
        return [1, 1]
      },
    }
    store.update('a', once, ttlMs)
    await pass(100)
    expect([client.rows.size, writes(), health]).toEqual([0, 0, []])
  })

  test('no step is told a time before that of the state it finds', async () => {
    const store = open()
    const at = String(Math.floor(client.timeMs() + 3_000))
    client.rows.set('recourse:a', { version: 'x', writers: new Map(), state: '1', at, ttl: '60000' })
    store.update('a', add(), ttlMs)
    await pass(50)
    expect(store.update('a', time, ttlMs)).toBe(Number(at))
  })

  test('what somebody else wrote there is no state', async () => {
    const store = open()
    client.rows.set('recourse:a', { version: 'x', writers: new Map(), state: '{', at: '0', ttl: '60000' })
    store.update('a', add(), ttlMs)
    await pass(100)
    expect(stateOf('a')).toBe(1)
  })

  test('closes: sends what is left, ends its timers, and answers from then on alone', async () => {
    const store = open()
    store.update('a', add(), ttlMs)
    await store.close?.()
    expect([stateOf('a'), vi.getTimerCount()]).toEqual([1, 0])
    expect(store.update('a', add(), ttlMs)).toBe(2)
    await pass(1_000)
    expect([stateOf('a'), vi.getTimerCount()]).toEqual([1, 0])
  })

  test('closes without a server, after the time of one command, and tells nothing from then on', async () => {
    client.mode = 'late'
    const store = open()
    store.update('a', add(), ttlMs)
    const closed = store.close?.()
    await pass(500)
    await expect(closed).resolves.toBeUndefined()
    client.release(new Error('ECONNRESET'))
    await pass(1_000)
    expect([vi.getTimerCount(), health]).toEqual([0, []])
  })

  test('its time is the server\u2019s, and goes forward where that one goes back', async () => {
    const store = open()
    const localMs = store.update('a', time, ttlMs)
    expect(localMs).toBeLessThan(1e9)
    await pass(100)
    const serverMs = store.update('a', time, ttlMs)
    expect(Math.abs(serverMs - client.timeMs())).toBeLessThan(2)
    const before = client.timeMs
    client.timeMs = () => before() - 1_000
    let lastMs = serverMs
    for (let count = 0; count < 30; count++) {
      await pass(100)
      const nowMs = store.update('a', time, ttlMs)
      expect(nowMs).toBeGreaterThan(lastMs)
      lastMs = nowMs
    }
    expect(Math.abs(lastMs - client.timeMs())).toBeLessThan(2)
  })

  test('state from before the server\u2019s clock went far back is forgotten', async () => {
    const store = open()
    store.update('a', add(), ttlMs)
    await pass(300)
    const before = client.timeMs
    client.timeMs = () => before() - 3_600_000
    await pass(300)
    expect(store.update('a', add(), ttlMs)).toBe(1)
    await pass(300)
    expect(Math.abs(store.update('b', time, ttlMs) - client.timeMs())).toBeLessThan(2)
    expect(stateOf('a')).toBe(1)
  })

  test('tells a listener nothing more once it is let go, and the others as before', async () => {
    const store = open()
    const heard: string[] = []
    const listener = (each: string): void => void heard.push(each)
    const unwatch = store.watch?.(listener)
    store.watch?.(listener)
    client.mode = 'refuses'
    store.update('a', add(), ttlMs)
    await pass(100)
    expect([health, heard]).toEqual([['degraded'], ['degraded', 'degraded']])
    unwatch?.()
    client.mode = 'answers'
    await pass(2_000)
    expect([health, heard.slice(2)]).toEqual([['degraded', 'healed'], ['healed']])
  })

  test('takes no other client', () => {
    expect(() => redisStore({ client: {} as Fake })).toThrow(
      'redisStore takes a client of redis (node-redis) or ioredis',
    )
  })
})
