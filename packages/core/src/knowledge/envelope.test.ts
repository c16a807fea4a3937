import { describe, expect, test } from 'vitest'
import { wireOf } from '../../../../test/fixtures/wire.ts'
import { envelope } from './envelope.ts'
import { generic } from './formats/generic.ts'

const read = (body: unknown) => envelope(wireOf(body, { status: 422 }))

describe('an envelope', () => {
  test.each([
    [
      { error_code: 'C', error_message: 'm' },
      { code: 'C', message: 'm' },
    ],
    [
      { ErrorCode: 'C', 'Error-Message': 'm' },
      { code: 'C', message: 'm' },
    ],
    [{ _message: 'short', message: 'long' }, { message: 'long' }],
    [{ title: 'T t', error: { message: 'm' } }, { message: 'm' }],
    [
      { data: { message: 'far', code: 'F' }, meta: { msg: 'near', errcode: 'N' } },
      { message: 'near', code: 'N' },
    ],
    [{ thing: { code: 'C', message: 'm' } }, { code: 'C', message: 'm' }],
    [{ anything: 'A sentence.' }, { message: 'A sentence.' }],
    [{ message: 'Not here', error: 'Not Found' }, { message: 'Not here' }],
  ])('is read by names that many share: %j', (body, expected) => {
    expect(read(body)).toMatchObject(expected)
  })

  test.each(['__proto__', 'constructor', 'prototype'])('is not what stands under %s', (name) => {
    expect(read(JSON.parse(`{"${name}":{"code":"C","message":"m"}}`))).toBeUndefined()
  })

  test.each([
    [{ errors: { name: 'taken' } }, { fieldErrors: [{ path: 'name', message: 'taken' }] }],
    [{ errors: { kind: 'odd', name: 'taken' } }, { fieldErrors: [{ path: 'kind' }, { path: 'name' }] }],
  ])('has no code in what it says of a field: %j', (body, expected) => {
    expect(read(body)).toMatchObject(expected)
    expect(read(body)).not.toHaveProperty('code')
  })

  test('has the code of a field for its text where there is no other', () => {
    const errors = [{ resource: 'Issue', field: 'title', code: 'missing_field' }]
    expect(read({ message: 'Validation Failed', errors })).toEqual({
      code: 'missing_field',
      message: 'Validation Failed',
      fieldErrors: [{ path: 'title', message: 'missing_field', code: 'missing_field' }],
    })
  })
})

test('a list of fields at the top is read whole, and of none of them alone', () => {
  const list = [
    { field: 'name', message: 'Say your name.' },
    { field: 'age', message: 'Say your age.' },
  ]
  const wire = { ...wireOf(list[0], { status: 422 }), text: JSON.stringify(list) }
  expect(generic.read(wire, 0)).toEqual({
    message: 'Say your name.',
    fieldErrors: [
      { path: 'name', message: 'Say your name.' },
      { path: 'age', message: 'Say your age.' },
    ],
  })
})

test.each([{ message: 'm' }, { id: '1', result: { errors: { error: [{ message: 'm' }] } } }])(
  'a list at the top that names no fields is its error: %j',
  (json) => {
    const wire = { ...wireOf(json, { status: 422 }), text: JSON.stringify([json]) }
    expect(generic.read(wire, 0)).toEqual({ message: 'm' })
  },
)
