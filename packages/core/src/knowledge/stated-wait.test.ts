import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { asctime, imfFixdate, rfc850 } from '../../../../test/fixtures/stated-waits.ts'
import { dateMs, decimal, durationMs, maxDateMs } from './stated-wait.ts'

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5)
const at = Date.UTC(1994, 10, 6, 8, 49, 37)

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
    '5d',
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

describe('a date', () => {
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', at],
    ['Mon, 06 Nov 1994 08:49:37 GMT', at], // the weekday is not checked
    ['sun, 06 nov 1994 08:49:37 gmt', at],
    ['Sunday, 06-Nov-94 08:49:37 GMT', at],
    ['Sun Nov  6 08:49:37 1994', at],
    ['Sun Nov 16 08:49:37 1994', Date.UTC(1994, 10, 16, 8, 49, 37)],
    ['Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
    ['Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2017, 0, 1)], // a leap second (RFC 9110, 5.6.7)
    ['Wed, 31 Dec 2025 23:59:59 GMT', Date.UTC(2025, 11, 31, 23, 59, 59)],
    ['1994-11-06T08:49:37Z', at],
    ['1994-11-06t08:49:37z', at],
    ['1994-11-06 08:49:37Z', at],
    ['1994-11-06T08:49:37.5Z', at + 500],
    ['1994-11-06T08:49:37.123456789Z', at + 123],
    ['1994-11-06T10:49:37+02:00', at],
    ['1994-11-06T07:49:37.250-01:00', at + 250],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ])('is read: %s', (text, ms) => {
    expect(dateMs(text, nowMs)).toBe(ms)
  })

  test.each([
    '',
    'soon',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 8:49:37 GMT',
    'Sun, 06 Nov 1994 24:00:01 GMT',
    'Sun, 06 Nov 1994 23:60:00 GMT',
    'Sun, 06 Nov 1994 23:59:61 GMT',
    'Sun, 06 Nov 1994 08:49:99 GMT',
    'Sun, 06 Nov 1994 :::::::: GMT',
    'Sun, 06 Nov 1994 12:34567 GMT',
    'Sun, 06 Nov 1994 1:2:3:4: GMT',
    'Sun, 06 Abc 1994 08:49:37 GMT',
    'Sun, 31 Nov 1994 08:49:37 GMT',
    'Sun, 31 Feb 2026 08:49:37 GMT',
    'Sun, 29 Feb 2026 08:49:37 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 32 Nov 1994 08:49:37 GMT',
    '06 Nov 1994 08:49:37 GMT',
    'Sunday, 31-Feb-26 08:49:37 GMT',
    'Sun Feb 31 08:49:37 2026',
    'Sun Nov 6 08:49:37 1994',
    'Sun Nov  6 08:49:37 1994 GMT',
    'x Sun, 06 Nov 1994 08:49:37 GMT',
    'x Sun Nov  6 08:49:37 1994',
    'Sun Nov  6 08:49:37 19945',
    'Sun Nov  6 08:49:37 1994x',
    'Sun, 06 Nov 1994 08:60:30 GMT',
    '1994-11-06T08:49:60+02:00x',
    'Sun, 06 Nov 1994 08:49:37 GMT x',
    '1994-11-06',
    '1994-11-06T08:49:37',
    '1994-11-06T08:49Z',
    '1994-11-06T08:49:37+0200',
    '1994-11-06T08:49:37.Z',
    '1994-11-06T08:49:37.1234567890Z',
    '1994-02-31T08:49:37Z',
    '1994-13-06T08:49:37Z',
    '1994-11-06T25:49:37Z',
    '94-11-06T08:49:37Z',
    '1994-11-06T08:49:37Zx',
    'x1994-11-06T08:49:37Z',
    '2001-02-03, 5',
    '5, 10',
    '784111777',
    'Sun, 06 Nov 1994 08:49:37 GMT'.padEnd(65, ' '),
  ])('is not %j', (text) => {
    expect(dateMs(text, nowMs)).toBeNull()
  })

  test.each([
    ['76', 2026, 2076],
    ['77', 2026, 1977],
    ['00', 2026, 2000],
    ['26', 2026, 2026],
    ['99', 2026, 1999],
    ['10', 2060, 2010],
    ['59', 2010, 2059],
    ['60', 2010, 2060],
    ['61', 2010, 1961],
  ])('of two digits, %s, seen in %i means %i', (short, thisYear, year) => {
    expect(dateMs(`Sunday, 06-Nov-${short} 08:49:37 GMT`, Date.UTC(thisYear, 5))).toBe(Date.UTC(year, 10, 6, 8, 49, 37))
  })

  test('is read in each of its forms, to the second, whatever it is', () => {
    const seconds = fc.integer({ min: Date.UTC(1977, 0) / 1_000, max: Date.UTC(2076, 0) / 1_000 - 1 })
    fc.assert(
      fc.property(seconds, (second) => {
        const ms = second * 1_000
        for (const form of [imfFixdate, rfc850, asctime, (it: number) => new Date(it).toISOString()])
          expect(dateMs(form(ms), nowMs)).toBe(ms)
      }),
      { numRuns: runs(200) },
    )
  })

  test('never throws, and answers an epoch or null', () => {
    const words = fc.constantFrom(
      'Sun',
      ', ',
      '06',
      ' ',
      'Nov',
      '1994',
      '94',
      '-',
      'T',
      '08:49:37',
      ':',
      '.',
      'GMT',
      'Z',
      '+02:00',
      '\u0000',
      '99',
      '00',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), fc.integer({ min: 0, max: maxDateMs }), (parts, now) => {
        const ms = dateMs(parts.join(''), now)
        expect(ms === null || Number.isInteger(ms)).toBe(true)
      }),
      { numRuns: runs(200) },
    )
  })
})
