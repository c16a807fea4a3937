import { describe, expect, test } from 'vitest'
import { codeAt, defineFormat, found } from './format.ts'

describe('codeAt', () => {
  test.each([
    [{ code: 'a_b' }, 400, 'a_b'],
    [{ code: 88 }, 400, '88'],
    [{ code: 0 }, 400, 'second'],
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
