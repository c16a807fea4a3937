import { describe, expect, test } from 'vitest'
import { admit, answeredAtOnce } from '../../../../test/fixtures/admit.ts'
import { type ManualClock, manualClock, mostChance } from '../../../../test/fixtures/clock.ts'
import { answerOf, callOf, failureOf, fieldOf } from '../../../../test/fixtures/nouns.ts'
import type { Decision } from '../nouns/decision.ts'
import type { Failure } from '../nouns/failure.ts'
import { bind } from '../knowledge/provider.ts'
import { jobs, mavera } from '../knowledge/providers/index.ts'
import type { CallInfo } from './call-info.ts'
import type { Engine, Recourse, Ticket } from './call.ts'
import type { Clock } from './clock.ts'
import { faultOf } from './default.ts'
import { RecourseError, type Refusal } from './error.ts'
import type { Counts, RecourseEvent } from './events.ts'
import { decisionOf } from './mark.ts'
import type { RecourseOptions } from './options.ts'
import { memoryStore } from '../state/memory-store.ts'
import type { Store } from '../state/store.ts'
import { createEngine } from './engine.ts'
import { createRecourse } from './recourse.ts'

type Bench = Readonly<{ recourse: Recourse; clock: ManualClock; events: RecourseEvent[] }>

function benchOf(options: RecourseOptions = {}): Bench {
  const clock = manualClock()
  const events: RecourseEvent[] = []
  return { recourse: createRecourse({ clock, onEvent: (event) => events.push(event), ...options }), clock, events }
}

function refused(recourse: Engine, call: CallInfo): Refusal {
  const refusal = answeredAtOnce(recourse, call)
  if (refusal.ok) throw new Error('admitted')
  return refusal
}

/** What happened, without how things stand. */
function countsOf(recourse: Engine): Counts {
  const { keys: _, ...counts } = recourse.inspect()
  return counts
}

const get500 = failureOf({ method: 'GET', status: 500 })
const settleOne = (bench: Bench, call: Partial<CallInfo>, failure: Failure): Decision =>
  bench.recourse.settle(admit(bench.recourse, callOf(call)), failure)
const outcome = (decision: Decision): string => (decision.retry ? 'retry' : decision.reason)

describe('admit', () => {
  test('gives leave for the first attempt, and with that ticket for the next', () => {
    const { recourse } = benchOf()
    const first = admit(recourse)
    expect(first).toMatchObject({ ok: true, attempt: 1, timeoutMs: null })
    const second = admit(recourse, first)
    expect(second).toMatchObject({ ok: true, attempt: 2, id: first.id })
    expect(admit(recourse, second).attempt).toBe(3)
    expect(first.attempt).toBe(1)
  })

  test('tells calls apart', () => {
    const { recourse } = benchOf()
    expect(new Set([admit(recourse).id, admit(recourse).id, admit(recourse).id]).size).toBe(3)
  })

  test.each([
    [{}, null],
    [{ attemptTimeoutMs: 300 }, 300],
    [{ totalTimeoutMs: 1_000 }, 1_000],
    [{ attemptTimeoutMs: 300, totalTimeoutMs: 1_000 }, 300],
    [{ attemptTimeoutMs: 3_000, totalTimeoutMs: 1_000 }, 1_000],
  ])('says how long the attempt may take: %j', (policy, timeoutMs) => {
    expect(admit(benchOf({ policy }).recourse).timeoutMs).toBe(timeoutMs)
  })

  test('counts the total time from the first attempt, by the monotonic clock', () => {
    const { recourse, clock } = benchOf({ policy: { totalTimeoutMs: 1_000, attemptTimeoutMs: 500 } })
    const first = admit(recourse)
    clock.monotonicMs += 700
    clock.nowMs -= 3_600_000
    expect(admit(recourse, first).timeoutMs).toBe(300)
    clock.monotonicMs += 299.5
    expect(admit(recourse, first).timeoutMs).toBe(1)
    clock.monotonicMs += 5_000
    expect(admit(recourse, first).timeoutMs).toBe(1)
    expect(admit(recourse).timeoutMs).toBe(500)
  })

  test("lays the call's own policy over that of the Recourse", () => {
    const { recourse } = benchOf({ policy: { attemptTimeoutMs: 300 } })
    expect(admit(recourse, callOf({ options: { policy: { attemptTimeoutMs: 5 } } })).timeoutMs).toBe(5)
    expect(admit(recourse, callOf({ options: { policy: { attemptTimeoutMs: null } } })).timeoutMs).toBeNull()
    expect(admit(recourse).timeoutMs).toBe(300)
  })

  test('throws a TypeError for options of the wrong form, and counts no call', () => {
    const { recourse } = benchOf()
    expect(() => recourse.admit(callOf({ options: { label: 5 as unknown as string } }))).toThrow(
      /recourse\.label takes a string/,
    )
    expect(() => recourse.admit(callOf({ options: { provider: 'nobody' } }))).toThrow(/no provider is named "nobody"/)
    expect(() => recourse.admit(callOf({ options: { policy: { maxAttempts: 11 } } }))).toThrow(
      /policy\.maxAttempts takes/,
    )
    expect(recourse.inspect().events).toEqual({})
  })
})

