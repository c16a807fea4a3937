import { describe, expect, test } from 'vitest'
import { faultWith } from '../../../../test/fixtures/nouns.ts'
import type { Decision } from '../nouns/decision.ts'
import { defineFormat } from '../knowledge/format.ts'
import { bind } from '../knowledge/provider.ts'
import { jobs } from '../knowledge/providers/index.ts'
import { classify, explain, faultOf, isFault, supportReport } from './default.ts'
import { mark } from './mark.ts'

const axiosError = (status: number, data: unknown) =>
  Object.assign(new Error(`Request failed with status code ${status}`), {
    response: { status, headers: {}, data },
    config: { method: 'post', url: 'https://api.example.com/x' },
  })
const decision: Decision = { retry: false, reason: 'permanent', fault: faultWith({ kind: 'quota' }) }
const marked = (target: unknown) => {
  mark(target, decision)
  return target
}

describe('classify', () => {
  test('takes what is absent at its most careful', () => {
    expect(classify({})).toMatchObject({
      kind: 'unknown',
      retryable: false,
      effect: 'unknown',
      method: 'POST',
      origin: '',
      endpoint: '/',
      attempt: 1,
      atMs: 0,
    })
    expect(classify({ status: 500 })).toMatchObject({ kind: 'server', effect: 'unknown' })
  })

  test('knows the built-in formats and providers', () => {
    const body = '{"error":{"code":"credits_exhausted","message":"m"}}'
    expect(classify({ status: 402, body, url: 'https://app.mavera.io/api/v1/responses' })).toMatchObject({
      kind: 'quota',
      provider: 'mavera',
      code: 'credits_exhausted',
    })
  })

  test('knows those that it is given, instead', () => {
    const format = defineFormat({ name: 'mine', read: () => ({ code: 'INSUFFICIENT_BALANCE' }) })
    const failure = { status: 400, body: '{"error":{"code":"x"}}', url: 'https://jobs.test/x' }
    expect(classify(failure, { formats: [format], providers: [] })).toMatchObject({
      code: 'INSUFFICIENT_BALANCE',
      provider: null,
    })
    expect(
      classify(failure, { formats: [format], providers: [bind({ ...jobs, formats: [] }, 'jobs.test')] }),
    ).toMatchObject({ kind: 'quota', provider: 'jobs' })
    expect(classify({ status: 500, body: 'hunter2hunter2' }, { secrets: ['hunter2hunter2'] }).message).toBe(
      '[REDACTED]',
    )
  })
})

describe('faultOf', () => {
  test('answers the fault that an adapter put there', () => {
    expect(faultOf(marked(new Error('m')))).toBe(decision.fault)
    expect(faultOf(marked(new Response('', { status: 500 })))).toBe(decision.fault)
    expect(faultOf(new Error('outer', { cause: marked(new Error('m')) }))).toBe(decision.fault)
  })

  test('reads by its structure what went through none', () => {
    expect(faultOf(axiosError(429, { error: { code: 'slow', message: 'Slow down.' } }))).toMatchObject({
      kind: 'rate_limit',
      status: 429,
      code: 'slow',
      method: 'POST',
      endpoint: '/x',
    })
    expect(faultOf(new Response('', { status: 503, headers: { 'retry-after': '2' } }))).toMatchObject({
      kind: 'overloaded',
      retryAfterMs: 2_000,
    })
    expect(faultOf(new TypeError('fetch failed'))).toMatchObject({ kind: 'network', status: null })
    expect(faultOf(new DOMException('stopped', 'AbortError'))?.kind).toBe('aborted')
  })

  test.each([
    ['a success', new Response('', { status: 200 })],
    ['a redirect', { status: 399 }],
    ['an error of the program', new TypeError('x is not a function')],
    ['an object', {}],
    ['null', null],
    ['undefined', undefined],
    ['text', 'fetch failed'],
    ['a number', 500],
  ])('answers undefined for what is no failure of a call: %s', (_, value) => {
    expect(faultOf(value)).toBeUndefined()
    expect(isFault(value)).toBe(false)
  })

  test('answers for a status of 400', () => {
    expect(faultOf({ status: 400 })?.kind).toBe('validation')
  })
})

describe('isFault', () => {
  test('asks for any kind, or for one of some', () => {
    const error = axiosError(429, '')
    expect([
      isFault(error),
      isFault(error, 'rate_limit'),
      isFault(error, 'quota', 'rate_limit'),
      isFault(error, 'quota'),
    ]).toEqual([true, true, true, false])
  })
})

describe('explain', () => {
  test('tells of an error, a response and a failure what was seen', () => {
    const said = (value: unknown) => explain(value).signals.map((signal) => signal.said)
    expect(said(axiosError(404, ''))).toEqual(['404: not_found'])
    expect(said(new Response('', { status: 500 }))).toEqual(['500: server'])
    expect(said({ status: 429, headers: { 'retry-after': '5' } })).toEqual(['429: rate_limit', 'retry-after: 5000 ms'])
    expect(said(undefined)).toEqual([])
    expect(said('text')).toEqual([])
  })

  test('has the fault that an adapter put there', () => {
    const other = classify({ status: 410 })
    const error = new Error('m')
    mark(error, { retry: false, reason: 'permanent', fault: other })
    expect(explain(error)).toEqual({
      fault: other,
      signals: [{ from: 'status', said: '410: gone', used: true, overruled: false }],
    })
  })
})

test('supportReport knows the built-in providers', () => {
  expect(supportReport(faultWith({ provider: 'mavera' })).to).toBe('support@mavera.io')
  expect(supportReport(faultWith({ provider: 'mavera' }), { providers: [] }).to).toBeNull()
})
