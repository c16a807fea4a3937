import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { imfFixdate } from '../../../../test/fixtures/stated-waits.ts'
import { workOf } from '../../../../test/fixtures/work.ts'
import { type Unit, decimal, durationMs, maxDateMs, proseMs, waitMs } from './stated-wait.ts'

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5)

describe('a decimal', () => {
  test.each([
    ['0', 0],
    ['7', 7],
    ['007', 7],
    ['1.5', 1.5],
    ['0.123456789', 0.123456789],
    ['99999999999999999999', 1e20],
    ['9'.repeat(400), Infinity],
  ])('is digits and at most nine decimals: %s', (text, expected) => {
    expect(decimal(text)).toBe(expected)
  })

  test.each([
    '',
    '.',
    '.5',
    '5.',
    '1..5',
    '1.2.3',
    '0.1234567890',
    '-1',
    '+1',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    '1,5',
    '٣',
    'NaN',
    'Infinity',
    '1/2',
    '1:2',
  ])('is not %j', (text) => {
    expect(decimal(text)).toBeNull()
  })
})

describe('a duration', () => {
  test.each([
    ['5s', 5_000],
    ['321.5ms', 322],
    ['6m0s', 360_000],
    ['114h18m0s', 411_480_000],
    ['1.57s', 1_570],
    ['34.4s', 34_400],
    ['0.539477544s', 540],
    ['539.477544ms', 540],
    ['4h30m28.06s', 16_228_060],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
    ['1d12h', 129_600_000],
    ['1m', 60_000],
    ['1ms', 1],
    ['1000us', 1],
    ['1500µs', 2],
    ['1500μs', 2],
    ['1000000ns', 1],
    ['1000001ns', 2],
    ['0s', 0],
    ['1.001s', 1_001],
    ['99999999999999999999h', maxDateMs],
  ])('of Go or SI is read: %s', (text, ms) => {
    expect(durationMs(text)).toBe(ms)
  })

  test.each([
    '',
    's',
    '5',
    '5 s',
    '-5s',
    '5S',
    '5sec',
    '5w',
    '1.s',
    '.5s',
    '5s ',
    '5s,',
    'five s',
    '5s6',
    `${'1'.repeat(64)}s`,
  ])('is not %j', (text) => {
    expect(durationMs(text)).toBeNull()
  })

  test('has sixty-four characters at most', () => {
    expect(durationMs(`${'0'.repeat(62)}7s`)).toBe(7_000)
    expect(durationMs(`${'0'.repeat(63)}7s`)).toBeNull()
  })
})