describe('a key that cannot be right', () => {
  const url = 'https://app.mavera.io/api/v1/responses'
  const header = (value: string | null) => (name: string) => (name === 'authorization' ? value : null)

  test('is refused before anything is sent', () => {
    const { recourse, events } = benchOf()
    const refusal = refused(recourse, callOf({ url, header: header(null) }))
    expect(refusal).toMatchObject({
      ok: false,
      reason: 'permanent',
      fault: { kind: 'authentication', effect: 'none', provider: 'mavera' },
    })
    expect(Object.isFrozen(refusal)).toBe(true)
    expect(events.map(({ type }) => type)).toEqual(['refused'])
    expect(countsOf(recourse)).toEqual({
      events: { call: 1, refused: 1 },
      kinds: { authentication: 1 },
      reasons: { permanent: 1 },
    })
  })

  test('is sent where it has the form, where the check is off, and where nothing is known of its form', () => {
    const key = 'Bearer mvra_live_0123456789'
    expect(admit(benchOf().recourse, callOf({ url, header: header(key) })).ok).toBe(true)
    expect(admit(benchOf({ preflight: false }).recourse, callOf({ url, header: header(null) })).ok).toBe(true)
    expect(admit(benchOf().recourse, callOf({ url })).ok).toBe(true)
    expect(admit(benchOf().recourse, callOf({ header: header(null) })).ok).toBe(true)
  })

  test('is refused with any Clock, also one that is an instance of a class', () => {
    class Watch implements Clock {
      readonly ms = 77
      now(): number {
        return this.ms
      }
      monotonic(): number {
        return this.ms
      }
      random(): number {
        return this.ms / 100
      }
      sleep(): Promise<void> {
        return Promise.resolve()
      }
    }
    const recourse = createRecourse({ clock: new Watch() })
    expect(refused(recourse, callOf({ url, header: header(null) })).fault.atMs).toBe(77)
    expect(recourse.settle(admit(recourse), get500)).toMatchObject({ retry: true, delayMs: 77 })
  })
})

