import { expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { fields } from './fields.ts'

const read = (headers: Readonly<Record<string, string>>, body = '') => fields.read(wireOf(body, { headers }), 0)

test.each([
  [{ 'www-authenticate': 'Bearer realm="x", error="invalid_token"' }, { code: 'invalid_token' }],
  [{ 'www-authenticate': 'Bearer error_description="Why.", error="a"' }, { code: 'a', message: 'Why.' }],
  [{ 'proxy-status': 'PostgREST; error=57014' }, { code: '57014' }],
  [{ 'proxy-status': 'a;error="b c"; details="d"' }, { code: 'b', message: 'd' }],
])('without a body the fields tell: %j', (headers, expected) => {
  expect(read(headers)).toEqual(expected)
})

test.each([{}, { 'www-authenticate': 'Basic realm="x"' }, { 'www-authenticate': '' }, { 'proxy-status': 'a; hit' }])(
  'the fields tell nothing: %j',
  (headers) => {
    expect(read(headers)).toBeUndefined()
  },
)

test('a body tells more than fields', () => {
  expect(read({ 'www-authenticate': 'Bearer error="invalid_token"' }, 'text')).toBeUndefined()
})
