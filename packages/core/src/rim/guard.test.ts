import { describe, expect, test } from 'vitest'
import { admit, answeredAtOnce } from '../../../../test/fixtures/admit.ts'
import { type ManualClock, manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, failureOf } from '../../../../test/fixtures/nouns.ts'
import type { Failure } from '../nouns/failure.ts'
import type { PolicyInput } from '../nouns/policy.ts'
import type { Json } from '../nouns/json.ts'
import { memoryStore } from '../state/memory-store.ts'
import type { Step, Store } from '../state/store.ts'
import type { CallInfo } from './call-info.ts'
import type { Ticket } from './call.ts'
import type { RecourseEvent } from './events.ts'
import { createRecourse } from './recourse.ts'

const place = 'api.example.com'
type Seen = Readonly<{ name: string; args: Record<string, unknown>; result: unknown; ttlMs: number }>

/** A Recourse, what it tells its store, and what it tells a listener. */
function scene(policy: PolicyInput = {}, clock: ManualClock = manualClock({ chance: 0.5 })) {
  const inner = memoryStore({ clock })
  const steps: Seen[] = []
  const events: RecourseEvent[] = []
  const store: Store = {
    ...inner,
    update<State extends Json, Result>(key: string, step: Step<State, Result>, ttlMs: number): Result {
      const result = inner.update(key, step, ttlMs)
      steps.push({ name: step.name, args: step.args as Seen['args'], result, ttlMs })
      return result
    },
  }
  const recourse = createRecourse({ clock, policy, store, preflight: false, onEvent: (event) => events.push(event) })
  return {
    recourse,
    clock,
    steps,
    last: () => steps.at(-1)!,
    told: () => steps.at(-1)!.args['told'] as Record<string, unknown>,
    key: (name: string = place) => recourse.inspect().keys.find(({ key }) => key === name),
    moves: () => events.filter((event) => event.type === 'breaker').map(({ from, to, key }) => [from, to, key]),
    events,
    admit: (call: CallInfo | Ticket = callOf()) => admit(recourse, call),
    settle: (ticket: Ticket, over: Partial<Failure> = { status: 500 }) =>
      recourse.settle(ticket, failureOf({ method: 'GET', ...over })),
    /** A call that ends with its first attempt. */
    fail(over: Partial<Failure> = { status: 500 }, options: CallInfo['options'] = {}) {
      const ticket = admit(recourse, callOf({ options: { maxAttempts: 1, ...options } }))
      return recourse.settle(ticket, failureOf({ method: 'GET', ...over }))
    },
  }
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
const breaker = { failureRate: null, consecutive: 1, openMs: 4_000 } as const
const overload = { status: 503, headers: { 'retry-after': '1' } } as const
const limited = { status: 429, headers: { 'retry-after': '2' } } as const

describe('what an attempt came to', () => {
  test.each([
    ['a rate limit, which is of one caller', { status: 429 }, 'alive'],
    ['a caller of little patience', { timedOut: true, phase: 'sent' }, 'broken'],
    ['a gateway that waited too long', { status: 504 }, 'busy'],
    ['a 503 that states a wait', { status: 503, headers: { 'retry-after': '1' } }, 'busy'],
    ['a 503 with a code', { status: 503, body: '{"error":{"code":"overloaded_now","message":"x"}}' }, 'busy'],
    ['a 503 with a type', { status: 529, body: '{"error":{"type":"overloaded_error","message":"x"}}' }, 'busy'],
    ['a bare 503', { status: 503 }, 'broken'],
    ['a 500', { status: 500 }, 'broken'],
    ['no connection', { causes: [{ name: 'Error', message: 'x', code: 'ECONNRESET' }] }, 'broken'],
    ['a 404', { status: 404 }, 'alive'],
    ['a 401', { status: 401 }, 'alive'],
    ['a caller who left', { aborted: true, phase: 'sent' }, null],
  ] as const)('is told to the state: %s', (_, over, outcome) => {
    const it = scene()
    it.settle(it.admit(), over)
    expect(it.last().name).toBe('outcome')
    expect(it.told()['outcome']).toBe(outcome)
  })

  test('is told of a success, and not of what its caller left, where no breaker waits to hear', () => {
    const it = scene()
    it.recourse.done(it.admit(), 'success')
    expect(it.told()).toEqual({ outcome: 'success', paid: 0, asked: false, latencyMs: 0 })
    const ticket = it.admit()
    const told = it.steps.length
    it.recourse.done(ticket, 'aborted')
    expect(it.steps.length).toBe(told)
  })

  test('frees the probe of a call that its caller left', () => {
    const it = scene({ breaker })
    it.fail()
    it.clock.monotonicMs += 4_000
    const probe = it.admit()
    expect(answeredAtOnce(it.recourse, callOf())).toMatchObject({ ok: false, reason: 'circuit_open' })
    it.recourse.done(probe, 'aborted')
    expect(it.admit().ok).toBe(true)
  })

  test('is not told again where a layer below has settled it', () => {
    const it = scene({ breaker })
    it.settle(it.admit(), { ownedElsewhere: true })
    expect(it.told()['outcome']).toBeNull()
    expect(it.key()?.breaker).toBe('closed')
  })

  test.each([
    ['a 500 is ill', { status: 500 }, true],
    ['a rate limit says nothing of health', { status: 429 }, null],
    ['a 404 says nothing of health', { status: 404 }, null],
    ['a caller who left says nothing of health', { aborted: true }, null],
  ])('speaks of health to the breaker: %s', (_, over, ill) => {
    const it = scene({ breaker: {} })
    it.settle(it.admit(), over)
    expect(it.last().args['ill']).toBe(ill)
    const well = scene({ breaker: {} })
    well.recourse.done(well.admit(), 'success')
    expect(well.last().args['ill']).toBe(false)
  })

  test('is kept ten minutes, and a day where a breaker or a limit is to be remembered', () => {
    for (const [policy, keptMs] of [
      [{}, 600_000],
      [{ breaker: {} }, 86_400_000],
      [{ pacing: {} }, 86_400_000],
    ] as const) {
      const it = scene(policy)
      it.fail(limited)
      expect(it.steps.map(({ ttlMs }) => ttlMs)).toEqual(it.steps.map(() => keptMs))
    }
  })

  test('has a time, of the attempt and not of the wait before it', () => {
    const it = scene()
    const ticket = it.admit()
    it.clock.monotonicMs += 30
    it.settle(ticket)
    expect(it.told()['latencyMs']).toBe(30)
    it.clock.monotonicMs += 1_000
    const retry = it.admit(ticket)
    it.clock.monotonicMs += 40
    it.recourse.done(retry, 'success')
    expect(it.told()['latencyMs']).toBe(40)
  })

  test.each([
    [899, 'broken'],
    [900, 'busy'],
  ])('speaks of overload where somebody waited long enough for an answer: %i ms', (tookMs, outcome) => {
    const it = scene()
    const ticket = it.admit()
    it.clock.monotonicMs += tookMs
    it.settle(ticket, { timedOut: true, phase: 'sent' })
    expect(it.told()['outcome']).toBe(outcome)
  })
})

describe('a retry', () => {
  test.each([
    [500, 1],
    [429, 0.35],
    [503, 0.35],
  ])('after %i costs %f, which is its own again when it succeeds', (status, price) => {
    const it = scene()
    const ticket = it.admit()
    expect(it.settle(ticket, { status }).retry).toBe(true)
    expect(it.key()?.budget).toBeCloseTo(2 - price)
    it.recourse.done(it.admit(ticket), 'success')
    expect(it.told()['paid']).toBe(price)
    expect(it.key()?.budget).toBe(2)
  })

  test('that the server asked for by a rate limit is told as such', () => {
    for (const [status, asked] of [
      [429, true],
      [503, false],
    ] as const) {
      const it = scene()
      it.settle(it.admit(), { status })
      expect(it.told()['asked']).toBe(asked)
    }
  })

  test('that is not wanted costs nothing', () => {
    const it = scene()
    it.settle(it.admit(), { status: 404 })
    it.fail()
    expect(it.last().args['cost']).toBe(0)
    expect(it.key()?.budget).toBe(2)
  })

  test('that nothing can pay for ends the call, with the reason and the stated time', () => {
    const it = scene({ budget: { start: 0 } })
    expect(it.settle(it.admit())).toMatchObject({ retry: false, reason: 'budget_empty' })
    const refused = it.settle(it.admit(), limited)
    expect(refused).toMatchObject({ reason: 'budget_empty', retryAtMs: expect.any(Number) })
    expect(it.recourse.inspect().reasons).toEqual({ budget_empty: 2 })
  })

  test('is paid for by nobody where the budget is off', () => {
    const it = scene({ budget: 'unsafe_off', maxAttempts: 10, throttle: false })
    let ticket = it.admit()
    for (let attempt = 1; attempt < 10; attempt++) {
      expect(it.settle(ticket)).toMatchObject({ retry: true })
      ticket = it.admit(ticket)
    }
    expect(it.key()?.budget).toBe(0)
  })

  test('paid for by an attempt is not paid back for another', () => {
    const it = scene({ maxAttempts: 2 })
    const ticket = it.admit()
    it.settle(ticket)
    it.settle(it.admit(ticket))
    it.recourse.done(it.admit(), 'success')
    expect(it.told()['paid']).toBe(0)
  })

  test('that was granted and not made gets its tokens back: its caller left meanwhile, or it was refused', () => {
    const it = scene()
    const left = it.admit()
    it.settle(left)
    expect(it.key()?.budget).toBe(1)
    it.recourse.done(left, 'aborted')
    expect(it.key()?.budget).toBe(2)
    const paced = scene({ breaker: { ...breaker, consecutive: 2 } })
    const refused = paced.admit()
    paced.settle(refused)
    paced.fail()
    expect(paced.key()).toMatchObject({ budget: 1, breaker: 'open' })
    expect(answeredAtOnce(paced.recourse, refused).ok).toBe(false)
    expect(paced.key()?.budget).toBe(2)
  })

  test('that was made and failed, or was left on its way, is paid', () => {
    const it = scene()
    const ticket = it.admit()
    it.settle(ticket)
    it.recourse.done(it.admit(ticket), 'aborted')
    expect(it.key()?.budget).toBe(1)
    const other = scene({ maxAttempts: 2 })
    const first = other.admit()
    other.settle(first)
    other.settle(other.admit(first))
    expect(other.key()?.budget).toBe(1)
  })

  test('that a breaker would refuse is not waited for, and says when; it costs nothing', () => {
    const it = scene({ breaker })
    const decision = it.settle(it.admit())
    expect(decision).toMatchObject({ retry: false, reason: 'circuit_open', retryAtMs: it.clock.nowMs + 3_000 })
    expect(it.key()?.budget).toBe(2)
  })

  test('that a breaker would refuse says no earlier time than the server does', () => {
    const it = scene({ breaker: { ...breaker, openMs: 40_000 } })
    const stated = (afterS: number): Partial<Failure> => ({ status: 503, headers: { 'retry-after': String(afterS) } })
    expect(it.settle(it.admit(), stated(10))).toMatchObject({
      reason: 'circuit_open',
      retryAtMs: it.clock.nowMs + 30_000,
    })
    const later = scene({ breaker: { ...breaker, openMs: 40_000 } })
    expect(later.settle(later.admit(), stated(20))).toMatchObject({ retry: true, delayMs: 30_000 })
  })

  test('that is refused as it comes back leaves its call with the last outcome', () => {
    const it = scene({ breaker, transient: { baseMs: 100, capMs: 100, jitter: 'none' } })
    const ticket = it.admit(callOf({ options: { policy: { breaker: false } } }))
    it.settle(ticket, { status: 500 })
    const held = it.admit()
    const other = it.admit()
    it.settle(other, { status: 500 })
    it.recourse.done(held, 'success')
    expect(it.admit(ticket).ok).toBe(true) // its own policy has none
    const again = scene({ breaker: { ...breaker, consecutive: 2 }, maxAttempts: 2 })
    const first = again.admit()
    again.settle(first)
    again.fail()
    const refusal = answeredAtOnce(again.recourse, first)
    expect(refusal).toMatchObject({ ok: false, reason: 'circuit_open', fault: { kind: 'server', status: 500 } })
    expect(again.events.at(-1)).toMatchObject({ type: 'give_up', attempt: 1, reason: 'circuit_open' })
  })
})

describe('partitions', () => {
  const of = (partition: string) => callOf({ options: { partition } })

  test('have budgets of their own, and all of them ten times one', () => {
    const it = scene({ maxAttempts: 2 })
    it.settle(it.admit(of('one')), { status: 500 })
    expect(it.key(`${place}#one`)?.budget).toBe(1)
    expect(it.key(`${place}#two`)).toBeUndefined()
    expect(it.key(`${place}#*`)?.budget).toBe(19)
    let granted = 0
    for (let tenant = 0; tenant < 100; tenant++) if (it.settle(it.admit(of(`t${tenant}`))).retry) granted++
    expect(granted).toBe(19)
    expect(it.key(`${place}#*`)?.budget).toBe(0)
    // what all of them could not pay for is given back to the one
    expect(it.key(`${place}#t99`)?.budget).toBe(2)
    expect(it.key()).toBeUndefined()
  })

  test('do not pay for each other: one that has nothing left takes nothing from all', () => {
    const it = scene({ maxAttempts: 2, throttle: false })
    for (let calls = 0; calls < 50; calls++) it.settle(it.admit(of('one')))
    expect(it.key(`${place}#one`)?.budget).toBe(0)
    expect(it.key(`${place}#*`)?.budget).toBe(18)
    expect(it.settle(it.admit(of('two'))).retry).toBe(true)
  })

  test('give back to all what a retry cost that was not made', () => {
    const it = scene()
    const ticket = it.admit(of('one'))
    it.settle(ticket)
    expect(it.key(`${place}#*`)?.budget).toBe(19)
    it.recourse.done(ticket, 'aborted')
    expect([it.key(`${place}#*`)?.budget, it.key(`${place}#one`)?.budget]).toEqual([20, 2])
  })

  test('have breakers and limits of their own, and throttles', () => {
    const it = scene({ breaker, pacing: {} })
    it.settle(it.admit(of('one')), limited)
    it.settle(it.admit(of('two')))
    expect([it.key(`${place}#*`)?.breaker, it.key(`${place}#one`)?.breaker, it.key(`${place}#two`)?.breaker]).toEqual([
      'closed',
      'closed',
      'open',
    ])
    expect(it.admit().ok).toBe(true)
    expect(answeredAtOnce(it.recourse, of('one'))).toMatchObject({ reason: 'limit_reached' })
  })
})

describe('a store that throws', () => {
  test('stops no call, and grants no retry', () => {
    const broken: Store = {
      update() {
        throw new Error('no store')
      },
    }
    const recourse = createRecourse({ clock: manualClock(), store: broken, policy: { breaker: {}, pacing: {} } })
    const ticket = admit(recourse)
    expect(recourse.settle(ticket, failureOf({ method: 'GET', status: 500 }))).toMatchObject({
      retry: false,
      reason: 'budget_empty',
    })
    recourse.done(admit(recourse), 'success')
    expect(() => recourse.setBreaker(place, 'open')).not.toThrow()
    expect(recourse.inspect().keys).toEqual([])
  })
})

describe('a call whose place nothing names', () => {
  test('is refused by no gate, and shares a budget', () => {
    const it = scene({ throttle: {}, breaker, pacing: {} })
    const call = callOf({ url: '' })
    const unnamed = { url: '', status: 500 }
    for (let calls = 0; calls < 60; calls++) it.settle(it.admit(call), unnamed)
    expect(it.steps.every(({ name }) => name === 'outcome')).toBe(true)
    expect(it.key('')).toMatchObject({ budget: 0, breaker: 'closed' })
  })
})

describe('a call to a closed gate', () => {
  test('asks nobody where no gate can be closed', () => {
    const it = scene({ throttle: false })
    const ticket = it.admit()
    expect(it.steps).toEqual([])
    it.settle(ticket)
    it.admit(ticket)
    expect(it.steps.map(({ name }) => name)).toEqual(['outcome'])
  })

  test('is refused at once with the time to come back', () => {
    const it = scene({ breaker })
    it.fail()
    expect(answeredAtOnce(it.recourse, callOf())).toMatchObject({
      ok: false,
      reason: 'circuit_open',
      retryAtMs: it.clock.nowMs + 3_000,
    })
  })

  test('is held up to its time where the policy says so', async () => {
    const it = scene({ breaker, closed: 'hold' })
    it.fail()
    const held = it.recourse.admit(callOf())
    expect(held).toBeInstanceOf(Promise)
    expect(await held).toMatchObject({ ok: true, attempt: 1 })
    // the clock sleeps by moving on
    expect(it.clock.monotonicMs).toBeGreaterThanOrEqual(4_000)
    const tight = scene({ breaker, closed: 'hold', totalTimeoutMs: 2_000 })
    tight.fail()
    expect(answeredAtOnce(tight.recourse, callOf())).toMatchObject({ ok: false, reason: 'circuit_open' })
  })

  test('is refused by the throttle also where others are held', () => {
    const it = scene({ closed: 'hold' }, manualClock({ chance: 0 }))
    for (let overloads = 0; overloads < 3; overloads++) it.fail(overload, { policy: { throttle: false } })
    const told = scene({ closed: 'hold' }, manualClock({ chance: 0.9999 }))
    for (let overloads = 0; overloads < 3; overloads++) told.fail(overload)
    told.clock.chance = 0
    expect(answeredAtOnce(told.recourse, callOf())).toMatchObject({ ok: false, reason: 'throttled' })
  })

  test('gives its place in the queue to nobody where there is none left', async () => {
    const it = scene({ breaker, closed: 'hold', pacing: { maxQueue: 1, maxQueueMs: 60_000 } }, stopped())
    it.fail()
    expect(it.recourse.admit(callOf())).toBeInstanceOf(Promise)
    expect(it.key()?.queued).toBe(1)
    expect(answeredAtOnce(it.recourse, callOf())).toMatchObject({ ok: false, reason: 'queue_full' })
  })

  test('waits at the gate as its last chance is taken, where its signal aborts', async () => {
    const it = scene({ breaker, closed: 'hold' }, stopped())
    it.fail()
    const { signal, abort } = aborting()
    const held = it.recourse.admit(callOf({ signal }))
    abort()
    expect(await held).toMatchObject({ ok: false, reason: 'aborted', fault: { kind: 'aborted' } })
  })
})

/** A clock on which nothing that sleeps wakes. */
const stopped = (): ManualClock =>
  manualClock({ chance: 0.5, sleep: () => new Promise(() => {}) } as Partial<ManualClock>)

function aborting() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

describe('a stated wait with pacing on', () => {
  test('stops all calls of the key at once, and no others', () => {
    const it = scene({ pacing: {} })
    it.fail(limited)
    const refused = answeredAtOnce(it.recourse, callOf())
    // half of a spread of three seconds at least comes on top
    expect(refused).toMatchObject({ ok: false, reason: 'limit_reached', retryAtMs: it.clock.nowMs + 2_000 + 1_500 })
    expect(it.admit(callOf({ url: 'https://other.example/' })).ok).toBe(true)
    expect(it.admit(callOf({ options: { partition: 'tenant' } })).ok).toBe(true)
    it.clock.monotonicMs += 2_000
    expect(it.admit().ok).toBe(true)
  })

  test('is spread over as long again where it is long', () => {
    const it = scene({ pacing: {} })
    it.fail({ status: 429, headers: { 'retry-after': '60' } })
    expect(it.last().args['paced']).toEqual({ limits: [], pauseMs: 60_000, spreadMs: 60_000 })
  })

  test('stops everyone too where the server has too many calls', () => {
    const it = scene({ pacing: {} })
    it.fail({ status: 503, headers: { 'retry-after': '2' } })
    expect(it.last().args['paced']).toEqual({ limits: [], pauseMs: 2_000, spreadMs: 3_000 })
    expect(answeredAtOnce(it.recourse, callOf())).toMatchObject({ ok: false, reason: 'limit_reached' })
  })

  test('stops nobody where pacing is off, or where the answer speaks of one call', () => {
    const off = scene()
    off.fail(limited)
    expect(off.last().args['paced']).toBeNull()
    const it = scene({ pacing: {} })
    it.fail({ status: 409, headers: { 'retry-after': '2' } })
    expect(it.last().args['paced']).toBeNull()
    expect(it.admit().ok).toBe(true)
  })

  test('keeps a retry until its turn', async () => {
    const it = scene({ pacing: {} }, stopped())
    const ticket = it.admit()
    expect(it.settle(ticket, limited)).toMatchObject({ retry: true })
    expect(it.recourse.admit(ticket)).toBeInstanceOf(Promise)
    await settled()
    expect(it.key()?.queued).toBe(1)
  })

  test('limits are learnt from answers too, where it may learn', () => {
    const headers = new Headers({ ratelimit: '"default";r=0;t=30', 'ratelimit-policy': '"default";q=10;w=60' })
    const it = scene({ pacing: {} })
    it.recourse.done(it.admit(), 'success', { headers })
    expect(it.last().args['paced']).toEqual({
      limits: [
        { limit: 10, windowMs: 60_000 },
        { limit: 10, remaining: 0, resetMs: 30_000 },
      ],
      pauseMs: null,
      spreadMs: 3_000,
    })
    expect(answeredAtOnce(it.recourse, callOf())).toMatchObject({ ok: false, reason: 'limit_reached' })
    const not = scene({ pacing: { learn: false } })
    not.recourse.done(not.admit(), 'success', { headers })
    expect(not.last().args['paced']).toBeNull()
  })
})

describe('a breaker', () => {
  test('tells of each of its moves once, with the key', () => {
    const it = scene({ breaker })
    it.fail()
    it.clock.monotonicMs += 4_000
    const probe = it.admit()
    it.recourse.done(probe, 'success')
    expect(it.moves()).toEqual([
      ['closed', 'open', place],
      ['open', 'half_open', place],
      ['half_open', 'closed', place],
    ])
    expect(it.recourse.inspect().events.breaker).toBe(3)
  })

  test('opens and closes by hand, and tells so', () => {
    const it = scene({ breaker: {} })
    it.recourse.setBreaker(place, 'open')
    expect(it.key()?.breaker).toBe('open')
    const refusal = answeredAtOnce(it.recourse, callOf())
    expect(refusal).toMatchObject({ ok: false, reason: 'circuit_open' })
    expect(refusal).not.toHaveProperty('retryAtMs')
    it.recourse.setBreaker(place, 'closed')
    expect(it.admit().ok).toBe(true)
    expect(it.moves()).toEqual([
      ['closed', 'open', place],
      ['open', 'closed', place],
    ])
  })

  test('that is off is not opened by hand either', () => {
    const it = scene()
    it.recourse.setBreaker(place, 'open')
    expect([it.steps, it.events]).toEqual([[], []])
  })

  test('that is closed by hand wakes those who wait at it', () => {
    const it = scene({ breaker, closed: 'hold' }, stopped())
    it.recourse.setBreaker(place, 'open')
    void it.recourse.admit(callOf())
    const slept: number[] = []
    it.clock.sleep = (ms) => (slept.push(ms), new Promise(() => {}))
    it.recourse.setBreaker(place, 'closed')
    expect(slept).toHaveLength(1)
    expect(slept[0]).toBeLessThanOrEqual(1_000)
    it.recourse.setBreaker(place, 'open')
    expect(slept).toHaveLength(1)
  })

  test('holds no call that does not meet it, and none that meets a limit behind those who meet both', async () => {
    const pacing = { limit: 2, windowMs: 1_000 } as const
    for (const policy of [{ breaker }, { breaker, pacing }]) {
      const it = scene({ ...policy, closed: 'hold' }, stopped())
      it.fail()
      expect(it.recourse.admit(callOf())).toBeInstanceOf(Promise)
      it.clock.monotonicMs += 1_000
      expect(it.admit(callOf({ options: { policy: { breaker: false } } }))).toMatchObject({ ok: true, attempt: 1 })
      expect(it.key()).toMatchObject({ breaker: 'open', queued: 1 })
    }
  })

  test('that closes wakes those who wait at it', async () => {
    const it = scene({ breaker: { ...breaker, probes: 1 }, closed: 'hold' }, stopped())
    it.fail()
    it.clock.monotonicMs += 4_000
    const probe = it.recourse.admit(callOf())
    if (probe instanceof Promise || !probe.ok) throw new Error('no probe')
    void it.recourse.admit(callOf())
    const before = it.key()?.queued
    let woken = 0
    it.clock.sleep = () => (woken++, new Promise(() => {}))
    it.recourse.done(probe, 'success')
    expect([before, woken]).toEqual([1, 1])
  })
})

describe('inspect', () => {
  test('tells of each key how things stand, the one used last at the end', () => {
    const it = scene({ breaker })
    it.admit(callOf({ url: 'https://a.example/' }))
    it.fail(undefined, { policy: { throttle: false } })
    expect(it.recourse.inspect().keys).toEqual([
      { key: 'a.example', budget: 2, breaker: 'closed', refusedShare: 0, queued: 0 },
      { key: place, budget: 2, breaker: 'open', refusedShare: 0, queued: 0 },
    ])
  })

  test('tells the share that the throttle refuses now', () => {
    const it = scene({}, manualClock({ chance: 0.99999 }))
    for (let overloads = 0; overloads < 3; overloads++) it.fail(overload)
    expect(it.key()?.refusedShare).toBeGreaterThan(0.2)
    it.clock.monotonicMs += 60_000
    expect(it.key()?.refusedShare).toBe(0)
  })

  test('tells of no share where the throttle is off, and of no key whose time is over', () => {
    const it = scene({ throttle: false })
    for (let overloads = 0; overloads < 3; overloads++) it.fail(overload)
    expect(it.key()?.refusedShare).toBe(0)
    it.clock.monotonicMs += 700_000
    expect(it.recourse.inspect().keys).toEqual([])
  })
})
