import type { RecourseEvent } from '@recourse/core'
import { describe, expect, test } from 'vitest'
import { type Paint, duration, wrapJson, wrapText } from './paint.ts'
import { drawTimeline, rowsOf } from './timeline.ts'

const plain: Paint = (_, text) => text

describe('the time line', () => {
  const event = (type: string, attempt: number, atMs: number, more: object = {}): RecourseEvent =>
    ({ type, attempt, atMs, id: 1, key: '', ...more }) as RecourseEvent
  const fault = (status: number | null, code: string | null = null) => ({ fault: { status, code, kind: 'network' } })
  const draw = (events: readonly RecourseEvent[], status: number | null = null): readonly string[] =>
    drawTimeline(rowsOf(events, status), { width: 60, paint: plain })

  test('puts attempts and waits where they belong in time', () => {
    const waited = [
      event('attempt', 1, 5_000),
      event('retry', 1, 5_040, { delayMs: 360, ...fault(503) }),
      event('attempt', 2, 5_400),
      event('recovered', 2, 5_420),
    ]
    expect(draw(waited, 200)).toEqual([
      '1  503  ━━━━✕╌╌╌╌╌╌╌╌╌╌╌╌╌ 360 ms ╌╌╌╌╌╌╌╌╌╌╌╌╌╌',
      '2  200                                          ━━●',
      '        ╵0        ╵0.1      ╵0.2      ╵0.3      ╵0.4 s',
    ])
  })

  test('shows where a wait was stopped', () => {
    const stopped = [
      event('attempt', 1, 0),
      event('retry', 1, 0, { delayMs: 2_000, ...fault(null, 'ECONNRESET') }),
      event('give_up', 1, 400, { reason: 'aborted', ...fault(null, 'ECONNRESET') }),
    ]
    expect(draw(stopped)[0]).toBe('1  ECONNRESET  ✕╌╌ stopped at 400 ms of 2.00 s ╌╌╌■')
  })

  test('of a call that is over at once it draws a mark', () => {
    expect(draw([event('attempt', 1, 7), event('give_up', 1, 9, fault(null))])).toEqual(['1  network  ✕'])
    expect(rowsOf([event('refused', 1, 7, fault(null))], null)).toEqual([])
  })
})

test('words are wrapped between, and cut only where they are longer than a line', () => {
  expect(wrapText('one two three abcdefghijkl', 9)).toEqual(['one two', 'three', 'abcdefghi', 'jkl'])
  expect(wrapText('', 9)).toEqual([])
})

test('a log line is broken after its commas, and ends with an ellipsis where it is longer than three lines', () => {
  const log = JSON.stringify({ one: 'a, b', two: 2, three: 3, four: 4 })
  expect(wrapJson(log, 16)).toEqual(['{"one":"a, b",', '"two":2,', '"three":3,…'])
  expect(wrapJson(log, 40)).toEqual(['{"one":"a, b","two":2,"three":3,', '"four":4}'])
})

test('a duration is told in the unit that people use for it', () => {
  expect([0, 41.4, 999.6, 1_040, 599_700].map(duration)).toEqual(['0 ms', '41 ms', '1.00 s', '1.04 s', '10 min'])
})
