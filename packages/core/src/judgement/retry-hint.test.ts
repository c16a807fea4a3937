import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { fieldOf } from '../../../../test/fixtures/nouns.ts'
import { imfFixdate, serverDateMs } from '../../../../test/fixtures/stated-waits.ts'
import { workOf } from '../../../../test/fixtures/work.ts'
import type { Kind } from '../nouns/fault.ts'
import { retryHint, serverTime } from './retry-hint.ts'
import { maxDateMs } from '../knowledge/stated-wait.ts'

type Fields = Readonly<Record<string, string>>
const date = imfFixdate(serverDateMs)

type Asked = Readonly<{ kind?: Kind; status?: number | null; bodyMs?: number | null; localMs?: number }>

/** The hint of an answer that a server made at `serverDateMs`: a 429, by a local clock that is right. */
const hintOf = (
  fields: Fields,
  { kind = 'rate_limit', status = 429, bodyMs = null, localMs = serverDateMs }: Asked = {},
) =>
  retryHint({
    header: fieldOf(fields),
    time: serverTime(fieldOf(fields), localMs),
    kind,
    status,
    reading: bodyMs === null ? {} : { retryAfterMs: bodyMs },
  })
const msOf = (...args: Parameters<typeof hintOf>): number | null => hintOf(...args)?.ms ?? null
const after = (value: string, fields: Fields = {}) => msOf({ date, 'retry-after': value, ...fields })

describe("the server's time", () => {
  const time = (fields: Fields, localMs = 5) => serverTime(fieldOf(fields), localMs)

  test('is its Date, and the Age of a cached answer on top', () => {
    expect(time({ date })).toEqual({ nowMs: serverDateMs, ageMs: 0 })
    expect(time({ date: ` ${date} ` })).toEqual({ nowMs: serverDateMs, ageMs: 0 })
    expect(time({ date, age: '30' })).toEqual({ nowMs: serverDateMs + 30_000, ageMs: 30_000 })
    expect(time({ date, age: ' 30 ' })).toEqual({ nowMs: serverDateMs + 30_000, ageMs: 30_000 })
    expect(time({ date, age: ' 0 ' })).toEqual({ nowMs: serverDateMs, ageMs: 0 })
  })

  test.each([{}, { date: 'yesterday' }, { date: '' }])(
    'is the local time where it gives none that can be read: %j',
    (fields) => {
      expect(time(fields)).toEqual({ nowMs: 5, ageMs: 0 })
      expect(time({ ...fields, age: '2' })).toEqual({ nowMs: 5, ageMs: 2_000 })
    },
  )

  test.each(['-1', 'x', '', '1, 2'])('takes the Age %j for none', (age) => {
    expect(time({ date, age })).toEqual({ nowMs: serverDateMs, ageMs: 0 })
  })
})

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['1', 1_000],
    ['  7  ', 7_000],
    ['0.001', 1],
    ['0.0001', 1],
    ['1.0005', 1_001],
    ['1.001', 1_001],
    ['4.35', 4_350],
    ['9007199254740993', maxDateMs],
    ['9'.repeat(400), maxDateMs],
    ['5s', 5_000],
    ['1m30s', 90_000],
    ['soon, 5', 5_000],
    ['5, 10', 10_000],
    ['10, 5', 10_000],
    ['5,,7', 7_000],
    ['0, 0', 0],
    ['5, 0', 5_000],
    ['-1, 5', 5_000],
    [`5, ${imfFixdate(serverDateMs + 10_000)}`, 10_000],
    [`${imfFixdate(serverDateMs + 10_000)}, 5`, 10_000],
    [`${imfFixdate(serverDateMs + 10_000)}, ${imfFixdate(serverDateMs + 20_000)}`, 20_000],
    [imfFixdate(serverDateMs + 1_000), 1_000],
    ['5s, 2026-01-02T03:04:12.5Z', 7_500],
    ['Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9_999, 11, 31, 23, 59, 59) - serverDateMs],
  ])('%j states a wait', (value, ms) => {
    expect(after(value)).toBe(ms)
  })

  test.each([
    '',
    ' ',
    ',',
    '-1',
    '+5',
    'soon',
    '5 seconds',
    '1e3',
    '0x5',
    '5;',
    'Fri',
    imfFixdate(serverDateMs),
    imfFixdate(serverDateMs - 1_000),
    '٣',
  ])('%j states nothing', (value) => {
    expect(after(value)).toBeNull()
  })

  test('is read as far as Node lets fields grow, and no further', () => {
    expect(after(`${'0'.repeat(16_383)}7`)).toBe(7_000)
    expect(after(`${'0'.repeat(16_384)}7`)).toBeNull()
  })

  test('names the field that stated the wait', () => {
    expect(hintOf({ 'retry-after': '5' })?.from).toBe('retry-after')
    expect(hintOf({ 'retry-after-ms': '5' })?.from).toBe('retry-after-ms')
    expect(hintOf({ 'x-ms-retry-after-ms': '5' })?.from).toBe('x-ms-retry-after-ms')
    expect(hintOf({}, { bodyMs: 5 })?.from).toBe('body')
    expect(hintOf({ ratelimit: 'r=0;t=7' })?.from).toBe('ratelimit')
    expect(hintOf({ 'ratelimit-reset': '7' })?.from).toBe('ratelimit-reset')
    expect(hintOf({ 'x-ratelimit-reset': '7' })?.from).toBe('x-ratelimit-reset')
    expect(hintOf({ 'x-rate-limit-reset': '7' })?.from).toBe('x-rate-limit-reset')
  })

  test.each(['validation', 'not_found', 'server', 'overloaded', 'quota'] as const)(
    'speaks whatever the kind: %s',
    (kind) => {
      expect(msOf({ 'retry-after': '5' }, { kind, status: 503 })).toBe(5_000)
      expect(msOf({ 'retry-after-ms': '5' }, { kind, status: null })).toBe(5)
    },
  )
})

