import { describe, expect, test } from 'vitest'
import { answerOf, failureOf } from '../../../../test/fixtures/nouns.ts'
import type { Failure } from '../nouns/failure.ts'
import type { Format, Reading } from '../knowledge/format.ts'
import { formats } from '../knowledge/formats/index.ts'
import type { Provider } from '../knowledge/provider.ts'
import { type Knowledge, classify } from './classify.ts'
import { signalsOf } from './signals.ts'

const nobody: Knowledge = { providers: [], formats: [] }
const faultFor = (failure: Failure, knowledge: Partial<Knowledge> = {}) =>
  classify(failure, { ...nobody, formats, ...knowledge }).fault
/** Who said what, without what came of it. */
const saidFor = (failure: Failure, knowledge: Partial<Knowledge> = {}) =>
  signalsOf(faultFor(failure, knowledge))?.map(({ from, said }) => [from, said])

const reads = (reading: Reading): Format => ({ name: 'mine', read: () => reading })
const provider = (over: Partial<Provider>): Provider => ({ name: 'mine', hosts: ['api.example.com'], ...over })

describe('the status that a body states of itself', () => {
  const stated = (status: number | undefined, own: number): Partial<Knowledge> & { failure: Failure } => ({
    failure: status === undefined ? failureOf() : failureOf({ status }),
    formats: [reads({ status: own })],
  })

  test.each([
    [200, 404, 'not_found', 'unknown'],
    [200, 503, 'overloaded', 'unknown'],
    [299, 429, 'rate_limit', 'unknown'],
    [400, 404, 'not_found', 'none'],
    [400, 500, 'server', 'unknown'],
    [403, 429, 'rate_limit', 'none'],
    [undefined, 503, 'overloaded', 'unknown'],
  ] as const)('counts under %s: %i is %s', (status, own, kind, effect) => {
    const { failure, ...knowledge } = stated(status, own)
    expect(faultFor(failure, knowledge)).toMatchObject({ kind, effect, status: status ?? null })
    expect(saidFor(failure, knowledge)?.[0]).toEqual(['field', `status ${own}: ${kind}`])
  })

  test.each([
    ['an answer that is sure of its own', 404, 429, 'not_found'],
    ['a server that broke', 500, 404, 'server'],
    ['a redirect', 300, 404, 'unknown'],
    ['an error that states a success', 400, 200, 'validation'],
    ['one that repeats the status', 400, 400, 'validation'],
  ])('does not count under %s', (_, status, own, kind) => {
    const { failure, ...knowledge } = stated(status, own)
    expect(faultFor(failure, knowledge).kind).toBe(kind)
    expect(saidFor(failure, knowledge)).toEqual([['status', status === 300 ? '300: unknown' : `${status}: ${kind}`]])
  })

  test('counts as soon as it is no success', () => {
    const { failure, ...knowledge } = stated(400, 300)
    expect(faultFor(failure, knowledge).kind).toBe('unknown')
  })

  test('leaves the effect to the status where a code decides', () => {
    const known = provider({ codes: { the_code: { kind: 'conflict' } } })
    const failure = failureOf({ status: 400 })
    expect(
      faultFor(failure, { providers: [known], formats: [reads({ code: 'the_code', status: 500 })] }),
    ).toMatchObject({ kind: 'conflict', effect: 'none' })
  })
})

describe('the own words of a format', () => {
  const errorOf = (error: object) => ({ error: { message: 'm', ...error } })

  test.each([
    ['its code', 400, { code: 'budget_exceeded' }, 'quota', 'budget_exceeded'],
    ['its type, in a stream that began with 200', 200, { type: 'timeout_error' }, 'timeout', 'timeout_error'],
    ['its phrase', 400, { message: 'The prompt is too long.' }, 'too_large', 'prompt is too long'],
  ])('say the kind, whoever sends them: by %s', (_, status, error, kind, text) => {
    expect(faultFor(answerOf(status, errorOf(error))).kind).toBe(kind)
    expect(saidFor(answerOf(status, errorOf(error)))?.[0]?.[1]).toBe(`error_object ${text}: ${kind}`)
  })

  test('bring no remedy, and come after those of the provider', () => {
    const known = provider({ codes: { budget_exceeded: { kind: 'payment', remedy: 'Pay.' } } })
    const failure = answerOf(400, errorOf({ code: 'budget_exceeded' }))
    expect(faultFor(failure, { providers: [known] })).toMatchObject({ kind: 'payment', remedy: 'Pay.' })
    expect(faultFor(failure).remedy).toBeNull()
  })
})

describe('what prose says', () => {
  const said = (status: number, message: string, headers = {}, more = {}) =>
    answerOf(status, { error: { message, ...more } }, { headers })

  test.each([
    ['a limit of a day', 429, 'You have reached 200 requests per day.', 'quota', 'per day'],
    ['a limit of a month', 429, 'The monthly allowance is used up.', 'quota', 'monthly'],
    ['a limit under 403', 403, 'API rate limit exceeded for 1.2.3.4', 'rate_limit', 'rate limit exceeded'],
  ])('is heard where it is %s', (_, status, message, kind, text) => {
    expect(faultFor(said(status, message)).kind).toBe(kind)
    expect(saidFor(said(status, message))?.[0]).toEqual(['phrase', `prose ${text}: ${kind}`])
  })

  test.each([
    ['in a field', { 'retry-after': '5' }, {}],
    ['in the body', {}, { retry_after: 5 }],
  ])('of a day is not heard where a wait is stated %s: seconds will cure it', (_, headers, more) => {
    expect(faultFor(said(429, '200 requests per day', headers, more))).toMatchObject({
      kind: 'rate_limit',
      retryable: true,
      retryAfterMs: 5_000,
    })
  })

  test('of a rate limit is heard beside a stated wait too', () => {
    expect(faultFor(said(403, 'API rate limit exceeded', { 'retry-after': '5' }))).toMatchObject({
      kind: 'rate_limit',
      retryAfterMs: 5_000,
    })
  })

  test('is not asked under a status that means one thing', () => {
    expect(faultFor(said(404, 'No report per day; API rate limit exceeded')).kind).toBe('not_found')
  })
})

