import { describe, expect, test } from 'vitest'
import type { Json } from '../nouns/json.ts'
import { anyText, fieldErrorsOf, noText } from './field-errors.ts'

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
      { name: ['too short', 'short'], age: 'too young', sort: 'odd' },
      [
        { path: 'name', message: 'too short' },
        { path: 'name', message: 'short' },
        { path: 'age', message: 'too young' },
      ],
    ],
    [{ name: [1, null, 'only this'] }, [{ path: 'name', message: 'only this' }]],
    [
      { a: { b: ['one'], c: { d: 'two words' } } },
      [
        { path: 'a.b', message: 'one' },
        { path: 'a.c.d', message: 'two words' },
      ],
    ],
    [{ a: { 0: { _errors: [{ code: 'C', message: 'm' }] } } }, [{ path: 'a.0', message: 'm', code: 'C' }]],
    [{ fieldErrors: { a: ['m'] }, formErrors: ['not this'] }, [{ path: 'a', message: 'm' }]],
    [{ a: { message: 'm', kind: 'required', path: 'a' } }, [{ path: 'a', message: 'm' }]],
    [{ status: [{ description: 'closed' }] }, [{ path: 'status', message: 'closed' }]],
    [[{ source: { pointer: '/data/a' }, detail: 'm', title: 't' }], [{ path: '/data/a', message: 'm' }]],
    [
      [{ property: 'a', constraints: { isEmail: 'no address', length: 'too long' } }],
      [
        { path: 'a', message: 'no address' },
        { path: 'a', message: 'too long' },
      ],
    ],
    [
      [{ resource: 'Issue', field: 'title', code: 'missing_field' }],
      [{ path: 'title', message: 'missing_field', code: 'missing_field' }],
    ],
    [
      [{ field: 'a', errors: ['one', 'two'], code: 'C' }],
      [
        { path: 'a', message: 'one' },
        { path: 'a', message: 'two' },
      ],
    ],
    [[{ Field_Name: 'a', ErrorMessage: 'm' }], [{ path: 'a', message: 'm' }]],
    [[{ '@type': 't', fieldViolations: [{ field: 'f', description: 'd' }] }], [{ path: 'f', message: 'd' }]],
  ])('reads %j', (value, expected) => {
    expect(fieldErrorsOf(value)).toEqual(expected)
  })

  test.each([
    [[{ message: 'of no field' }]],
    [[{ field: 'title' }]],
    [[{ field: 'title', message: ' ' }]],
    [[{ field: 7, message: 'm' }]],
    [[{ loc: [], message: 'm' }]],
    [[{ name: 'NotFoundError', message: 'm' }]],
    [[{ field: 'f', value: 'sent' }]],
    [[{ resource: 'Issue', code: 'missing_field' }]],
    [[{ resource: 'Issue', field: 'title', code: 7 }]],
    [{ code: 'conflict1', message: 'of no field' }],
    [{ constructor: { message: 'of no field' } }],
    [{ key: 'status', source: 'query', param: 'filters' }],
    [{ detail: 'of no field', non_field_errors: ['nor this'] }],
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
    expect(fieldErrorsOf(JSON.parse('{"__proto__":"too odd"}'))).toEqual([{ path: '__proto__', message: 'too odd' }])
    expect(fieldErrorsOf(JSON.parse('[{"__proto__":{"field":"f"},"message":"m"}]'))).toEqual([])
  })

  test('takes a text that stands alone in a map as the caller says', () => {
    const map = { a: 'required', b: 'too long', c: ['listed'], code: 'odd' }
    expect(fieldErrorsOf(map, anyText).map(({ path }) => path)).toEqual(['a', 'b', 'c'])
    expect(fieldErrorsOf(map).map(({ path }) => path)).toEqual(['b', 'c'])
    expect(fieldErrorsOf(map, noText).map(({ path }) => path)).toEqual(['c'])
  })

  test('keeps a hundred, and goes eight levels deep', () => {
    expect(fieldErrorsOf(Array.from({ length: 150 }, (_, at) => ({ field: `f${at}`, message: 'm' })))).toHaveLength(100)
    const deep = (levels: number): Json => (levels === 0 ? ['m'] : { a: deep(levels - 1) })
    expect(fieldErrorsOf(deep(8))).toHaveLength(1)
    expect(fieldErrorsOf(deep(9))).toHaveLength(0)
  })
})

test.each([
  [{ propertyName: 'Name' }, 'Name'],
  [{ source: { parameter: 'page' } }, 'page'],
  [{ source: 'database' }, undefined],
  [{ name: 'TypeException' }, undefined],
  [{ name: 'n', field: 'f' }, 'f'],
  [{ location: 'body', path: 'p' }, 'p'],
])('an error names its field, or none: %j', (error, path) => {
  expect(fieldErrorsOf([{ ...error, message: 'm' }])[0]?.path).toBe(path)
})

test('a rule of a field is a text: nothing is walked into under the name of a prototype', () => {
  const constraints = JSON.parse(
    '{"isEmail":"must be an email","__proto__":{"message":"not this","error":{"message":"nor this"}}}',
  ) as Json
  expect(fieldErrorsOf([{ property: 'email', constraints }])).toEqual([{ path: 'email', message: 'must be an email' }])
})