describe('the fields in milliseconds', () => {
  test.each(['retry-after-ms', 'x-ms-retry-after-ms'])('state a wait: %s', (name) => {
    const values = [' 250 ', '0', '250.2', '-1', '250 ms', 'soon', '', '1.5s', '100, 250']
    expect(values.map((value) => msOf({ [name]: value }))).toEqual([250, 0, 251, null, null, null, null, 1_500, 250])
  })

  test('lose the time that the answer spent in a cache, and state nothing once it is over', () => {
    expect(msOf({ age: '1', 'retry-after-ms': '1500' })).toBe(500)
    expect(msOf({ age: '1', 'retry-after-ms': '1001' })).toBe(1)
    expect(msOf({ age: '1', 'retry-after-ms': '1000' })).toBeNull()
    expect(msOf({ age: '1', 'retry-after-ms': '0' })).toBe(0)
  })
})

describe('the order of the fields', () => {
  const all: readonly (readonly [name: string, value: string])[] = [
    ['retry-after-ms', '1000'],
    ['x-ms-retry-after-ms', '2000'],
    ['retry-after', '3'],
    ['body', '4000'],
    ['ratelimit', '"default";r=0;t=5'],
    ['ratelimit-reset', '6'],
    ['x-ratelimit-reset', '7'],
    ['x-rate-limit-reset', '8'],
  ]

  test.each(all.map(([name], index) => [name, index] as const))('lets %s speak before the others', (name, index) => {
    const { body, ...fields } = Object.fromEntries(all.slice(index)) as Record<string, string>
    expect(hintOf(fields, { bodyMs: body === undefined ? null : Number(body) })).toEqual({
      ms: (index + 1) * 1_000,
      from: name,
    })
  })

  test('passes over a field that states nothing', () => {
    expect(
      msOf({
        'retry-after-ms': 'soon',
        'x-ms-retry-after-ms': '-1',
        'retry-after': 'later',
        ratelimit: 'nothing',
        'ratelimit-reset': '9',
      }),
    ).toBe(9_000)
  })

  test('lets 0 speak', () => {
    expect(msOf({ 'retry-after-ms': '0', 'retry-after': '60' })).toBe(0)
    expect(msOf({ 'retry-after': '0' }, { bodyMs: 5_000 })).toBe(0)
    expect(msOf({ ratelimit: 'r=0;t=7' }, { bodyMs: 0 })).toBe(0)
  })
})

