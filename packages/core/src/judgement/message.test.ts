import fc from 'fast-check'
import { runs } from '../../../../test/fixtures/runs.ts'
import { describe, expect, test } from 'vitest'
import { en } from '../knowledge/messages/en.ts'
import { type Decision, type Reason, reasons } from '../nouns/decision.ts'
import { type Effect, type Fault, type Kind, kinds } from '../nouns/fault.ts'
import { type UserMessage, userMessage } from './message.ts'

const atMs = 1_700_000_000_000
const faultOf = (kind: Kind, more: Partial<Fault> = {}): Fault => ({
  kind, retryable: kinds[kind].retryable, effect: 'none', status: null, code: null, type: null, message: null, param: null, requestId: null,
  retryAfterMs: null, fieldErrors: [], provider: null, docUrl: null, remedy: null, method: 'GET', origin: 'https://api.example.com',
  endpoint: '/v1/items', atMs, attempt: 1, keyHint: null, ...more }) // prettier-ignore
const textOf = (message: UserMessage): string => [message.title, message.description, message.action?.label].join('|')

/** Who stopped it knows; who set a time limit wants to hear of it. */
const isStopped = (fault: Fault, decision: Decision | undefined): boolean =>
  fault.kind === 'aborted' ||
  (decision !== undefined && !decision.retry && decision.reason === 'aborted' && fault.kind !== 'timeout')

const decisions = (fault: Fault): fc.Arbitrary<Decision | undefined> =>
  fc.oneof(
    fc.constant(undefined),
    fc.record({
      retry: fc.constant(true as const),
      delayMs: fc.nat(200_000),
      attempt: fc.integer({ min: 2, max: 5 }),
      fault: fc.constant(fault),
    }),
    fc.record(
      {
        retry: fc.constant(false as const),
        reason: fc.constantFrom(...reasons),
        fault: fc.constant(fault),
        retryAtMs: fc.integer({ min: atMs, max: atMs + 1e9 }),
      },
      { requiredKeys: ['retry', 'reason', 'fault'] },
    ),
  )
const faults: fc.Arbitrary<Fault> = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(kinds) as Kind[])), effect: fc.constantFrom<Effect>('none', 'unknown', 'applied'), retryable: fc.boolean(), method: fc.constantFrom('GET', 'POST'),
    status: fc.constantFrom(null, 200, 404, 500), retryAfterMs: fc.constantFrom(null, 0, 1, 999, 8_000, 89_001, 3_600_000, 86_400_000, 1e12, 8.64e15), requestId: fc.constantFrom(null, 'req_1'), provider: fc.constantFrom(null, 'mavera'),
  })
  .map(({ kind, ...more }) => faultOf(kind, more)) // prettier-ignore
const cases = faults.chain((fault) =>
  fc.tuple(
    fc.constant(fault),
    fc.record({
      decision: decisions(fault),
      now: fc.constantFrom(undefined, atMs - 1e6, atMs + 4_000, atMs + 1e12),
      locale: fc.constantFrom(undefined, 'en-GB', 'nl', 'not a locale'),
      online: fc.constantFrom(undefined, true, false),
    }),
  ),
)

