import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../nouns/fault.ts'
import { supportReport } from './support.ts'

const fault: Fault = {
  kind: 'server', retryable: true, effect: 'unknown', status: 500, code: 'internal_error', type: 'api_error', message: 'It\nbroke', param: null, requestId: 'req_1',
  retryAfterMs: null, fieldErrors: [], provider: 'acme', docUrl: null, remedy: 'wait', method: 'POST', origin: 'https://api.example.com', endpoint: '/v1/items',
  atMs: 1_700_000_000_000, attempt: 1, keyHint: 'abcdefghijklmnop' } // prettier-ignore

describe('supportReport', () => {
  test('holds what a support asks for, ready to paste, with at most 10 characters of the key', () => {
    const report = supportReport(fault, {
      providers: [
        { name: 'acme', hosts: [], support: { email: 'help@acme.example', statusUrl: 'https://status.acme.example/' } },
      ],
    })
    expect(report.to).toBe('help@acme.example')
    expect(report.statusUrl).toBe('https://status.acme.example/')
    expect(report.text.split('\n')).toEqual([
      'provider: acme',
      'method: POST',
      'endpoint: /v1/items',
      'status: 500',
      'code: internal_error',
      'message: It broke',
      'request_id: req_1',
      'key_hint: abcdefghij…',
      'timestamp: 2023-11-14T22:13:20.000Z',
      'status_page: https://status.acme.example/',
    ])
    expect(Object.keys(report.fields)).toEqual(report.text.split('\n').map((line) => line.split(':')[0]))
  })

  test('names no address for an API that it does not know', () => {
    expect(supportReport({ ...fault, provider: null })).toMatchObject({ to: null, statusUrl: null })
    expect(supportReport(fault)).toMatchObject({ to: null, statusUrl: null })
  })

  test('never throws, and holds text only', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (given, options) => {
        for (const text of Object.values(supportReport(given as never, options as never).fields))
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      }),
    )
    expect(supportReport(null as never).text).toBe('')
  })
})
