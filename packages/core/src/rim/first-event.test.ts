import { expect, test } from 'vitest'
import { firstEvent } from './first-event.ts'

test.each([
  ['data: 1\n\ndata: 2\n\n', 'data: 1\n'],
  ['data: 1\r\n\r\ndata: 2\r\n\r\n', 'data: 1\n'],
  ['event: error\ndata: {\ndata: }\nid: 5\n\n', 'event: error\ndata: {\ndata: }\nid: 5\n'],
  [': waking up\n\nretry: 3\n\n\n\ndata:1\n\n', ': waking up\n\nretry: 3\n\n\n\ndata:1\n'],
])('%j begins with an event, and no other', (text, first) => {
  expect(firstEvent(text, false)).toBe(first)
  expect(firstEvent(text, true)).toBe(first)
})

test.each(['', ': waking up\n\n', 'event: ping\n\n', '\n\n\n'])('%j has no event yet', (text) => {
  expect(firstEvent(text, false)).toBeUndefined()
  expect(firstEvent(text, true)).toBeUndefined()
})

test.each(['data: 1', 'data: 1\n', 'event: error\ndata: 1\nid: 5'])(
  'the event in %j is over with the whole text alone',
  (text) => {
    expect(firstEvent(text, false)).toBeUndefined()
    expect(firstEvent(text, true)).toBe(`${text}\n`)
  },
)
