import { expect, test } from 'vitest'
import { checkAnswer, responseOf } from './answer.ts'

const read = async (response: Response): Promise<unknown> => [
  response.status,
  response.headers.get('content-type'),
  await response.text(),
]

test('what is no text and no bytes goes out as JSON, with its type', async () => {
  expect(await read(responseOf({ status: 400, body: { a: 1 } }))).toEqual([400, 'application/json', '{"a":1}'])
  expect(await read(responseOf({ status: 400, body: null }))).toEqual([400, 'application/json', 'null'])
  const headers = { 'Content-Type': 'application/problem+json' }
  expect(await read(responseOf({ status: 400, body: [], headers }))).toEqual([400, 'application/problem+json', '[]'])
})

test('a text and bytes go out as they are, and no type is made up', async () => {
  expect(await read(responseOf({ status: 500, body: '{"cut' }))).toEqual([500, null, '{"cut'])
  expect(await read(responseOf({ status: 500, body: new TextEncoder().encode('bytes') }))).toEqual([500, null, 'bytes'])
})

test('without a body, or where a status has none, nothing follows the head', () => {
  expect(responseOf({ status: 500 }).body).toBeNull()
  const none = responseOf({ status: 204, body: {} })
  expect([none.body, none.headers.get('content-type')]).toEqual([null, null])
})

test('a list of values is sent field by field', () => {
  const { headers } = responseOf({ status: 200, headers: { warning: ['a', 'b'], 'x-one': 'c' } })
  expect([headers.get('warning'), headers.get('x-one')]).toEqual(['a, b', 'c'])
})

test.each([199, 600, 200.5, '200', undefined, null])('the status %s is none', (status) => {
  expect(() => checkAnswer('here', { status } as never)).toThrow(TypeError)
})
