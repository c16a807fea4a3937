import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { asctime, imfFixdate, rfc850 } from '../../../../test/fixtures/stated-waits.ts'
import { dateMs } from './date.ts'
import { maxDateMs } from './stated-wait.ts'

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5)
const at = Date.UTC(1994, 10, 6, 8, 49, 37)

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
    ['1994-11-06T08:49Z', at - 37_000],
    ['1994-11-06T10:49+02:00', at - 37_000],
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
    '1994-11-06T08:49',
    '1994-11-06T08Z',
    '1994-11-06T08:49:Z',
    '1994-11-06T08:49.5Z',
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
