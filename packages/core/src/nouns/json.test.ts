import { describe, expect, test } from 'vitest'
import { at, isObject, listOf, textAt } from './json.ts'

describe('at', () => {
  const value = JSON.parse('{"a":{"b":[null,{"c":7}]},"__proto__":{"d":1},"constructor":"own"}') as unknown

  test.each([
    [['a', 'b', 1, 'c'], 7],
    [['a', 'b', 0], null],
    [
      ['a', 'b'],
      [null, { c: 7 }],
    ],
    [['__proto__', 'd'], 1],
    [['constructor'], 'own'],
    [[], value],
  ] as const)('reads the own keys %j', (path, expected) => {
    expect(at(value, ...path)).toEqual(expected)
  })

  test.each([
    [['a', 'constructor']],
    [['a', '__proto__']],
    [['a', 'b', 'at']],
    [['a', 'b', 2]],
    [['a', 'b', 0, 'c']],
    [['toString']],
    [['a', 'b', 1, 'c', 'toFixed']],
  ] as const)('finds nothing at %j, which is no own key', (path) => {
    expect(at(value, ...path)).toBeUndefined()
  })

  test.each([null, undefined, 'text', 7, true])('finds nothing in %j', (value) => {
    expect(at(value, 'length')).toBeUndefined()
  })
})

describe('textAt', () => {
  test('answers the first key that holds text', () => {
    expect(textAt({ b: 'two', a: 'one' }, 'a', 'b')).toBe('one')
  })

  test.each([{ a: '' }, { a: ' \n' }, { a: 5 }, { a: null }, { a: ['x'] }, {}])(
    'passes over what is blank or no text: %j',
    (value) => {
      expect(textAt({ ...value, b: 'two' }, 'a', 'b')).toBe('two')
      expect(textAt(value, 'a')).toBeUndefined()
    },
  )

  test('keeps the text as it stands', () => {
    expect(textAt({ a: ' x ' }, 'a')).toBe(' x ')
  })
})

describe('isObject and listOf', () => {
  test.each([
    [{}, true],
    [[], false],
    [null, false],
    ['x', false],
    [() => 0, false],
  ])('tell %j from other values', (value, expected) => {
    expect(isObject(value)).toBe(expected)
  })

  test('answer an empty list where the value is none', () => {
    expect(listOf([1, 2])).toEqual([1, 2])
    expect(listOf({ length: 1, 0: 'x' })).toEqual([])
    expect(listOf('xy')).toEqual([])
    expect(listOf(undefined)).toEqual([])
  })
})
