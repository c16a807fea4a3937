import { expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { rulingOf } from '../rule.ts'
import { tencent } from './tencent.ts'

test.each([
  ['with an error', { Response: { Error: { Code: 'X' } } }, true],
  ['without one', { Response: { RequestId: 'r' } }, false],
])('an answer %s is known in a 200', (_, body, failed) => {
  const wire = wireOf(body, { status: 200 })
  expect(tencent.inSuccess?.(wire)).toBe(failed)
  expect(tencent.read(wire, 0) !== undefined).toBe(failed)
})

test.each([
  ['UnauthorizedOperation', 200, 'permission', false],
  ['LimitExceeded', 200, 'quota', false],
  ['ResourceInsufficient', 200, 'overloaded', true],
  ['InternalError', 200, 'server', true],
  ['ResourceNotFound', 200, 'not_found', false],
  ['ResourceInUse', 200, 'conflict', false],
  ['UnsupportedOperation', 200, 'unsupported', false],
] as const)('%s under %i means %s', (code, status, kind, retryable) => {
  expect(rulingOf(tencent, status, [code])?.rule).toMatchObject({ kind, retryable })
})