describe('userMessage', () => {
  test('says every kind in at most two plain sentences, with an action that it has a label for', () => {
    fc.assert(
      fc.property(cases, ([fault, options]) => {
        const message = userMessage(fault, options as never)
        expect(JSON.parse(JSON.stringify(message))).toEqual(message)
        expect(Object.isFrozen(message)).toBe(true)
        expect(JSON.stringify(message)).not.toMatch(/undefined|NaN|\[object|\{\}|Infinity/)
        if (isStopped(fault, options.decision)) {
          expect([message.title, message.description, message.action, message.live]).toEqual(['', null, null, 'off'])
          return
        }
        expect(message.title.length).toBeGreaterThan(0)
        expect(message.title.length).toBeLessThanOrEqual(45)
        expect(message.description?.match(/\.(?: |$)/g)?.length).toBeLessThanOrEqual(2)
        expect(textOf(message)).not.toMatch(
          /[!{}]|\d{3}|invalid|illegal|whoops|oops|you failed|bad request|timeout|fetch| 0 /i,
        )
        expect(message.action?.label).toBeTruthy()
        if (message.retry !== null) expect(message.retry.ms).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: runs(2_000) },
    )
  })

  test('offers to try again only where that can work, and never where it may have been done', () => {
    fc.assert(
      fc.property(cases, ([fault, options]) => {
        const { action, retry, key } = userMessage(fault, options as never)
        if (fault.effect === 'unknown' && !retry?.automatic && !isStopped(fault, options.decision))
          expect([action?.type, key?.endsWith('.write')]).toEqual(['check_status', true])
        if (action?.type === 'retry')
          expect(fault.retryable || retry !== null || fault.kind === 'circuit_open' || fault.kind === 'network').toBe(
            true,
          )
      }),
      { numRuns: runs(2_000) },
    )
  })

  test.each<[string, Kind, Partial<Fault>, string, string | null, string]>([
    [
      'counts a wait in seconds',
      'rate_limit',
      { retryAfterMs: 7_001 },
      'rate_limit.wait',
      'A lot was sent in a short time. You can try again in 8 seconds.',
      'retry',
    ],
    [
      'counts a wait of 90 seconds in minutes, rounded up',
      'rate_limit',
      { retryAfterMs: 90_000 },
      'rate_limit.wait',
      'A lot was sent in a short time. You can try again in 2 minutes.',
      'retry',
    ],
    [
      'counts a long wait in hours',
      'quota',
      { retryAfterMs: 86_400_000 },
      'quota.wait',
      'What your plan includes is used up. You can try again in 24 hours.',
      'contact',
    ],
    [
      'says nothing of a wait that lasts a lifetime',
      'overloaded',
      { retryAfterMs: 1e15 },
      'overloaded',
      'Please try again in a moment.',
      'retry',
    ],
    [
      'says nothing of a wait where none can help',
      'not_found',
      { retryAfterMs: 5_000 },
      'not_found',
      'It may have been moved or removed. Go back and try another way.',
      'go_back',
    ],
    [
      'does not know of a write whether it went through',
      'server',
      { effect: 'unknown', method: 'POST', retryAfterMs: 5_000 },
      'server.write',
      "We don't know if it went through. Check before trying again.",
      'check_status',
    ],
    [
      'knows that a write went through whose answer cannot be read',
      'bad_response',
      { effect: 'applied', method: 'POST' },
      'bad_response.applied',
      "It went through, but we couldn't show the result. Reload the page to see it.",
      'reload',
    ],
    [
      'knows that nothing was changed',
      'overloaded',
      { method: 'POST' },
      'overloaded.safe',
      'Nothing was changed, so try again in a moment.',
      'retry',
    ],
    [
      'does not promise anything of a server that will not recover',
      'server',
      { retryable: false },
      'server.contact',
      'The service has a problem. Contact support if you need help.',
      'contact',
    ],
    [
      'offers another try for a lock that will open',
      'conflict',
      { retryable: true },
      'conflict.retry',
      'It no longer fits with what is there now. Please try again in a moment.',
      'retry',
    ],
    [
      'asks to sign in',
      'authentication',
      {},
      'authentication',
      "Your sign-in has ended or isn't known here. Sign in to go on.",
      'sign_in',
    ],
    [
      'asks to change what was entered',
      'validation',
      {},
      'validation',
      "Some of what was entered can't be used. Change it, then send it again.",
      'fix_fields',
    ],
    [
      'speaks of being offline where the machine says so',
      'network',
      { code: 'ENETDOWN' },
      'offline',
      'Please try again in a moment.',
      'retry',
    ],
    [
      'speaks of not reaching the service otherwise',
      'network',
      { code: 'ECONNREFUSED' },
      'network',
      'Please try again in a moment.',
      'retry',
    ],
    [
      'asks for a moment where the breaker sent nothing',
      'circuit_open',
      {},
      'circuit_open',
      'It has had trouble answering. Please try again in a moment.',
      'retry',
    ],
  ])('%s', (_, kind, more, key, description, action) => {
    expect(userMessage(faultOf(kind, more))).toMatchObject({ key, description, action: { type: action } })
  })

  test('counts down to the moment that was stated, and then lets go', () => {
    const fault = faultOf('rate_limit', { retryAfterMs: 8_000 })
    const at = (now: number): unknown => [userMessage(fault, { now }).retry, userMessage(fault, { now }).key]
    expect(at(atMs + 3_000)).toEqual([
      { atMs: atMs + 8_000, ms: 5_000, automatic: false, attempt: 1 },
      'rate_limit.wait',
    ])
    expect(at(atMs + 9_000)).toEqual([{ atMs: atMs + 8_000, ms: 0, automatic: false, attempt: 1 }, 'rate_limit'])
    expect(at(atMs - 60_000)).toEqual([
      { atMs: atMs + 8_000, ms: 8_000, automatic: false, attempt: 1 },
      'rate_limit.wait',
    ])
  })

  test('tells of a retry that comes by itself, calmly', () => {
    const fault = faultOf('server', { method: 'POST', effect: 'unknown' })
    const message = userMessage(fault, { decision: { retry: true, delayMs: 300, attempt: 2, fault } })
    expect(message).toMatchObject({
      key: 'server.auto',
      severity: 'info',
      live: 'polite',
      action: { type: 'wait' },
      retry: { automatic: true, ms: 300 },
    })
    expect(message.description).toBe("The service has a problem. We'll try again in 1 second.")
  })

  test('takes the wait from the decision where the fault states none', () => {
    const fault = faultOf('circuit_open')
    expect(
      userMessage(fault, { decision: { retry: false, reason: 'permanent', fault, retryAtMs: atMs + 5_000 } })
        .description,
    ).toBe('It has had trouble answering. You can try again in 5 seconds.')
  })

  test.each<[string, Kind, Partial<Fault>, Reason, number | undefined, string, string, string]>([
    [
      'an open breaker',
      'circuit_open',
      {},
      'circuit_open',
      4_001,
      'circuit_open.wait',
      'The service needs a moment',
      'It has had trouble answering. You can try again in 5 seconds.',
    ],
    [
      'a change that an open breaker kept back',
      'circuit_open',
      { method: 'POST' },
      'circuit_open',
      90_000,
      'circuit_open.wait',
      'The service needs a moment',
      'It has had trouble answering. You can try again in 2 minutes.',
    ],
    [
      'a change kept back by a breaker that somebody opened',
      'circuit_open',
      { method: 'POST' },
      'circuit_open',
      undefined,
      'circuit_open.safe',
      'The service needs a moment',
      'It has had trouble answering. Nothing was changed, so try again in a moment.',
    ],
    [
      'a failure that opened the breaker',
      'server',
      { status: 500 },
      'circuit_open',
      5_000,
      'server.wait',
      'Something went wrong',
      'The service has a problem. You can try again in 5 seconds.',
    ],
    [
      'a failure that opened the breaker for longer than the server asked',
      'overloaded',
      { status: 503, retryAfterMs: 1_000 },
      'circuit_open',
      5_000,
      'overloaded.wait',
      'The service is very busy right now',
      'You can try again in 5 seconds.',
    ],
    [
      'a failure after which the server asked for longer than the breaker is open',
      'overloaded',
      { status: 503, retryAfterMs: 8_000 },
      'circuit_open',
      5_000,
      'overloaded.wait',
      'The service is very busy right now',
      'You can try again in 8 seconds.',
    ],
    [
      'a change of which nobody knows what became, behind a breaker that it opened',
      'timeout',
      { method: 'POST', effect: 'unknown' },
      'circuit_open',
      5_000,
      'timeout.write',
      'This is taking too long',
      "We don't know if it went through. Check before trying again.",
    ],
    [
      'a call that was left out',
      'overloaded',
      {},
      'throttled',
      undefined,
      'overloaded',
      'The service is very busy right now',
      'Please try again in a moment.',
    ],
    [
      'a change that was left out',
      'overloaded',
      { method: 'POST' },
      'throttled',
      undefined,
      'overloaded.safe',
      'The service is very busy right now',
      'Nothing was changed, so try again in a moment.',
    ],
    [
      'a full queue',
      'rate_limit',
      {},
      'queue_full',
      undefined,
      'rate_limit',
      'A short break is needed',
      'A lot was sent in a short time. Please try again in a moment.',
    ],
    [
      'a full queue that will have room',
      'rate_limit',
      { method: 'POST' },
      'queue_full',
      12_000,
      'rate_limit.wait',
      'A short break is needed',
      'A lot was sent in a short time. You can try again in 12 seconds.',
    ],
    [
      'a limit that is reached',
      'rate_limit',
      {},
      'limit_reached',
      30_000,
      'rate_limit.wait',
      'A short break is needed',
      'A lot was sent in a short time. You can try again in 30 seconds.',
    ],
    [
      'a failure whose retry was not paid for',
      'server',
      { status: 500 },
      'budget_empty',
      undefined,
      'server',
      'Something went wrong',
      'The service has a problem. Please try again in a moment.',
    ],
    [
      'a stated wait behind which no retry was paid for',
      'overloaded',
      { status: 503, retryAfterMs: 8_000 },
      'budget_empty',
      8_000,
      'overloaded.wait',
      'The service is very busy right now',
      'You can try again in 8 seconds.',
    ],
  ])('says what to do about %s', (_, kind, more, reason, waitMs, key, title, description) => {
    const fault = faultOf(kind, more)
    const retryAt = waitMs === undefined ? {} : { retryAtMs: atMs + waitMs }
    const message = userMessage(fault, { decision: { retry: false, reason, fault, ...retryAt } })
    expect(message).toMatchObject({ key, title, description })
    expect(message.action?.type).toBe(fault.effect === 'unknown' ? 'check_status' : 'retry')
    const latestMs = Math.max(waitMs ?? 0, fault.retryAfterMs ?? 0)
    expect(message.retry).toEqual(
      latestMs === 0 ? null : { atMs: atMs + latestMs, ms: latestMs, automatic: false, attempt: 1 },
    )
  })

  test('believes the server, and no clock of its own, where no breaker opened', () => {
    const fault = faultOf('overloaded', { status: 503, retryAfterMs: 8_000 })
    for (const reason of reasons.filter((each) => each !== 'circuit_open' && each !== 'aborted')) {
      const message = userMessage(fault, { decision: { retry: false, reason, fault, retryAtMs: atMs + 3_600_000 } })
      expect(message.retry?.ms).toBe(8_000)
    }
  })

  test('says no time where a breaker stays open for ever', () => {
    const fault = faultOf('server', { status: 500 })
    for (const retryAtMs of [Infinity, 8.64e15]) {
      const message = userMessage(fault, { decision: { retry: false, reason: 'circuit_open', fault, retryAtMs } })
      expect([message.retry, message.description]).toEqual([
        null,
        'The service has a problem. Please try again in a moment.',
      ])
    }
  })

  test('shows a request id only where support can use it', () => {
    const of = (kind: Kind, more: Partial<Fault>): string | null =>
      userMessage(faultOf(kind, { requestId: 'req_1\r\n\u202e2', ...more })).reference
    expect([
      of('server', { status: 500 }),
      of('network', { effect: 'unknown' }),
      of('bad_response', {}),
      of('unknown', {}),
    ]).toEqual(Array(4).fill('req_1 2'))
    expect([of('validation', { status: 422 }), of('rate_limit', { status: 429 }), of('aborted', {})]).toEqual([
      null,
      null,
      null,
    ])
    expect(of('server', { status: 500, requestId: 'r'.repeat(500) })).toHaveLength(64)
  })

  test('shows the texts of fields, cleaned, and no other text of the server', () => {
    const canary = '<b>server\u202e text</b>'
    const message = userMessage(
      faultOf('validation', {
        message: canary,
        code: canary,
        type: canary,
        param: canary,
        remedy: canary,
        docUrl: canary,
        endpoint: canary,
        keyHint: canary,
        fieldErrors: [{ path: 'email\n', message: 'is\u202e taken', code: 'dup' }],
      }),
    )
    expect(message.fields).toEqual([{ path: 'email', message: 'is taken' }])
    expect(JSON.stringify(message)).not.toContain('server')
  })

  test('interrupts only for a change that failed', () => {
    const of = (kind: Kind, method: string): string => userMessage(faultOf(kind, { method })).live
    expect([of('server', 'POST'), of('server', 'GET'), of('rate_limit', 'POST'), of('aborted', 'POST')]).toEqual([
      'assertive',
      'polite',
      'polite',
      'off',
    ])
  })

  test('has one id for one cause', () => {
    expect(userMessage(faultOf('server')).id).toBe('server:https://api.example.com')
    expect(userMessage(faultOf('server', { provider: 'mira', endpoint: '/other' })).id).toBe('server:mira')
  })

  test("writes numbers in the user's locale where that is the language of the texts", () => {
    const nl = { ...en, locale: 'nl', steps: { ...en.steps, wait: '{when} mag het weer.' } }
    const fault = faultOf('rate_limit', { retryAfterMs: 8_000 })
    expect(userMessage(fault, { messages: nl, locale: 'nl-BE' })).toMatchObject({
      description: 'over 8 seconden mag het weer.',
      locale: 'nl-BE',
    })
    for (const locale of ['nl', 'zz-!!', '', 'x'.repeat(5_000)])
      expect(userMessage(fault, { locale })).toMatchObject({ locale: 'en' })
  })

  test('reads a kind of a newer version as unknown', () => {
    for (const kind of ['brand_new', 'constructor', '__proto__', 'toString'])
      expect(userMessage(faultOf('unknown', { kind: kind as Kind })).id).toBe('unknown:https://api.example.com')
  })

  test('has no wait to tell where none was stated that makes sense', () => {
    for (const retryAfterMs of [null, -5, Number.NaN, Infinity])
      expect(userMessage(faultOf('rate_limit', { retryAfterMs })).retry).toBeNull()
  })

  test('never throws, whatever it is given', () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    for (const value of [null, undefined, 1, 'x', revoked.proxy, { get kind() { throw new Error('no') } }]) expect(userMessage(value as never).kind).toBe('unknown') // prettier-ignore
    fc.assert(
      fc.property(
        fc.anything(),
        fc.anything(),
        (fault, options) => !/undefined|NaN/.test(textOf(userMessage(fault as never, options as never))),
      ),
    )
    fc.assert(
      fc.property(
        fc.record(
          Object.fromEntries(
            Object.keys(faultOf('server')).map((name) => [
              name,
              name === 'kind' ? fc.constantFrom(...Object.keys(kinds)) : fc.anything(),
            ]),
          ),
        ),
        (fault) => {
          expect(JSON.stringify(userMessage(fault as never))).not.toMatch(
            /"(?:title|description|label|id|ms)":(?:"[^"]*\b(?:undefined|NaN)\b|null,"ms")/,
          )
        },
      ),
    )
  })

  test('does not heed a polluted Object.prototype', () => {
    const names = ['locale', 'messages', 'decision', 'now', 'online', 'retry', 'kind', 'wait']
    const fault = faultOf('rate_limit', { retryAfterMs: 8_000 })
    const expected = JSON.stringify(userMessage(fault, {}))
    const root: object = Object.prototype
    let found = ''
    try {
      for (const name of names)
        Object.defineProperty(root, name, { value: 'polluted', configurable: true, writable: true })
      found = JSON.stringify(userMessage(fault, {}))
    } finally {
      for (const name of names) Reflect.deleteProperty(root, name)
    }
    expect(found).toBe(expected)
  })
})
