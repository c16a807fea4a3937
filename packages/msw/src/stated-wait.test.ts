import { expect, test, vi } from 'vitest'
import { rateLimited } from './plain.ts'
import { waitFields, wordsOf } from './stated-wait.ts'

const retryAfterMs = 60_000
const now = Date.UTC(2026, 0, 2, 3, 4, 5, 678)

test.each([
  ['seconds', 2_000, { 'retry-after': '2' }],
  ['seconds', 1_001, { 'retry-after': '2' }],
  ['seconds', 0, { 'retry-after': '0' }],
  ['date', 2_000, { date: 'Fri, 02 Jan 2026 03:04:05 GMT', 'retry-after': 'Fri, 02 Jan 2026 03:04:07 GMT' }],
  ['date', 1_001, { date: 'Fri, 02 Jan 2026 03:04:05 GMT', 'retry-after': 'Fri, 02 Jan 2026 03:04:07 GMT' }],
  ['milliseconds', 1_234, { 'retry-after-ms': '1234' }],
  [
    'reset',
    2_000,
    { date: 'Fri, 02 Jan 2026 03:04:05 GMT', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767323047' },
  ],
] as const)('as %s, %i ms is never shorter than asked for', (retryAfterAs, retryAfterMs, fields) => {
  expect(waitFields({ retryAfterMs, retryAfterAs, now }, false)).toEqual(fields)
})

test('without a wait nothing is stated, and seconds are the usual form', () => {
  expect(waitFields({}, false)).toEqual({})
  expect(waitFields({ retryAfterAs: 'date' }, false)).toEqual({})
  expect(waitFields({ retryAfterMs: 3_000 }, false)).toEqual({ 'retry-after': '3' })
})

test('what the body states is repeated in a header only where a form is named', () => {
  expect(waitFields({ retryAfterMs: 3_000 }, true)).toEqual({})
  expect(waitFields({ retryAfterMs: 3_000, retryAfterAs: 'seconds' }, true)).toEqual({ 'retry-after': '3' })
})

test('a moment is of the time of the answer, not of when the handler was made; with `now` it stands still', () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  const moving = rateLimited({ retryAfterMs, retryAfterAs: 'reset' })
  const still = rateLimited({ retryAfterMs, retryAfterAs: 'reset', now })
  expect(moving.answer).toEqual(still.answer)
  vi.setSystemTime(now + 10_000)
  expect(moving.answer?.headers).toMatchObject({ 'x-ratelimit-reset': '1767323115' })
  expect(still.answer?.headers).toMatchObject({ 'x-ratelimit-reset': '1767323105' })
  vi.useRealTimers()
})

test('words are whole seconds', () => {
  expect([wordsOf(1), wordsOf(1_000), wordsOf(1_001), wordsOf(60_000)]).toEqual([
    '1 second',
    '1 second',
    '2 seconds',
    '60 seconds',
  ])
})
