import { describe, expect, test } from 'vitest'
import { own } from './options.ts'

describe('own', () => {
  test('reads an own property', () => {
    expect(own({ a: 0 }, 'a')).toBe(0)
    expect(own(JSON.parse('{"__proto__":1}') as object, '__proto__')).toBe(1)
  })

  test.each(['toString', 'constructor', '__proto__', 'b'])(
    'says nothing of %s, which the object does not own',
    (key) => {
      expect(own({ a: 0 }, key)).toBeUndefined()
      expect(own(Object.create({ b: 1 }) as object, key)).toBeUndefined()
    },
  )
})
