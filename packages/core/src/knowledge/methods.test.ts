import { expect, test } from 'vitest'
import { idempotentMethods, safeMethods } from './methods.ts'

test('five methods are safe, and two more are idempotent', () => {
  expect([...safeMethods].toSorted()).toEqual(['GET', 'HEAD', 'OPTIONS', 'QUERY', 'TRACE'])
  expect([...idempotentMethods].toSorted()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'QUERY', 'TRACE'])
})
