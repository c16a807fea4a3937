import { describe, expect, test } from 'vitest'
import { usual } from './usual.ts'

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5)
const read = (json: Parameters<typeof usual>[0]) => usual(json, nowMs) ?? {}

describe('what stands under a usual name', () => {
  test.each(['request_id', 'requestId', 'RequestId', 'requestID', 'requestid', 'Request-Id', 'traceId', 'trace_id'])(
    'is read in any spelling: %s',
    (name) => {
      expect(read({ [name]: 'r1' })).toEqual({ requestId: 'r1' })
    },
  )

  test.each([
    [{ retry_after: 5 }, 5_000],
    [{ retry_after: 64.57 }, 64_570],
    [{ retry_after: '5' }, 5_000],
    [{ retry_after: '5s' }, 5_000],
    [{ retryAfter: 5 }, 5_000],
    [{ RetryAfter: 0 }, 0],
    [{ retry_after_seconds: 5 }, 5_000],
    [{ retryAfterMs: 5 }, 5],
    [{ retry_after_ms: 5 }, 5],
    [{ error: true, retryInMs: 5_000 }, 5_000],
    [{ error: { resets_in_seconds: 8_899 } }, 8_899_000],
    [{ retry_after: '2026-01-02T03:04:14Z' }, 9_000],
    [{ error: { resets_at: nowMs / 1_000 + 9, resets_in_seconds: 8 } }, 8_000],
    [{ error: { resets_at: nowMs / 1_000 + 9 } }, 9_000],
    [{ error: { details: { remaining: 0, resetAt: '2026-01-02T03:04:14Z' } } }, 9_000],
    [{ reset_at: nowMs + 9_000 }, 9_000],
    [{ detail: 'Request was throttled. Expected available in 831.0 seconds.' }, 831_000],
    [{ errors: [{ detail: 'Request was throttled. Expected available in 1 second.' }] }, 1_000],
    [{ detail: 'Expected available in 9 seconds.', retry_after: 5 }, 5_000],
  ])('is a wait in its unit: %j', (json, retryAfterMs) => {
    expect(read(json)).toEqual({ retryAfterMs })
  })

  test.each<[string, Parameters<typeof usual>[0]]>([
    ['of the error', { error: { retry_after: 5 } }],
    ['of one of the errors', { errors: ['m', { retryAfter: 5 }] }],
    ['of metadata', { error: { metadata: { retry_after_seconds: 5 } } }],
    ['of meta', { meta: { retry_after: 5 } }],
    ['of extensions', { extensions: { retry_after: 5 } }],
    ['of Kubernetes', { kind: 'Status', details: { retryAfterSeconds: 5 } }],
    ['of Telegram', { ok: false, parameters: { retry_after: 5 } }],
    ['of FastAPI', { detail: { retry_after_seconds: 5 } }],
    ['of JSON-RPC', { error: { code: -32005, data: { retryAfterMs: 5_000 } } }],
    ['of GraphQL', { errors: [{ message: 'm', extensions: { retryAfter: 5 } }] }],
    ['of Google', { error: { details: [{ '@type': 'a' }, { retryDelay: '5s' }] } }],
    ['of a gRPC gateway', { code: 8, details: [{ retryDelay: '5s' }] }],
    [
      'at the last place in a list that is looked at',
      { details: [...Array.from({ length: 19 }, () => 'x'), { retry_after: 5 }] },
    ],
    ['of the details of an error', { error: { details: { retry_after: 5 } } }],
  ])('is a wait at the place %s', (_, json) => {
    expect(read(json)).toEqual({ retryAfterMs: 5_000 })
  })

  test.each<[Parameters<typeof usual>[0]]>([
    [undefined],
    [null],
    ['retry_after'],
    [{ error: { error: { error: { error: { retry_after: 5 } } } } }],
    [{ details: [...Array.from({ length: 20 }, () => 'x'), { retry_after: 5 }] }],
    [{ retry_after: -5 }],
    [{ retry_after: null }],
    [{ retry_after: '' }],
    [{ retry_after: 'soon' }],
    [{ retry_after: [5] }],
    [{ detail: 'Limit is 3 requests in 3600 seconds' }],
    [{ detail: ['Expected available in 9 seconds.'] }],
    [{ title: 'Expected available in 9 seconds.' }],
    [{ retryDelay: 5 }],
    [{ retry: { after: 5 } }],
    [{ webhook: { retry_after: 5 } }],
    [{ request_id: 5, doc_url: 7 }],
    [{ errors: { request_id: 'must be unique' } }],
    [JSON.parse('{"__proto__": {"retry_after": 5}}')],
    [{ [`retry${'_'.repeat(20)}after`]: 5 }],
  ])('is not read where it is none: %j', (json) => {
    expect(read(json)).toEqual({})
  })

  test('counts nearer to the top first, and by the more telling name', () => {
    expect(read({ retry_after: 5, error: { retry_after: 7 } })).toEqual({ retryAfterMs: 5_000 })
    expect(read({ retry_after: null, error: { retry_after: 7 } })).toEqual({ retryAfterMs: 7_000 })
    expect(read({ retryAfterMs: 5, error: { retry_after: 7 } })).toEqual({ retryAfterMs: 7_000 })
    expect(read({ traceId: 't', debug_id: 'd', requestId: 'r' })).toEqual({ requestId: 'r' })
    expect(read({ doc_url: 'https://a.test', documentation_url: 'https://b.test' })).toEqual({
      docUrl: 'https://b.test',
    })
  })

  test.each([
    [{ retryable: true }, { retryable: true }],
    [{ meta: { code: 4104, retryable: false } }, { retryable: false }],
    [{ retryable: 'true' }, {}],
    [{ trackingId: 't' }, { requestId: 't' }],
    [{ error_data: { retry_in_seconds: 24 } }, {}],
    [{ retry_in_seconds: 24 }, { retryAfterMs: 24_000 }],
    [{ extras: { wait_seconds: 5 } }, { retryAfterMs: 5_000 }],
  ])('of a server that says it outright, or under a name of its own, is read: %j', (json, expected) => {
    expect(read(json)).toEqual(expected)
  })
})