describe('a wait', () => {
  const epoch = nowMs / 1_000
  const later = new Date(nowMs + 9_000).toISOString()

  test.each<[unknown, Unit, number | null]>([
    [5, 'seconds', 5_000],
    ['5', 'seconds', 5_000],
    [' 2.0 ', 'seconds', 2_000],
    [1809.1820068359375, 'seconds', 1_809_183],
    [0, 'seconds', 0],
    ['5s', 'seconds', 5_000],
    ['1500ms', 'seconds', 1_500],
    [later, 'seconds', 9_000],
    [5_000, 'milliseconds', 5_000],
    ['321.5', 'milliseconds', 322],
    ['5s', 'milliseconds', 5_000],
    ['34.4s', 'duration', 34_400],
    ['4h30m28.06s', 'duration', 16_228_060],
    ['0s', 'duration', 0],
    [later, 'date', 9_000],
    [imfFixdate(nowMs + 9_000), 'date', 9_000],
    ['2026-01-02T03:05Z', 'date', 55_000],
    [epoch + 9, 'epoch_seconds', 9_000],
    [`${epoch + 9}.123`, 'epoch_seconds', 9_123],
    [nowMs + 9_000, 'epoch_milliseconds', 9_000],
    [String(nowMs + 9_000), 'epoch_milliseconds', 9_000],
    [3_598, 'reset', 3_598_000],
    [999_999_999, 'reset', 999_999_999_000],
    [epoch + 9, 'reset', 9_000],
    [nowMs + 9_000, 'reset', 9_000],
    ['6m0s', 'reset', 360_000],
    [later, 'reset', 9_000],
    ['Please try again in 2 seconds.', 'prose', 2_000],
    [1e300, 'seconds', maxDateMs],
    ['9'.repeat(400), 'reset', maxDateMs],
    [Infinity, 'epoch_milliseconds', maxDateMs],
  ])('%j in %s is %s ms', (value, unit, ms) => {
    expect(waitMs(value, unit, nowMs)).toBe(ms)
  })

  test.each<[unknown, Unit]>([
    [-5, 'seconds'],
    ['-5', 'seconds'],
    [Number.NaN, 'seconds'],
    ['soon', 'seconds'],
    ['', 'seconds'],
    [null, 'seconds'],
    [true, 'seconds'],
    [[5], 'seconds'],
    [{}, 'milliseconds'],
    [5, 'duration'],
    ['5', 'duration'],
    [epoch + 9, 'date'],
    ['6', 'date'],
    [epoch, 'epoch_seconds'],
    [epoch - 9, 'epoch_seconds'],
    [0, 'epoch_seconds'],
    [-1, 'epoch_milliseconds'],
    [nowMs, 'epoch_milliseconds'],
    [imfFixdate(nowMs), 'date'],
    [0, 'reset'],
    ['0s', 'reset'],
    [epoch, 'reset'],
    [Number.NaN, 'reset'],
    [30, 'prose'],
    ['in 30', 'prose'],
  ])('%j in %s is none', (value, unit) => {
    expect(waitMs(value, unit, nowMs)).toBeNull()
  })

  test('from now on loses what the answer spent in a cache, and a moment does not', () => {
    expect(waitMs(5, 'seconds', nowMs, 2_000)).toBe(3_000)
    expect(waitMs('5s', 'duration', nowMs, 2_000)).toBe(3_000)
    expect(waitMs(5, 'reset', nowMs, 2_000)).toBe(3_000)
    expect(waitMs(5, 'seconds', nowMs, 5_000)).toBeNull()
    expect(waitMs(0, 'seconds', nowMs, 5_000)).toBe(0)
    expect(waitMs(epoch + 9, 'reset', nowMs, 5_000)).toBe(9_000)
    expect(waitMs(later, 'date', nowMs, 50_000)).toBe(9_000)
  })

  test('is whole milliseconds from 0 to the last date, or none, whatever is given', () => {
    const units: Unit[] = [
      'seconds',
      'milliseconds',
      'duration',
      'date',
      'epoch_seconds',
      'epoch_milliseconds',
      'reset',
    ]
    const text = fc.array(fc.constantFrom('1', '9', '0', '.', '-', 's', 'ms', 'h', 'T', ':', 'Z', '+', 'e', ' '))
    const value = fc.oneof(
      fc.double(),
      fc.integer().map(String),
      text.map((parts) => parts.join('')),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(value, fc.constantFrom<Unit>(...units, 'prose'), fc.nat(), (given, unit, ageMs) => {
        const ms = waitMs(given, unit, nowMs, ageMs)
        if (ms === null) return
        expect(Number.isInteger(ms)).toBe(true)
        expect(Object.is(ms, -0)).toBe(false)
        expect(ms).toBeGreaterThanOrEqual(0)
        expect(ms).toBeLessThanOrEqual(maxDateMs)
      }),
      { numRuns: runs(500) },
    )
  })
})

