import { expect, test } from 'vitest'
import { wireOf } from '../../../../test/fixtures/wire.ts'
import { shape } from './shape.ts'

const starred = shape({ name: 'starred', when: '*', message: 'error.text *.text', code: '*.code error.code' })

test('a star at the head of a path stands for any member of the whole', () => {
  expect(starred.read(wireOf({ fault: { text: 'Too big.', code: 'too_big' } }), 0)).toEqual({
    message: 'Too big.',
    code: 'too_big',
  })
})

test('a path after one with a star begins at its own key', () => {
  expect(starred.read(wireOf({ error: { text: 'Too big.', code: 'too_big' } }), 0)).toEqual({
    message: 'Too big.',
    code: 'too_big',
  })
  const body = { one: { code: 429 }, error: { code: 'too_big' } }
  expect(starred.read(wireOf(body, { status: 429 }), 0)).toEqual({ code: 'too_big' })
})

test('where a path finds nothing the next one is asked, whatever it begins with', () => {
  const next = shape({ name: 'next', when: '*', message: 'a.x b.y c' })
  expect(next.read(wireOf({ a: {}, b: { y: 'second' } }), 0)).toEqual({ message: 'second' })
  expect(next.read(wireOf({ a: {}, b: {}, c: 'third' }), 0)).toEqual({ message: 'third' })
})

test('what every object inherits is no member of a body', () => {
  const heir = shape({ name: 'heir', when: 'a', message: 'constructor.name a.toString.name a.length', code: 'a.b' })
  expect(heir.read(wireOf({ a: { b: 'c' } }), 0)).toEqual({ code: 'c' })
})

test('the path that was given first counts, and the others are not looked at', () => {
  const first = shape({ name: 'first', when: 'a', message: 'a.x a.y', code: 'a.c b.c' })
  expect(first.read(wireOf({ b: { c: 'later' }, a: { y: 'second', x: 'first', c: 'now' } }), 0)).toEqual({
    message: 'first',
    code: 'now',
  })
})