describe('the rule of a provider for a status', () => {
  const known = provider({
    statuses: { 400: { kind: 'conflict', remedy: 'Read it again.', docUrl: 'https://docs.test/400' } },
  })

  test('gives kind, remedy and link, and is told as one of the provider', () => {
    const failure = failureOf({ status: 400 })
    const fault = faultFor(failure, { providers: [known] })
    expect(fault).toMatchObject({ kind: 'conflict', remedy: 'Read it again.', docUrl: 'https://docs.test/400' })
    expect(signalsOf(fault)?.slice(0, 2)).toEqual([
      { from: 'host', said: 'mine', used: true, overruled: false },
      { from: 'status', said: 'mine 400: conflict', used: true, overruled: false },
    ])
  })
})

describe('the client that says of its error whether a retry can help', () => {
  const no = { saidRetryable: false }
  const yes = { saidRetryable: true }

  test.each([
    ['no, before the status', { status: 500, ...no }, false],
    ['no, before what was thrown', { causes: [{ name: 'Error', message: '', code: 'ECONNRESET' }], ...no }, false],
    ['no, after the server itself', { status: 500, headers: { 'x-should-retry': 'true' }, ...no }, true],
    ['yes, where nobody else knows', yes, true],
    ['yes, after the status', { status: 400, ...yes }, false],
    [
      'yes, after what was thrown',
      { causes: [{ name: 'Error', message: '', code: 'ERR_INVALID_URL' }], ...yes },
      false,
    ],
  ])('is heard: %s', (_, over, retryable) => {
    expect(faultFor(failureOf(over)).retryable).toBe(retryable)
  })

  test('is heard after the rule of a provider', () => {
    const known = provider({ statuses: { 400: { kind: 'conflict', retryable: true } } })
    expect(faultFor(failureOf({ status: 400, ...no }), { providers: [known] }).retryable).toBe(true)
  })

  test('yes, hides nothing of what was thrown: its code, and that nothing was sent', () => {
    const causes = [{ name: 'Error', message: '', code: 'ECONNREFUSED' }]
    expect(faultFor(failureOf({ phase: 'sent', causes, ...yes }))).toMatchObject({
      kind: 'network',
      code: 'ECONNREFUSED',
      effect: 'none',
    })
  })

  test('says nothing of the kind, and is told', () => {
    expect(faultFor(failureOf({ status: 500, ...no })).kind).toBe('server')
    expect(saidFor(failureOf({ status: 500, ...no }))).toEqual([
      ['client', 'says that no retry can help'],
      ['status', '500: server'],
    ])
    expect(faultFor(failureOf(yes)).kind).toBe('unknown')
    expect(saidFor(failureOf(yes))).toEqual([['client', 'says that a retry can help']])
    expect(saidFor(failureOf())).toEqual([])
  })
})

describe('an answer of which little is known', () => {
  test('without a status and a cause is read by its body', () => {
    const known = provider({ codes: { the_code: { kind: 'quota' } } })
    const failure = failureOf({ body: '{"error":{"code":"the_code"}}' })
    expect(faultFor(failure, { providers: [known] })).toMatchObject({ kind: 'quota', code: 'the_code', status: null })
  })

  test('that no format reads says by its usual names whether to retry, in the name of none', () => {
    const failure = answerOf(400, { retryable: true })
    expect(faultFor(failure, nobody)).toMatchObject({ kind: 'validation', retryable: true })
    expect(saidFor(failure, nobody)).toEqual([
      ['field', ''],
      ['status', '400: validation'],
    ])
  })

  test('is no bad response where it was cut before its status was known', () => {
    expect(faultFor(failureOf({ phase: 'body' })).kind).toBe('unknown')
    expect(saidFor(failureOf({ phase: 'body' }))).toEqual([])
  })

  test('has the effect that a later source states, where an earlier one states none', () => {
    const known = provider({ codes: { the_code: { kind: 'conflict', effect: 'applied' } } })
    const failure = answerOf(409, { error: { code: 'the_code' } }, { headers: { 'x-should-retry': 'false' } })
    expect(faultFor(failure, { providers: [known] }).effect).toBe('applied')
  })
})

describe('the remedies of a provider', () => {
  const known = provider({ remedies: { 'Do one thing.': 'the_code ECONNRESET', 'Do another.': '400' } })
  const causes = [{ name: 'Error', message: '', code: 'ECONNRESET' }]
  const remedyFor = (failure: Failure) => faultFor(failure, { providers: [known] }).remedy

  test.each([
    ['the code of the body', answerOf(400, { error: { code: 'the_code' } }), 'Do one thing.'],
    ['the code of what was thrown', failureOf({ causes }), 'Do one thing.'],
    ['the status', answerOf(400, { error: { code: 'x' } }), 'Do another.'],
    ['none', answerOf(404, { error: { code: 'x' } }), null],
  ])('are found by %s', (_, failure, remedy) => {
    expect(remedyFor(failure)).toBe(remedy)
  })
})