describe('settle', () => {
  test('decides by the attempt of the ticket, whatever the failure says', () => {
    const { recourse } = benchOf()
    const first = admit(recourse)
    const second = admit(recourse, first)
    expect(recourse.settle(first, { ...get500, attempt: 99 })).toMatchObject({
      retry: true,
      attempt: 2,
      fault: { attempt: 1 },
    })
    expect(recourse.settle(second, get500)).toMatchObject({ retry: true, attempt: 3 })
    expect(recourse.settle(admit(recourse, second), get500)).toMatchObject({
      retry: false,
      reason: 'attempts_exhausted',
    })
  })

  test('takes its delays from the policy and from chance', () => {
    const bench = benchOf({
      policy: { budget: 'unsafe_off', transient: { baseMs: 40, capMs: 1_000, jitter: 'equal' } },
    })
    expect(settleOne(bench, {}, get500)).toMatchObject({ delayMs: 20 })
    bench.clock.chance = mostChance
    expect(settleOne(bench, {}, get500)).toMatchObject({ delayMs: 40 })
    const options = { policy: { transient: { baseMs: 60, capMs: 1_000, jitter: 'none' as const } } }
    expect(settleOne(bench, { options }, get500)).toMatchObject({ delayMs: 60 })
  })

  test('counts how often a wait was stated to this call, and not to another', () => {
    const { recourse, clock } = benchOf({ policy: { budget: 'unsafe_off' } })
    clock.chance = mostChance
    const stated = failureOf({ method: 'GET', status: 429, headers: { 'retry-after': '10' } })
    const delays = (ticket: Ticket, failures: readonly Failure[]) =>
      failures.map((failure) => {
        const decision = recourse.settle(ticket, failure)
        return decision.retry ? decision.delayMs : decision.reason
      })
    const ticket = admit(recourse)
    const unstated = failureOf({ method: 'GET', status: 429 })
    const zero = failureOf({ method: 'GET', status: 429, headers: { 'retry-after': '0' } })
    expect(delays(ticket, [stated, unstated, zero, stated, stated])).toEqual([12_000, 1_000, 1_000, 14_000, 18_000])
    expect(delays(admit(recourse), [stated])).toEqual([12_000])
  })

  test('stops where the wait would end after the total time', () => {
    const { recourse, clock } = benchOf({
      policy: { totalTimeoutMs: 1_000, transient: { baseMs: 100, capMs: 100, jitter: 'none' } },
    })
    const ticket = admit(recourse)
    clock.monotonicMs += 899
    clock.nowMs += 3_600_000
    expect(outcome(recourse.settle(ticket, get500))).toBe('retry')
    clock.monotonicMs += 1
    expect(outcome(recourse.settle(ticket, get500))).toBe('out_of_time')
  })

  test.each([
    ['the caller switched retries off', { disabled: true }, {}, 'disabled'],
    ['the caller stopped it', {}, { aborted: true }, 'aborted'],
    ['the body is spent', {}, { replayable: false }, 'body_not_replayable'],
    ['the policy of the call says so', { options: { policy: { maxAttempts: 1 } } }, {}, 'attempts_exhausted'],
    ['nothing stands against it', { disabled: false }, { aborted: false }, 'retry'],
  ] as const)('answers as asked: %s', (_, call, failure, expected) => {
    expect(outcome(settleOne(benchOf(), call, { ...get500, ...failure }))).toBe(expected)
  })

  const post500 = failureOf({ status: 500 })
  test.each([
    ['nothing', {}, {}, 'not_repeatable'],
    ['the caller', { options: { idempotent: true } }, {}, 'retry'],
    ['the caller, who says no', { options: { idempotent: false } }, {}, 'not_repeatable'],
    ['a key in the request', { header: fieldOf({ 'idempotency-key': 'k' }) }, {}, 'retry'],
    ['a key that the adapter saw', {}, { idempotencyKey: 'k' }, 'retry'],
    ['another field', { header: fieldOf({ 'x-idempotent': 'k' }) }, {}, 'not_repeatable'],
    ['an empty key in the request', { header: fieldOf({ 'idempotency-key': '' }) }, {}, 'not_repeatable'],
    ['an empty key that the adapter saw', {}, { idempotencyKey: '' }, 'not_repeatable'],
    ['a rule of its API, which the call names', { options: { provider: 'jobs' } }, {}, 'retry'],
    ['a rule of its API, by the host', { url: 'https://app.mavera.io/x' }, { url: 'https://app.mavera.io/x' }, 'retry'],
    [
      'a rule of its API, by a host that only looks so',
      { url: 'https://app.mavera.io\t.other.test/x' },
      { url: 'https://app.mavera.io\t.other.test/x' },
      'not_repeatable',
    ],
    ['a rule of an API that it is not', { options: { provider: 'mavio' } }, {}, 'not_repeatable'],
  ] as const)('repeats a POST that may have been done by leave of: %s', (_, call, failure, expected) => {
    expect(outcome(settleOne(benchOf(), { method: 'POST', ...call }, { ...post500, ...failure }))).toBe(expected)
  })

  test('keeps the key of the request and the given secrets out of the fault, but for a hint of the key', () => {
    const key = 'sk_private_0123456789abcdefghijklmnopqrstuv'
    const bench = benchOf({ secrets: ['hunter2hunter2'] })
    const body = { error: { message: `wrong key ${key}, password hunter2hunter2` } }
    const { fault } = settleOne(bench, { header: fieldOf({ authorization: `Bearer ${key}` }) }, answerOf(401, body))
    expect(fault.message).toBe('wrong key [REDACTED], password [REDACTED]')
    expect(fault.keyHint).toBe('sk_private…')
    expect(JSON.stringify(bench.events)).not.toContain(key)
    expect(settleOne(bench, {}, get500).fault.keyHint).toBeNull()
  })

  test('knows the providers and formats of its own', () => {
    const body = { error: { code: 'PROCESSING_FAILED', message: 'm' } }
    const bound = benchOf({ providers: [bind(jobs, 'api.example.com')] })
    expect(settleOne(bound, {}, answerOf(500, body, { method: 'GET' })).fault).toMatchObject({
      provider: 'jobs',
      retryable: false,
    })
    const mine = benchOf({
      formats: [{ name: 'mine', read: () => ({ kind: 'conflict', retryable: true }) }],
      providers: [],
    })
    expect(settleOne(mine, {}, answerOf(500, body)).fault).toMatchObject({ kind: 'conflict', provider: null })
  })

  test('never throws for a format that does', () => {
    const broken = benchOf({
      formats: [
        {
          name: 'broken',
          read: () => {
            throw new Error('no')
          },
        },
      ],
    })
    expect(settleOne(broken, {}, get500).fault.kind).toBe('server')
  })

  test('follows the guide of the API where the policy asks for it', () => {
    const bench = benchOf({ policy: { preset: 'guide', breaker: false, budget: 'unsafe_off' } })
    bench.clock.chance = mostChance
    const url = 'https://app.mavera.io/x'
    let ticket = admit(bench.recourse, callOf({ url }))
    const delays: (number | string)[] = []
    for (let attempt = 1; attempt <= 6; attempt++) {
      const decision = bench.recourse.settle(ticket, { ...get500, url })
      delays.push(decision.retry ? decision.delayMs : decision.reason)
      ticket = admit(bench.recourse, ticket)
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 'attempts_exhausted'])
  })
})