describe('a sentence', () => {
  test.each([
    ['Please try again in 18.642s. Visit the page of limits.', 18_642],
    ['Please try again in 644ms.', 644],
    ['Please try again in 9m38.016s.', 578_016],
    ['Please try again in 114h18m0s.', 411_480_000],
    ['Please retry after 86400 seconds. Please contact us.', 86_400_000],
    ['Rate limit is exceeded. Try again in 2 seconds.', 2_000],
    ['Request was throttled. Expected available in 831.0 seconds.', 831_000],
    ['Request was throttled. Expected available in 1 second.', 1_000],
    ['You are doing that too much. Try again in 9 minutes.', 540_000],
    ['TRY AGAIN IN 1 MINUTE', 60_000],
    ['try again in 1 minute and 30 seconds', 90_000],
    ['try again in 1 hour, 2 mins, 3 secs', 3_723_000],
    ['Only 0.0 were available. Retry after 60s', 60_000],
    ['try again in about 5 minutes', 300_000],
    ['Retry after at least 5 minutes', 300_000],
    ['retry after another 2 hrs', 7_200_000],
    ['retry after: 30 sec', 30_000],
    ['retry in ~2 days', 172_800_000],
    ['Please try again after 10 minutes.', 600_000],
    ['Please retry in 40.025771073s.', 40_026],
    ['The call can be retried in 14 seconds.', 14_000],
    ['try again in 0 seconds', 0],
    ['try again in 5 milliseconds', 5],
    ['try again in\n\t5\u00a0seconds', 5_000],
    ['Retry after some time, but do not retry after 30 requests; retry after 20 seconds.', 20_000],
    ['try again in 2 seconds 5 times', 2_000],
    ['try again in 2 seconds and then in 5 minutes', 2_000],
    [`try again in ${'9'.repeat(40)} seconds`, maxDateMs],
  ])('states a wait right after a phrase, with its unit: %s', (text, ms) => {
    expect(proseMs(text)).toBe(ms)
  })

  test.each([
    'Limit is 3 requests in 3600 seconds',
    'You are limited to 40 API calls / minute.',
    'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
    'Bearer error="insufficient_authentication_context", max_age=900',
    'at most 5 in a 10-second window',
    'bytes_wanted: 8192, bytes_limit: 4096',
    'Please try again later.',
    'Please wait a few minutes before you try again.',
    'Too many tokens, please wait before trying again.',
    'Retry after 60.',
    'Retry after 60',
    'try again in 5 requests',
    'try again in 3 months',
    'try again in 3 models',
    'try again in 10-second steps',
    'try again in -5 seconds',
    'try again in 5e3 seconds',
    'try again in 1,000 seconds',
    'try again in 1.2.3 seconds',
    'try again in \u0665 seconds',
    'try again in \uff15 seconds',
    'try again in constructor seconds',
    'after 5 seconds',
    `try again in ${' '.repeat(64)} 5 seconds`,
    'took 30 seconds; try again',
    `try again in ${'9'.repeat(1_000_000)} seconds`,
    `${'x'.repeat(4_096)} try again in 5 seconds`,
    '',
  ])('states none: %.80s', (text) => {
    expect(proseMs(text)).toBeNull()
  })

  test('states what stands after the words of a table, and only that', () => {
    expect(proseMs('Your quota will reset after 19h14m47s.', ['will reset after'])).toBe(69_287_000)
    expect(proseMs('Please try again in 5 seconds.', ['will reset after'])).toBeNull()
    expect(proseMs('Please wait for 5 seconds.', ['please wait'])).toBe(5_000)
    expect(proseMs('5 seconds', [''])).toBe(5_000)
    expect(proseMs('nothing', [''])).toBeNull()
    expect(proseMs('try again in 5 seconds', [])).toBeNull()
  })

  const words = fc.constantFrom(
    'try again in',
    'retry after',
    ' ',
    '5',
    '1.5',
    's',
    'ms',
    'm',
    'seconds',
    'and',
    '-',
    ',',
  )

  test.each<[string, fc.Arbitrary<string>]>([
    ['phrases, numbers and units', fc.array(words).map((parts) => parts.join(''))],
    ['anything', fc.string({ unit: 'binary' }).map((rest) => `retry after ${rest}`)],
    ['any number', fc.tuple(fc.double(), words).map(([amount, unit]) => `try again in ${amount} ${unit}`)],
  ])('of %s states whole milliseconds from 0 to the last date, or none', (_, sentences) => {
    fc.assert(
      fc.property(sentences, (sentence) => {
        const ms = proseMs(sentence) ?? 0
        expect(Number.isInteger(ms) && ms >= 0 && ms <= maxDateMs).toBe(true)
      }),
      { numRuns: runs(200) },
    )
  })

  test.each([
    ['phrases', 'retry after '],
    ['phrases and numbers', 'retry after 5 '],
    ['digits', '9'],
    ['blanks', ' '],
    ['words before a number', 'and '],
    ['parts', '1s '],
  ])('costs no more than its first characters, however many %s follow', (_, part) => {
    const work = (size: number) => workOf(() => proseMs(`retry after ${part.repeat(size / part.length)}`))
    // cutting it costs a look at the whole
    expect(work(1_000_000)).toBeLessThanOrEqual(work(10_000) + 1_000_000)
  })
})
