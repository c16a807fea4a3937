import { expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { rulingOf } from '../rule.ts'
import { google } from './google.ts'

const read = (error: unknown, status = 429) => google.read(wireOf({ error }, { status }), 0)

test('a day in the text of another refusal is no quota', () => {
  const message = 'The daily budget must be above 0.'
  expect(read({ code: 400, status: 'INVALID_ARGUMENT', message }, 400)?.kind).toBeUndefined()
  expect(read({ code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Limit per day.' })?.kind).toBe('quota')
})

test.each([
  [
    'what FCM says',
    [
      { '@type': 'x', errorCode: 'A' },
      { '@type': 'y', reason: 'B' },
    ],
    'A',
  ],
  ['the reason', [{ '@type': 'x' }, { '@type': 'y', reason: 'B' }], 'B'],
  ['its status', [{ '@type': 'x' }], 'S'],
])('the most telling code is %s', (_, details, expected) => {
  expect(read({ code: 429, status: 'S', errors: [], details })?.code).toBe(expected)
})

test.each([{ message: 'm' }, { code: 'x', status: 'Y' }, { code: 429, status: 429 }, 'text', null])(
  'an error that is %j is left to others',
  (error) => {
    expect(read(error)).toBeUndefined()
  },
)

test('a reason phrase is no code', () => {
  expect(read({ code: 404, message: 'm', status: 'Not Found' }, 404)?.code).toBeUndefined()
  expect(read({ code: 403, message: 'm', status: 'Forbidden' }, 403)?.code).toBeUndefined()
})

test('the same without a wrapper has the number of gRPC where nothing tells more', () => {
  const details = [{ '@type': 'x', fieldViolations: [{ field: 'a', description: 'is empty' }] }]
  const body = { code: 3, message: 'm', details }
  expect(google.read(wireOf(body, { status: 400 }), 0)).toEqual({
    code: '3',
    message: 'm',
    fieldErrors: [{ path: 'a', message: 'is empty' }],
  })
  expect(google.read(wireOf({ code: 3, message: 'm', details: [] }, { status: 400 }), 0)).toBeUndefined()
})

test.each([
  ['DATA_LOSS', 500, 'server', false],
  ['QUOTA_EXCEEDED', 429, 'rate_limit', true],
  ['MODEL_CAPACITY_EXHAUSTED', 429, 'overloaded', true],
  ['FAILED_PRECONDITION', 400, 'conflict', false],
] as const)('%s under %i means %s', (code, status, kind, retryable) => {
  expect(rulingOf(google, status, [code])?.rule).toMatchObject({ kind, retryable })
})