describe('the RateLimit field', () => {
  test.each([
    ['"default";r=0;t=7', 429, 7_000],
    ['"default";r=0;t=7', 503, 7_000],
    ['"default";r=0;t=7', null, 7_000],
    ['"default";t=7;r=0', 503, 7_000],
    ['"default"; r=0; t=7', 503, 7_000],
    ['"default";r=50;t=7', 429, 7_000],
    ['"default";r=50;t=7', 403, null],
    ['"burst";r=0;t=2,"daily";r=9;t=600', 429, 2_000],
    ['"daily";r=9;t=600,"burst";r=0;t=2', 403, 2_000],
    ['"burst";r=0;t=2, "daily";r=0;t=600', 429, 600_000],
    ['"burst";r=1;t=2, "daily";r=5;t=600', 429, 2_000],
    ['"burst";r=1;t=600, "daily";r=5;t=2', 429, 2_000],
    ['limit=100, remaining=0, reset=54', 403, 54_000],
    ['limit=100, remaining=80, reset=54', 429, 54_000],
    ['limit=100, remaining=80, reset=54', 403, null],
    ['limit=10,remaining=0,reset=1', 429, 1_000],
    ['"a";r=0', 429, null],
    ['"a";t=7', 429, null],
    ['"a";r=0;t=-7', 429, null],
    ['"a";r=-1;t=7', 429, null],
    ['"a";r=0;t=7x', 429, null],
    ['"a";r=x;t=7', 429, null],
    ['"a";r=0x;t=7', 429, null],
    ['"a";r=0;t=0', 503, 0],
    ['"a";r=0;t=0,"b";r=5;t=9', 429, 0],
    ['"a";rr=0;tt=7', 429, null],
    ['', 429, null],
    ['"default"', 429, null],
    ['"a";r=0;t=999999999999999', 429, maxDateMs],
    ['"a";r=0;t=9999999999999999', 429, null],
  ] as const)('%s under %s', (ratelimit, status, ms) => {
    expect(msOf({ ratelimit }, { status })).toBe(ms)
  })

  test('is read up to two thousand characters', () => {
    const field = '"a";r=0;t=7'
    expect(msOf({ ratelimit: field.padEnd(2_048) })).toBe(7_000)
    expect(msOf({ ratelimit: field.padEnd(2_049) })).toBeNull()
  })
})

describe('a reset field', () => {
  const epoch = serverDateMs / 1_000
  const reset = (value: string, fields: Fields = {}, options: Asked = {}) =>
    msOf({ date, 'x-ratelimit-reset': value, ...fields }, options)

  test.each([
    ['9', 9_000],
    ['0.5', 500],
    ['3598', 3_598_000],
    ['999999999', 999_999_999_000],
    [String(epoch + 9), 9_000],
    [`${epoch + 9}.123`, 9_123],
    [String(serverDateMs + 9_000), 9_000],
    [String(serverDateMs + 1), 1],
    [imfFixdate(serverDateMs + 9_000), 9_000],
    [new Date(serverDateMs + 9_000).toISOString(), 9_000],
    ['6m0s', 360_000],
    ['1s', 1_000],
    [' 9 ', 9_000],
    ['99999999999999999999', maxDateMs],
  ])('counts from now, or is an epoch in seconds or milliseconds: %s', (value, ms) => {
    expect(reset(value)).toBe(ms)
  })

  test.each([
    '0',
    '-9',
    'soon',
    '',
    String(epoch),
    String(epoch - 1),
    String(serverDateMs),
    '1000000000',
    '100000000000',
    imfFixdate(serverDateMs),
  ])('states nothing where it is over, or cannot be read: %s', (value) => {
    expect(reset(value)).toBeNull()
  })

  test('tells seconds from epochs, and those from milliseconds, by size', () => {
    expect(msOf({ 'x-ratelimit-reset': '999999999' }, { localMs: 0 })).toBe(999_999_999_000)
    expect(msOf({ 'x-ratelimit-reset': '1000000000' }, { localMs: 0 })).toBe(1_000_000_000_000)
    expect(msOf({ 'x-ratelimit-reset': '99999999999' }, { localMs: 0 })).toBe(99_999_999_999_000)
    expect(msOf({ 'x-ratelimit-reset': '100000000000' }, { localMs: 0 })).toBe(100_000_000_000)
    // by the server's clock both are over; as seconds they would be thirty years and more
    expect(reset('1000000000')).toBeNull()
    expect(reset('100000000000')).toBeNull()
  })

  test.each([
    ['0', 9_000],
    ['0;w=60', 9_000],
    ['0.0', 9_000],
    ['1', null],
    ['00', null],
    ['05', null],
    ['', null],
    ['-0', null],
  ])('counts under another status only where nothing remains: %j', (remaining, ms) => {
    expect(reset('9', { 'x-ratelimit-remaining': remaining }, { status: 403 })).toBe(ms)
  })

  test('counts under another status where the count is of forty characters at most', () => {
    const of = (blanks: number) => reset('9', { 'x-ratelimit-remaining': `${' '.repeat(blanks)}0` }, { status: 403 })
    expect([of(39), of(40)]).toEqual([9_000, null])
  })

  test('counts under a 429 whatever remains, and under another status not without a word', () => {
    expect(reset('9', { 'x-ratelimit-remaining': '9' })).toBe(9_000)
    expect(reset('9', {}, { status: 403 })).toBeNull()
    expect(reset('9', { 'ratelimit-remaining': '0' }, { status: 403 })).toBeNull()
    expect(msOf({ 'x-rate-limit-reset': '9', 'x-rate-limit-remaining': '0' }, { status: 403 })).toBe(9_000)
    expect(msOf({ 'ratelimit-reset': '9', 'ratelimit-remaining': '0' }, { status: null })).toBe(9_000)
  })

  test('that states nothing lets the next one speak', () => {
    expect(msOf({ 'ratelimit-reset': '0', 'x-ratelimit-reset': 'soon', 'x-rate-limit-reset': '8' })).toBe(8_000)
  })
})