test('what comes to stand on Object.prototype between two attempts allows nothing', () => {
  const { recourse } = benchOf()
  const ticket = admit(recourse, callOf({ method: 'POST', replayable: true }))
  Reflect.defineProperty(Object.prototype, 'options', { value: { idempotent: true }, configurable: true })
  try {
    expect(recourse.settle(ticket, failureOf({ method: 'POST', status: 500 }))).toMatchObject({ retry: false })
  } finally {
    Reflect.deleteProperty(Object.prototype, 'options')
  }
})

describe('the events', () => {
  test('tell of a call that recovers', () => {
    const { recourse, events, clock } = benchOf()
    const first = admit(recourse, callOf({ options: { label: 'upload', context: { user: 'u' } } }))
    const { fault } = recourse.settle(first, get500)
    clock.nowMs += 5
    const second = admit(recourse, first)
    recourse.done(second, 'success')
    const common = { id: first.id, key: 'api.example.com', label: 'upload', context: { user: 'u' } }
    expect(events).toEqual([
      { ...common, type: 'attempt', attempt: 1, atMs: clock.nowMs - 5 },
      { ...common, type: 'retry', attempt: 1, atMs: clock.nowMs - 5, fault, delayMs: 0 },
      { ...common, type: 'attempt', attempt: 2, atMs: clock.nowMs },
      { ...common, type: 'recovered', attempt: 2, atMs: clock.nowMs },
    ])
    expect(events.every((event) => Object.isFrozen(event))).toBe(true)
  })

  test('tell of a call that is given up, and when to come back where that is known', () => {
    const { recourse, events } = benchOf()
    const failure = failureOf({
      method: 'GET',
      status: 429,
      headers: { 'retry-after': '86400', date: new Date(5_000).toUTCString() },
    })
    const decision = recourse.settle(admit(recourse), failure)
    expect(events.at(-1)).toMatchObject({
      type: 'give_up',
      reason: 'wait_too_long',
      retryAtMs: 86_405_000,
      fault: decision.fault,
    })
    recourse.settle(admit(recourse), failureOf({ method: 'GET', status: 404 }))
    expect(events.at(-1)).toMatchObject({ type: 'give_up', reason: 'permanent' })
    expect(events.at(-1)).not.toHaveProperty('label')
  })

  test('say nothing of a first success', () => {
    const { recourse, events } = benchOf()
    recourse.done(admit(recourse), 'success')
    expect(events.map(({ type }) => type)).toEqual(['attempt'])
  })

  test('do not break the call when the listener does', () => {
    const { recourse } = benchOf({
      onEvent: () => {
        throw new Error('a listener of somebody')
      },
    })
    expect(outcome(recourse.settle(admit(recourse), get500))).toBe('retry')
    expect(recourse.inspect().events).toEqual({ call: 1, attempt: 1, retry: 1 })
  })

  test('are counted without a listener too', () => {
    const recourse = createRecourse({ clock: manualClock() })
    recourse.settle(admit(recourse), get500)
    expect(recourse.inspect().events).toEqual({ call: 1, attempt: 1, retry: 1 })
  })
})

