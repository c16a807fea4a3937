import { describe, expect, test } from 'vitest'
import { codeAt, defineFormat, fieldErrorsOf, found } from './format.ts'

describe('fieldErrorsOf', () => {
  test.each([
    [[{ field: 'title', message: 'is required' }], [{ path: 'title', message: 'is required' }]],
    [
      [{ loc: ['body', 'items', 0], msg: 'bad', type: 'missing' }],
      [{ path: 'body.items.0', message: 'bad', code: 'missing' }],
    ],
    [[{ pointer: '#/a/b', detail: 'no' }], [{ path: '#/a/b', message: 'no' }]],
    [[{ propertyPath: 'a', title: 'wrong' }], [{ path: 'a', message: 'wrong' }]],
    [[{ target: 't', code: 'X', message: 'm' }], [{ path: 't', message: 'm', code: 'X' }]],
    [[{ path: ['a', null, 'b'], message: 'm' }], [{ path: 'a.b', message: 'm' }]],
    [[{ path: '', field: 'f', message: 'm' }], [{ path: 'f', message: 'm' }]],
    [
      { name: ['too short', 'too plain'], age: 'too young' },
      [
        { path: 'name', message: 'too short' },
        { path: 'name', message: 'too plain' },
        { path: 'age', message: 'too young' },
      ],
    ],
    [{ name: [1, null, 'only this'], deep: { a: 'not this' } }, [{ path: 'name', message: 'only this' }]],
  ])('reads %j', (value, expected) => {
    expect(fieldErrorsOf(value)).toEqual(expected)
  })

  test.each([
    [[{ message: 'of no field' }]],
    [[{ field: 'title' }]],
    [[{ field: 'title', message: ' ' }]],
    [[{ field: 7, message: 'm' }]],
    [[{ loc: [], message: 'm' }]],
    [['text', null, 7, []]],
    ['text'],
    [7],
    [null],
    [undefined],
    [{}],
  ])('leaves out what names no field: %j', (value) => {
    expect(fieldErrorsOf(value)).toEqual([])
  })

  test('takes __proto__ for an ordinary field', () => {
    expect(fieldErrorsOf(JSON.parse('{"__proto__":"odd"}'))).toEqual([{ path: '__proto__', message: 'odd' }])
    expect(fieldErrorsOf(JSON.parse('[{"__proto__":{"field":"f"},"message":"m"}]'))).toEqual([])
  })
})

describe('codeAt', () => {
  test.each([
    [{ code: 'a_b' }, 400, 'a_b'],
    [{ code: 88 }, 400, '88'],
    [{ code: 0 }, 400, '0'],
    [{ code: ' x ' }, 400, 'x'],
    [{ code: 'two words' }, 400, 'two words'],
    [{ code: 'a b c' }, 400, 'second'],
    [{ code: 'The model is gone.' }, 400, 'second'],
    [{ code: '400' }, 400, 'second'],
    [{ code: 400 }, 400, 'second'],
    [{ code: 400 }, 401, '400'],
    [{ code: 400 }, null, '400'],
    [{ code: '' }, 400, 'second'],
    [{ code: ' ' }, 400, 'second'],
    [{ code: null }, 400, 'second'],
    [{ code: true }, 400, 'second'],
    [{ code: { a: 1 } }, 400, 'second'],
    [{}, 400, 'second'],
    [{ code: 'x'.repeat(200) }, 400, 'x'.repeat(200)],
    [{ code: 'x'.repeat(201) }, 400, 'second'],
  ])('reads %j under %s', (value, status, expected) => {
    expect(codeAt({ ...value, other: 'second' }, status, 'code', 'other')).toBe(expected)
  })

  test.each([null, undefined, 'text', true])('finds nothing in %j', (value) => {
    expect(codeAt(value, 400, 'code', 'length')).toBeUndefined()
  })
})

describe('found', () => {
  test('leaves out what says nothing', () => {
    expect(found({ code: 'x', type: undefined, message: '', fieldErrors: [] })).toEqual({ code: 'x' })
    expect(Object.keys(found({ retryAfterMs: 0, retryable: false, type: undefined }) ?? {})).toEqual([
      'retryAfterMs',
      'retryable',
    ])
  })

  test('answers undefined where nothing is left', () => {
    expect(found({ code: undefined, message: '', fieldErrors: [] })).toBeUndefined()
    expect(found({})).toBeUndefined()
  })
})

test('defineFormat answers a frozen copy', () => {
  const format = { name: 'mine', read: () => undefined }
  const defined = defineFormat(format)
  expect(defined).toEqual(format)
  expect(defined).not.toBe(format)
  expect(Object.isFrozen(defined)).toBe(true)
})
