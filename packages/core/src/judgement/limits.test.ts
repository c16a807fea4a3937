import { describe, expect, test } from 'vitest'
import { fieldOf } from '../../../../test/fixtures/nouns.ts'
import { imfFixdate, serverDateMs } from '../../../../test/fixtures/stated-waits.ts'
import { type Limit, limitsOf } from './limits.ts'
import { serverTime } from './retry-hint.ts'

type Fields = Readonly<Record<string, string>>
const date = imfFixdate(serverDateMs)

/** What is said, without what is not. */
function said(fields: Fields): Limit[] {
  const header = fieldOf({ date, ...fields })
  return limitsOf(header, serverTime(header, 0)).map(
    (limit) => Object.fromEntries(Object.entries(limit).filter(([, value]) => value != null)) as Limit,
  )
}

describe('the RateLimit fields', () => {
  test.each<[string, string, Limit[]]>([
    [
      '"burst";q=100;w=60',
      '"burst";r=50;t=30',
      [
        { limit: 100, windowMs: 60_000 },
        { limit: 100, remaining: 50, resetMs: 30_000 },
      ],
    ],
    [
      '"a,b;c" ;q=5; w=1;qu="requests";pk=:YWJj:, "day";q=1000;w=86400',
      '"day";t=600;r=0',
      [
        { limit: 5, windowMs: 1_000 },
        { limit: 1_000, windowMs: 86_400_000 },
        { limit: 1_000, remaining: 0, resetMs: 600_000 },
      ],
    ],
    ['"x";q=9;w=1', '"y";r=3', [{ limit: 9, windowMs: 1_000 }, { remaining: 3 }]],
    ['"bytes";q=9;w=1;qu="content-bytes"', '"bytes";r=0;t=5', []],
    ['"bytes";q=9;w=1; qu="content-bytes"', '"bytes";r=0;t=5', []],
    ['"a;q=7;w=9;b"', '"a;t=9;b";r=1', [{ remaining: 1 }]],
    ['"a" ;q=2;w=1', '"x", "a;t=9;b" ;r=1', [{ limit: 2, windowMs: 1_000 }, { remaining: 1 }]],
    ['100;w=60"s"', '', []],
    [
      '10;w=1',
      'limit=10,remaining=5,reset=3',
      [
        { limit: 10, windowMs: 1_000 },
        { limit: 10, remaining: 5, resetMs: 3_000 },
      ],
    ],
    [
      '100;w=60',
      'limit=100, remaining=50, reset=30',
      [
        { limit: 100, windowMs: 60_000 },
        { limit: 100, remaining: 50, resetMs: 30_000 },
      ],
    ],
    ['', '"a";r=1;t=0', [{ remaining: 1 }]],
    ['"a";q=-1;w=60', '"a";r=-1;t=5', []],
    ['"a";q=1x;w=60', '"a";r=1.5;t=5', []],
    ['"a";w=60', '"a";t=5', []],
    ['', '"a', []],
    ['"', '"', []],
    [',,', ';;', []],
  ])('%s and %s', (policy, level, limits) => {
    expect(said({ 'ratelimit-policy': policy, ratelimit: level })).toEqual(limits)
  })

  test('say nothing out of a cache', () => {
    const fields = { ratelimit: '"a";r=0;t=5', 'x-ratelimit-limit': '5' }
    expect(said({ ...fields, age: '1' })).toEqual([])
    expect(said({ ...fields, age: '0' })).toHaveLength(3)
  })

  test('are read up to two thousand characters', () => {
    const field = '"a";r=0;t=7'
    expect(said({ ratelimit: field.padEnd(2_048) })).toHaveLength(1)
    expect(said({ ratelimit: field.padEnd(2_049) })).toEqual([])
  })
})