describe('the RateLimit and reset fields', () => {
  const fields = [{ ratelimit: '"a";r=0;t=7' }, { 'x-ratelimit-reset': '7', 'x-ratelimit-remaining': '0' }]

  test.each(['validation', 'quota', 'overloaded', 'server', 'permission', 'unknown'] as const)(
    'are no wait for the kind %s',
    (kind) => {
      for (const given of fields) expect(hintOf(given, { kind })).toBeNull()
    },
  )

  test('are no wait out of a cache, not even after a second of it', () => {
    for (const given of fields) {
      expect(msOf({ age: '0', ...given })).toBe(7_000)
      expect(msOf({ age: '0.001', ...given })).toBeNull()
    }
  })
})

describe('a wait that the body states', () => {
  test.each([
    [0, 0],
    [5_000, 5_000],
    [1.2, 2],
    [-1, null],
    [-0.5, null],
    [Number.NaN, null],
    [Infinity, maxDateMs],
    [2 * maxDateMs, maxDateMs],
  ])('is whole milliseconds, as in a field: %d is %s', (bodyMs, ms) => {
    expect(msOf({}, { bodyMs })).toBe(ms)
  })
})

describe('an aged answer', () => {
  test.each([
    ['30', '120', 90_000],
    ['30', '31', 1_000],
    ['30', '30', null],
    ['30', '5', null],
    ['30', '0', 0],
    ['30', '1m', 30_000],
    ['30', '40, 20', 10_000],
    ['30', imfFixdate(serverDateMs + 31_000), 1_000],
    ['30', imfFixdate(serverDateMs + 30_000), null],
  ])('of %s s states what is left of %s', (age, value, ms) => {
    expect(after(value, { age })).toBe(ms)
  })

  test('states what its body says, as the format has read it', () => {
    expect(msOf({ age: '30' }, { bodyMs: 5_000 })).toBe(5_000)
  })
})