describe('done', () => {
  test('counts a success once', () => {
    const { recourse } = benchOf()
    const ticket = admit(recourse)
    recourse.done(ticket, 'success')
    recourse.done(ticket, 'success')
    recourse.done(ticket, 'aborted')
    expect(countsOf(recourse)).toEqual({ events: { call: 1, attempt: 1, success: 1 }, kinds: {}, reasons: {} })
  })

  test('counts a caller who walks away between two attempts as given up, with the last fault', () => {
    const { recourse, events } = benchOf()
    const ticket = admit(recourse)
    const { fault } = recourse.settle(ticket, get500)
    recourse.done(ticket, 'aborted')
    recourse.done(ticket, 'aborted')
    expect(events.at(-1)).toMatchObject({ type: 'give_up', reason: 'aborted', fault })
    expect(countsOf(recourse)).toEqual({
      events: { call: 1, attempt: 1, retry: 1, give_up: 1 },
      kinds: { server: 1 },
      reasons: { aborted: 1 },
    })
  })

  test('says nothing of a caller who walks away before anything failed', () => {
    const { recourse } = benchOf()
    recourse.done(admit(recourse), 'aborted')
    expect(countsOf(recourse)).toEqual({ events: { call: 1, attempt: 1 }, kinds: {}, reasons: {} })
  })

  test('does nothing after settle gave up', () => {
    const { recourse } = benchOf()
    const ticket = admit(recourse)
    recourse.settle(ticket, failureOf({ method: 'GET', status: 404 }))
    const before = recourse.inspect()
    recourse.done(ticket, 'success')
    recourse.done(ticket, 'aborted')
    expect(recourse.inspect()).toEqual(before)
    expect(before).toMatchObject({ keys: [{ key: 'api.example.com', budget: 2 }] })
    expect(countsOf(recourse)).toEqual({
      events: { call: 1, attempt: 1, give_up: 1 },
      kinds: { not_found: 1 },
      reasons: { permanent: 1 },
    })
  })
})

describe('inspect', () => {
  test('counts each failed attempt by its kind and each given-up call by its reason', () => {
    const { recourse } = benchOf()
    const ticket = admit(recourse)
    recourse.settle(ticket, get500)
    recourse.settle(admit(recourse, ticket), failureOf({ method: 'GET', status: 429 }))
    recourse.settle(admit(recourse), failureOf({ status: 500 }))
    expect(countsOf(recourse)).toEqual({
      events: { call: 2, attempt: 3, retry: 2, give_up: 1 },
      kinds: { server: 2, rate_limit: 1 },
      reasons: { not_repeatable: 1 },
    })
  })

  test('answers a copy', () => {
    const { recourse } = benchOf()
    const counts = countsOf(recourse)
    admit(recourse)
    expect(counts).toEqual({ events: {}, kinds: {}, reasons: {} })
    ;(recourse.inspect().events as Record<string, number>)['call'] = 99
    expect(recourse.inspect().events).toEqual({ call: 1, attempt: 1 })
  })

  test('is of one Recourse and no other', () => {
    const [one, other] = [benchOf().recourse, benchOf().recourse]
    admit(one)
    expect(other.inspect().events).toEqual({})
  })
})

