import { expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { rulingOf } from '../rule.ts'
import { aws } from './aws.ts'

const headers = { 'x-amzn-errortype': 'ThrottlingException:http://internal.example/' }

test.each([
  ['XML', '<Error><Code>X</Code></Error>'],
  ['a list as GraphQL has it', { errors: [{ message: 'm' }] }],
])('%s is left to others, whatever field stands beside it', (_, body) => {
  expect(aws.read(wireOf(body, { headers }), 0)).toBeUndefined()
})

test('JSON without a code of its own or in a field is left to others', () => {
  expect(aws.read(wireOf({ message: 'm', code: 'C' }), 0)).toBeUndefined()
})

test.each([
  ['ThrottlingException:http://internal.example/', 'ThrottlingException'],
  ['com.amazon.coral.service#ThrottlingException', 'ThrottlingException'],
  ['a.b#C:http://internal.example/x#y', 'C'],
])('of %s the name is %s', (errorType, code) => {
  expect(aws.read(wireOf({ message: 'm' }, { headers: { 'x-amzn-errortype': errorType } }), 0)?.code).toBe(code)
})

test.each([
  ['RequestLimitExceeded', 503, 'rate_limit', true],
  ['ConditionalRequestConflict', 409, 'conflict', true],
  ['ConditionalCheckFailedException', 400, 'conflict', false],
  ['RequestTimeTooSkewed', 403, 'authentication', false],
  ['MissingAuthenticationTokenException', 400, 'authentication', false],
  ['LimitExceeded', 409, 'quota', false],
  ['InsufficientInstanceCapacity', 500, 'overloaded', true],
  ['ModelErrorException', 424, 'server', false],
] as const)('%s under %i means %s', (code, status, kind, retryable) => {
  expect(rulingOf(aws, status, [code])?.rule).toMatchObject({ kind, retryable })
})