describe('every answer', () => {
  const value = fc.oneof(
    fc.integer({ min: -10, max: 100_000 }).map(String),
    fc.tuple(fc.nat(10_000), fc.nat(999_999_999)).map(([whole, part]) => `${whole}.${part}`),
    fc.constantFrom(
      'soon',
      '',
      ' ',
      '5s',
      '321.5ms',
      '6m0s',
      '99999999999999999999',
      '1e3',
      '-0',
      'Sun',
      ', ',
      '\u0000',
    ),
    fc.integer({ min: -100_000, max: 100_000 }).map((seconds) => imfFixdate(serverDateMs + seconds * 1_000)),
    fc
      .integer({ min: -100_000, max: 100_000 })
      .map((seconds) => new Date(serverDateMs + seconds * 1_000).toISOString()),
    fc.integer({ min: -100_000, max: 100_000 }).map((seconds) => String(serverDateMs / 1_000 + seconds)),
    fc.integer({ min: -100_000, max: 100_000 }).map((ms) => String(serverDateMs + ms)),
    fc.tuple(fc.nat(3), fc.nat(100)).map(([r, t]) => `"a";r=${r};t=${t}`),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const list = fc.array(value, { minLength: 1, maxLength: 3 }).map((items) => items.join(', '))
  const names = [
    'retry-after-ms',
    'x-ms-retry-after-ms',
    'retry-after',
    'ratelimit',
    'ratelimit-reset',
    'ratelimit-remaining',
    'x-ratelimit-reset',
    'x-ratelimit-remaining',
    'x-rate-limit-reset',
    'x-rate-limit-remaining',
    'age',
  ] as const
  const fields = fc.record(
    Object.fromEntries(names.map((name) => [name, list])) as Record<(typeof names)[number], typeof list>,
    { requiredKeys: [] },
  ) as fc.Arbitrary<Fields>
  const kind = fc.constantFrom<Kind>('rate_limit', 'overloaded', 'server', 'not_found')
  const status = fc.constantFrom(429, 503, 403, null)
  const bodyMs = fc.option(fc.oneof(fc.nat(1_000_000), fc.double()))

  test('states whole milliseconds, never below 0 and never beyond the last date, or nothing', () => {
    fc.assert(
      fc.property(fields, fc.boolean(), kind, status, bodyMs, (given, dated, kind, status, bodyMs) => {
        const hint = hintOf(dated ? { date, ...given } : given, { kind, status, bodyMs })
        if (hint === null) return
        expect(Number.isInteger(hint.ms)).toBe(true)
        expect(Math.sign(hint.ms)).not.toBe(-1)
        expect(hint.ms).toBeLessThanOrEqual(maxDateMs)
      }),
      { numRuns: runs(200) },
    )
  })

  test('states the same whatever the local clock says, where it has a Date', () => {
    fc.assert(
      fc.property(
        fields,
        kind,
        status,
        bodyMs,
        fc.integer({ min: -36e5, max: 36e5 }),
        (given, kind, status, bodyMs, skewMs) => {
          const answer = { date, ...given }
          expect(hintOf(answer, { kind, status, bodyMs, localMs: serverDateMs + skewMs })).toEqual(
            hintOf(answer, { kind, status, bodyMs }),
          )
        },
      ),
      { numRuns: runs(200) },
    )
  })

  test('is never read as less than it states, but for the time in a cache', () => {
    const seconds = fc
      .tuple(fc.nat(1_000_000), fc.nat(9_999))
      .map(([whole, part]) => `${whole}.${String(part).padStart(4, '0')}`)
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 4 }), fc.nat(600), (stated, age) => {
        const most = Math.max(...stated.map(Number)) * 1_000 - age * 1_000
        const ms = after(stated.join(', '), age === 0 ? {} : { age: String(age) })
        // a nanosecond: what binary fractions add
        if (most > 1e-6) expect(ms).toBeGreaterThanOrEqual(most - 1e-5)
        if (ms !== null && most > 1e-6) expect(ms).toBeLessThan(most + 1.00001)
      }),
      { numRuns: runs(200) },
    )
  })

  test('is not cut up where its field holds a single value', () => {
    const cost = (value: string): number => workOf(() => hintOf({ 'retry-after': value }))
    const single = '9'.repeat(4_096)
    expect(cost(single)).toBeLessThan(cost(`${single},`) / 2)
  })

  test.each([
    ['digits', (size: number) => '9'.repeat(size)],
    ['commas', (size: number) => ','.repeat(size)],
    ['words', (size: number) => 'Sun,'.repeat(size / 4)],
    ['dates', (size: number) => `${date},`.repeat(size / 32)],
    ['durations', (size: number) => '1h'.repeat(size / 2)],
  ])('costs twice the work for twice the %s', (_, make) => {
    for (const name of ['retry-after', 'retry-after-ms', 'ratelimit', 'x-ratelimit-reset']) {
      const [once, twice] = [4_096, 8_192].map((size) => workOf(() => hintOf({ [name]: make(size) }))) as [
        number,
        number,
      ]
      expect(twice).toBeLessThanOrEqual(2 * once + 500)
    }
  })
})
