import { expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { odata } from './odata.ts'

test('a chain of inner errors without an end is followed for a while', () => {
  const chain = (depth: number): unknown =>
    depth === 0 ? { code: 'Deepest' } : { code: `At${depth}`, innererror: chain(depth - 1) }
  expect(odata.read(wireOf({ error: chain(3) }), 0)?.code).toBe('Deepest')
  expect(odata.read(wireOf({ error: chain(50) }), 0)?.code).toBe('At42')
})

test('inner errors and details of another type are passed over', () => {
  const error = { code: 'c', message: 'm', details: { code: 'x', message: 'y' }, innererror: 'something' }
  expect(odata.read(wireOf({ error }), 0)).toEqual({ code: 'c', message: 'm' })
})

test.each([
  { error: { code: 'c', message: 'm', details: [{ field: 'f', message: 'm' }] } },
  { error: { code: 'c', message: 'm', param: 'p', innererror: { code: 'x' } } },
  { error: { code: 'c', message: 'm', type: null, innererror: { code: 'x' } } },
  { error: 'text' },
  { code: 'c' },
])('%j is left to others', (body) => {
  expect(odata.read(wireOf(body), 0)).toBeUndefined()
})