describe('the fields of earlier drafts and of others', () => {
  const inAnHour = String(serverDateMs / 1_000 + 3_600)

  test.each<[string, Fields, Limit]>([
    [
      'a delta',
      { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '30' },
      { limit: 100, remaining: 7, resetMs: 30_000 },
    ],
    [
      'an epoch in seconds, as GitHub has it',
      { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': inAnHour },
      { limit: 5_000, remaining: 4_999, resetMs: 3_600_000 },
    ],
    [
      'an epoch in milliseconds',
      { 'x-ratelimit-limit': '9', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${inAnHour}000` },
      { limit: 9, remaining: 0, resetMs: 3_600_000 },
    ],
    [
      'the names of the sixth draft',
      { 'ratelimit-limit': '10', 'ratelimit-remaining': '1', 'ratelimit-reset': '5' },
      { limit: 10, remaining: 1, resetMs: 5_000 },
    ],
    [
      'a hyphen more',
      { 'x-rate-limit-limit': '10', 'x-rate-limit-remaining': '1', 'x-rate-limit-reset': '5' },
      { limit: 10, remaining: 1, resetMs: 5_000 },
    ],
    [
      'a monthly plan at RapidAPI, which does not refill',
      {
        'x-ratelimit-requests-limit': '500',
        'x-ratelimit-requests-remaining': '9',
        'x-ratelimit-requests-reset': '900000',
      },
      { limit: 500, remaining: 9, resetMs: 900_000_000 },
    ],
    [
      'what is left, without the limit',
      { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '30' },
      { remaining: 7, resetMs: 30_000 },
    ],
    [
      'a limit that refills steadily, without what is left',
      { 'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-reset': '60' },
      { limit: 50, resetMs: 60_000 },
    ],
  ])('%s', (_, fields, limit) => {
    expect(said(fields)).toContainEqual(limit)
  })

  test('list windows beside their limits', () => {
    expect(
      said({
        'x-ratelimit-limit': '100, 100;window=60, 10000;window=86400',
        'x-ratelimit-remaining': '98',
        'x-ratelimit-reset': '3',
      }),
    ).toEqual(
      expect.arrayContaining([
        { limit: 100, windowMs: 60_000 },
        { limit: 10_000, windowMs: 86_400_000 },
        { limit: 100, remaining: 98, resetMs: 3_000 },
      ]),
    )
    expect(
      said({
        'x-ratelimit-limit': '1, 15000',
        'x-ratelimit-policy': '1;w=1, 15000;w=2592000',
        'x-ratelimit-remaining': '0, 14523',
        'x-ratelimit-reset': '1, 1419704',
      }),
    ).toEqual(
      expect.arrayContaining([
        { limit: 1, windowMs: 1_000 },
        { limit: 15_000, windowMs: 2_592_000_000 },
        { limit: 1, remaining: 0, resetMs: 1_000 },
      ]),
    )
  })

  test('that refill steadily tell the window once half is gone, and the next call', () => {
    const anthropic = (remaining: number, resetMs: number): Limit[] =>
      said({
        'anthropic-ratelimit-requests-limit': '50',
        'anthropic-ratelimit-requests-remaining': String(remaining),
        'anthropic-ratelimit-requests-reset': new Date(serverDateMs + resetMs).toISOString(),
        'anthropic-ratelimit-tokens-limit': '1',
        'anthropic-ratelimit-tokens-remaining': '0',
        'anthropic-ratelimit-tokens-reset': new Date(serverDateMs + 60_000).toISOString(),
      })
    expect(anthropic(0, 60_000)).toEqual([{ limit: 50, remaining: 0, resetMs: 1_200, windowMs: 60_000 }])
    expect(anthropic(25, 30_000)).toEqual([{ limit: 50, remaining: 25, resetMs: 1_200, windowMs: 60_000 }])
    expect(anthropic(26, 28_800)).toEqual([{ limit: 50, remaining: 26, resetMs: 1_200 }])
    expect(anthropic(50, 0)).toEqual([{ limit: 50, remaining: 50 }])
    expect(
      said({
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-remaining-requests': '30',
        'x-ratelimit-reset-requests': '30s',
      }),
    ).toEqual([{ limit: 60, remaining: 30, resetMs: 1_000, windowMs: 60_000 }])
  })

  test("may be an API's own", () => {
    const header = fieldOf({ 'x-quota-remaining': '2', 'x-quota-limit': '9', 'x-quota-reset': '500' })
    const own = [{ remaining: 'x-quota-remaining', reset: 'x-quota-reset', unit: 'milliseconds' }] as const
    expect(limitsOf(header, { nowMs: 0, ageMs: 0 }, own)).toEqual([{ limit: 9, remaining: 2, resetMs: 500 }])
  })

  test.each<[string, Limit[]]>([
    ['x-requests-remaining', [{ limit: 10, remaining: 4, resetMs: 6_000 }]],
    ['x-anthropic-remaining', [{ limit: 10, remaining: 4, resetMs: 6_000 }]],
    ['x-remaining-requests', [{ limit: 10, remaining: 4, resetMs: 1_000, windowMs: 10_000 }]],
    ['anthropic-remaining', [{ limit: 10, remaining: 4, resetMs: 1_000, windowMs: 10_000 }]],
    ['x-remaining-tokens', []],
  ])('refill steadily, or count no calls, by their names: %s', (remaining, limits) => {
    const header = fieldOf({ [remaining]: '4', [remaining.replace('remaining', 'limit')]: '10', 'x-reset': '6' })
    const own = [{ remaining, reset: 'x-reset', unit: 'seconds' }] as const
    expect(limitsOf(header, { nowMs: 0, ageMs: 0 }, own)).toEqual(limits)
  })

  test.each([{}, { 'x-ratelimit-limit': 'many' }, { 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': '5' }])(
    'say nothing where they are malformed or absent: %j',
    (fields) => {
      expect(said(fields)).toEqual([])
    },
  )
})
