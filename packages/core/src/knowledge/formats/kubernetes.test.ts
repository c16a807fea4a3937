import { expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { kubernetes } from './kubernetes.ts'

const status = { kind: 'Status', status: 'Failure' }

test.each([
  ['an event that is an error', { type: 'ERROR', object: status }, true],
  ['an event that is a pod', { type: 'ADDED', object: { kind: 'Pod' } }, false],
  ['a status outside of a watch', status, false],
])('of %s in a 200 it is known whether it failed', (_, body, failed) => {
  expect(kubernetes.inSuccess?.(wireOf(body, { status: 200 }))).toBe(failed)
})

test('a status of a success is left to others', () => {
  expect(kubernetes.read(wireOf({ ...status, status: 'Success', message: 'm' }), 0)).toBeUndefined()
  expect(kubernetes.read(wireOf({ object: 'x' }), 0)).toBeUndefined()
})