describe('run', () => {
  const http = (status: number, over: object = {}) => Object.assign(new Error(`status ${status}`), { status, ...over })
  /** Fails with each of these in turn, then succeeds. */
  function failing(...errors: readonly unknown[]) {
    const attempts: number[] = []
    const send = async ({ number }: { number: number }): Promise<string> => {
      attempts.push(number)
      await Promise.resolve()
      if (number <= errors.length) throw errors[number - 1]
      return 'done'
    }
    return { send, attempts }
  }

  test('calls until it succeeds, and waits between', async () => {
    const { recourse, clock } = benchOf({ policy: { transient: { baseMs: 100, capMs: 1_000, jitter: 'none' } } })
    const { send, attempts } = failing(http(503), http(500))
    await expect(recourse.run(send, { method: 'get' })).resolves.toBe('done')
    expect(attempts).toEqual([1, 2, 3])
    expect(clock.sleeps).toEqual([500, 200])
    expect(recourse.inspect().events).toEqual({ call: 1, attempt: 3, retry: 2, success: 1, recovered: 1 })
  })

  test('rejects with the last error itself, which carries the fault and the decision', async () => {
    const { recourse } = benchOf()
    const last = http(500)
    const { send, attempts } = failing(http(500), http(500), last)
    await expect(recourse.run(send, { method: 'GET', url: 'https://api.example.com/x' })).rejects.toBe(last)
    expect(attempts).toEqual([1, 2, 3])
    expect(faultOf(last)).toMatchObject({
      kind: 'server',
      attempt: 3,
      origin: 'https://api.example.com',
      endpoint: '/x',
    })
    expect(decisionOf(last)).toMatchObject({ retry: false, reason: 'attempts_exhausted' })
  })

  test('takes a call for a POST where nobody says otherwise', async () => {
    const careful = failing(http(500))
    await expect(benchOf().recourse.run(careful.send)).rejects.toThrow('status 500')
    expect(careful.attempts).toEqual([1])
    const told = failing(http(500, { config: { method: 'get' } }))
    await expect(benchOf().recourse.run(told.send)).resolves.toBe('done')
    const safe = failing(http(500))
    await expect(benchOf().recourse.run(safe.send, { idempotent: true })).resolves.toBe('done')
  })

  test('believes what the caller tells of a failure', async () => {
    const { send, attempts } = failing(new Error('odd'), new Error('odd'))
    const toFailure = () => ({ status: 429 })
    await expect(benchOf().recourse.run(send, { toFailure })).resolves.toBe('done')
    expect(attempts).toHaveLength(3)
  })

  test('does not repeat what is nobody knows what', async () => {
    const { send, attempts } = failing(new TypeError('x is not a function'))
    await expect(benchOf().recourse.run(send, { method: 'GET' })).rejects.toThrow('x is not a function')
    expect(attempts).toEqual([1])
  })

  test('ends with the reason of the signal where it aborts a wait', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const clock = manualClock()
    const recourse = createRecourse({
      clock: {
        ...clock,
        sleep: () => {
          controller.abort(reason)
          return Promise.resolve()
        },
      },
    })
    const { send, attempts } = failing(http(500))
    await expect(recourse.run(send, { method: 'GET', signal: controller.signal })).rejects.toBe(reason)
    expect(attempts).toEqual([1])
    expect(recourse.inspect()).toMatchObject({ events: { give_up: 1 }, reasons: { aborted: 1 } })
    expect(decisionOf(reason)).toBeUndefined()
  })

  test('is refused where the options are of the wrong form', async () => {
    const { send, attempts } = failing()
    await expect(benchOf().recourse.run(send, { provider: 'nobody' })).rejects.toThrow(TypeError)
    expect(attempts).toEqual([])
  })

  test('gives the attempt a signal that aborts at its time limit', async () => {
    const { recourse } = benchOf({ policy: { attemptTimeoutMs: 50, maxAttempts: 2 } })
    const seen: unknown[] = []
    const send = ({ signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number | null }) => {
      seen.push(timeoutMs)
      return new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    }
    await expect(recourse.run(send, { method: 'GET' })).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(seen).toEqual([50, 50])
    expect(recourse.inspect().kinds).toEqual({ timeout: 2 })
  })
})

test('close ends with the store, whatever its listeners do', async () => {
  let closings = 0
  const store = {
    ...memoryStore({ clock: manualClock() }),
    watch: () => () => {
      throw new Error('mine')
    },
    close: async () => void closings++,
  }
  await expect(benchOf({ store }).recourse.close()).rejects.toThrow('mine')
  expect(closings).toBe(1)
})

test('close ends with the store, of which nothing is heard any more', async () => {
  type Listener = Parameters<NonNullable<Store['watch']>>[0]
  const listeners = new Set<Listener>()
  let closings = 0
  const { recourse, events, clock } = benchOf({
    store: {
      ...memoryStore({ clock: manualClock() }),
      watch: (listener) => (listeners.add(listener), () => void listeners.delete(listener)),
      close: async () => void closings++,
    },
  })
  for (const listener of listeners) listener('degraded')
  expect(events).toEqual([{ type: 'store_degraded', atMs: clock.now(), id: 0, key: '', attempt: 0 }])
  await recourse.close()
  expect([listeners.size, closings]).toEqual([0, 1])
})

describe('a Recourse and an Engine', () => {
  test('cannot be changed, and differ by the loop alone', () => {
    const recourse = createRecourse()
    const engine = createEngine()
    expect(Object.isFrozen(recourse) && Object.isFrozen(engine)).toBe(true)
    expect(Object.keys(recourse).filter((key) => !Object.hasOwn(engine, key))).toEqual(['run'])
  })
})

test('a refusal makes an error that says so', () => {
  const refusal = refused(createRecourse(), callOf({ url: 'https://app.mavera.io/x', header: () => null }))
  expect(new RecourseError(refusal)).toMatchObject({ reason: 'permanent', fault: { provider: mavera.name } })
})
