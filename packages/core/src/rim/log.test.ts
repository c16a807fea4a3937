import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fault, type Kind, kinds } from '../nouns/fault.ts'
import { toLogRecord } from './log.ts'

const atMs = 1_700_000_000_000
const faultOf = (kind: Kind, more: Partial<Fault> = {}): Fault => ({
  kind, retryable: kinds[kind].retryable, effect: 'none', status: null, code: null, type: null, message: null, param: null, requestId: null,
  retryAfterMs: null, fieldErrors: [], provider: null, docUrl: null, remedy: null, method: 'POST', origin: 'https://api.example.com:8443',
  endpoint: '/v1/items', atMs, attempt: 1, keyHint: null, ...more }) // prettier-ignore

describe('toLogRecord', () => {
  test('names fields as OpenTelemetry does, and leaves out what is not known', () => {
    expect(toLogRecord(faultOf('not_found', { status: 404 }))).toEqual({
      timestamp: '2023-11-14T22:13:20.000Z',
      level: 'info',
      event: 'http.client.failure',
      'error.type': 'not_found',
      'http.request.method': 'POST',
      'server.address': 'api.example.com',
      'server.port': 8443,
      'url.path': '/v1/items',
      'http.response.status_code': 404,
      'recourse.kind': 'not_found',
      'recourse.retryable': false,
      'recourse.effect': 'none',
    })
  })

  test('names the port where the origin has one', () => {
    const record = toLogRecord(faultOf('server', { origin: 'http://127.0.0.1:8080' }))
    expect([record['server.address'], record['server.port']]).toEqual(['127.0.0.1', 8080])
  })

  test('speaks quietly of a call that its caller stopped, but not of one that its time limit ended', () => {
    const levelAfterStop = (kind: Kind): unknown => {
      const fault = faultOf(kind)
      return toLogRecord(fault, undefined, { decision: { retry: false, reason: 'aborted', fault } })['level']
    }
    expect([levelAfterStop('rate_limit'), levelAfterStop('timeout')]).toEqual(['debug', 'warn'])
  })

  test('holds the verdict, the fields at fault and what to do', () => {
    const fault = faultOf('rate_limit', {
      status: 429, attempt: 3, code: 'c', type: 't', message: 'a\nb', param: 'p', requestId: 'req_1', retryAfterMs: 2_000, provider: 'mira', docUrl: 'https://d.example/', remedy: 'r',
      keyHint: 'mvra_live_…', fieldErrors: [{ path: 'a.b', message: 'secret text' }, { path: 'c', message: 'x' }] }) // prettier-ignore
    expect(toLogRecord(fault, undefined, { decision: { retry: false, reason: 'attempts_exhausted', fault } })).toMatchObject({
      level: 'warn', message: 'a b', 'http.request.resend_count': 2, request_id: 'req_1', 'recourse.code': 'c', 'recourse.type': 't', 'recourse.param': 'p', 'recourse.provider': 'mira',
      'recourse.doc_url': 'https://d.example/', 'recourse.remedy': 'r', 'recourse.retry_after_ms': 2_000, 'recourse.key_hint': 'mvra_live_…', 'recourse.reason': 'attempts_exhausted',
      'recourse.retry_at': '2023-11-14T22:13:22.000Z', 'recourse.field_count': 2, 'recourse.fields': ['a.b', 'c'] }) // prettier-ignore
    expect(JSON.stringify(toLogRecord(fault))).not.toContain('secret text')
    expect(toLogRecord({ ...fault, keyHint: 'abcdefghijklmnop' })['recourse.key_hint']).toBe('abcdefghij…')
  })

  test.each<[string, Kind, Partial<Fault>]>([
    ['debug', 'aborted', { effect: 'unknown' }],
    ['info', 'validation', { status: 422 }],
    ['warn', 'rate_limit', { status: 429 }],
    ['warn', 'network', {}],
    ['warn', 'timeout', { status: 408 }],
    ['warn', 'quota', { status: 402 }],
    ['error', 'server', { status: 500 }],
    ['error', 'overloaded', { status: 503 }],
    ['error', 'bad_response', { status: 200 }],
    ['error', 'network', { effect: 'unknown' }],
  ])('is %s for %s', (level, kind, more) => {
    expect(toLogRecord(faultOf(kind, more))['level']).toBe(level)
  })

  test('is info where the call goes on', () => {
    const fault = faultOf('server', { status: 500 })
    expect(toLogRecord(fault, {}, { decision: { retry: true, delayMs: 250, attempt: 2, fault } })).toMatchObject({
      level: 'info',
      'recourse.delay_ms': 250,
    })
  })

  test('redacts the context, and keeps it apart from its own fields', () => {
    expect(toLogRecord(faultOf('server'), { user: 'u1', token: 'x', level: 'debug' })).toMatchObject({
      level: 'error',
      context: { user: 'u1', token: '[REDACTED]', level: 'debug' },
    })
  })

  test('takes a body only as data: parsed, redacted and cut', () => {
    const body = (given: unknown): unknown => toLogRecord(faultOf('server'), undefined, { body: given })['body']
    expect(body('{"password":"x","a":1}')).toEqual({ password: '[REDACTED]', a: 1 })
    expect(body({ cookie: 'x' })).toEqual({ cookie: '[REDACTED]' })
    expect(body('<html>secret</html>')).toBe('[dropped: not JSON]')
    expect(body({ a: 'x'.repeat(6_000) })).toHaveLength(4_096)
    expect(body(undefined)).toBeUndefined()
  })

  test('lets no known secret and no line break out, from any field', () => {
    const canary = 'cnry_9f8E7d6C5b4A3'
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(canary, `a\r\n${canary}\x1b[2J\u202e`, `https://u:p@h/?q=${canary}`),
    )
    const value = fc.oneof(text, fc.constant(null), fc.array(fc.record({ path: text, message: text })))
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(Object.keys(faultOf('server')).map((name) => [name, value]))),
        fc.dictionary(text, value),
        text,
        (fault, context, body) => {
          const record = toLogRecord(fault as never, context, { secrets: [canary], body: JSON.stringify({ body }) })
          const line = JSON.stringify(record)
          expect(line).not.toContain(canary)
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|\\[nrbft]|\\u00/u)
          expect(JSON.parse(line)).toEqual(record)
        },
      ),
    )
  })

  test('never throws, whatever it is given', () => {
    const revoked = Proxy.revocable({}, {})
    revoked.revoke()
    for (const value of [null, undefined, revoked.proxy, { get kind() { throw new Error('no') } }]) expect(toLogRecord(value as never)['event']).toBe('http.client.failure') // prettier-ignore
    fc.assert(
      fc.property(
        fc.anything(),
        fc.anything(),
        fc.anything(),
        (fault, context, options) =>
          JSON.stringify(toLogRecord(fault as never, context as never, options as never)).length > 0,
      ),
    )
  })
})
