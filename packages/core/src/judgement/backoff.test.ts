import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostChance } from '../../../../test/fixtures/clock.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import type { Backoff } from '../nouns/policy.ts'
import { afterStatedMs, backoffMs } from './backoff.ts'

const never = () => 0
const half = () => 0.5
const most = () => mostChance
const backoff = (jitter: Backoff['jitter'], baseMs = 100, capMs = 20_000): Backoff => ({ baseMs, capMs, jitter })

describe('backoff', () => {
  test.each([
    ['none', never, [100, 200, 400, 800]],
    ['none', most, [100, 200, 400, 800]],
    ['full', never, [0, 0, 0, 0]],
    ['full', half, [50, 100, 200, 400]],
    ['full', most, [100, 200, 400, 800]],
    ['equal', never, [50, 100, 200, 400]],
    ['equal', half, [75, 150, 300, 600]],
    ['equal', most, [100, 200, 400, 800]],
  ] as const)('with jitter %s doubles from the base (chance %o)', (jitter, random, delays) => {
    expect([1, 2, 3, 4].map((retry) => backoffMs(backoff(jitter), retry, random))).toEqual(delays)
  })

  test('caps before it jitters, so that late delays spread over the cap', () => {
    expect(backoffMs(backoff('full'), 9, half)).toBe(10_000)
    expect(backoffMs(backoff('full'), 9, most)).toBe(20_000)
    expect(backoffMs(backoff('equal'), 9, never)).toBe(10_000)
    expect(backoffMs(backoff('equal'), 9, half)).toBe(15_000)
    expect(backoffMs(backoff('none'), 8, never)).toBe(12_800)
    expect(backoffMs(backoff('none'), 9, never)).toBe(20_000)
  })

  test('is never above the longest wait that is allowed', () => {
    expect(backoffMs(backoff('none'), 5, never, 1_000)).toBe(1_000)
    expect(backoffMs(backoff('equal'), 5, never, 1_000)).toBe(500)
    expect(backoffMs(backoff('none'), 3, never, 1_000)).toBe(400)
    expect(backoffMs(backoff('none'), 3, never, 0)).toBe(0)
  })

  test('is nothing where the base or the cap is nothing', () => {
    expect(backoffMs(backoff('equal', 0), 1, most)).toBe(0)
    expect(backoffMs(backoff('equal', 100, 0), 3, most)).toBe(0)
  })

  test('is whole milliseconds', () => {
    expect(backoffMs(backoff('full', 3), 1, half)).toBe(2)
    expect(backoffMs(backoff('equal', 3), 1, never)).toBe(2)
    expect(backoffMs(backoff('full', 5), 1, () => 0.25)).toBe(1)
  })

  test('asks for chance once and no more', () => {
    let asked = 0
    backoffMs(backoff('full'), 3, () => ++asked / 10)
    expect(asked).toBe(1)
  })

  const anyMs = fc.integer({ min: 0, max: 31_536_000_000 })
  const jitters = fc.constantFrom<Backoff['jitter']>('none', 'full', 'equal')
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const retries = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1_000_000 }))

  test('stays within nothing and the cap for every attempt up to a million, in whole milliseconds', () => {
    fc.assert(
      fc.property(anyMs, anyMs, jitters, retries, chance, (baseMs, capMs, jitter, retry, random) => {
        const delay = backoffMs({ baseMs, capMs, jitter }, retry, () => random)
        expect(Number.isInteger(delay)).toBe(true)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(Math.min(capMs, baseMs * 2 ** Math.min(retry - 1, 60)))
      }),
      {
        numRuns: runs(200),
        examples: [
          [0, 1, 'full', 1_025, 0.5],
          [0, 0, 'none', 1_000_000, 0],
          [1, 1, 'equal', 1_000_000, 0],
        ],
      },
    )
  })

  test('with equal jitter is at least half of the ceiling, and never falls while it is not jittered', () => {
    fc.assert(
      fc.property(anyMs, anyMs, fc.integer({ min: 1, max: 1_000 }), chance, (baseMs, capMs, retry, random) => {
        const ceiling = backoffMs({ baseMs, capMs, jitter: 'none' }, retry, () => random)
        expect(backoffMs({ baseMs, capMs, jitter: 'equal' }, retry, () => random)).toBeGreaterThanOrEqual(ceiling / 2)
        expect(backoffMs({ baseMs, capMs, jitter: 'none' }, retry + 1, () => random)).toBeGreaterThanOrEqual(ceiling)
      }),
      { numRuns: runs(200) },
    )
  })
})

describe('a wait that the server stated', () => {
  test.each([
    [0.2, 1, never, 5_000],
    [0.2, 1, half, 5_500],
    [0.2, 1, most, 6_000],
    [1, 1, most, 10_000],
    [0, 1, most, 5_000],
    [0.2, 2, never, 5_000],
    [0.2, 2, half, 6_000],
    [0.2, 2, most, 7_000],
    [0.2, 3, most, 9_000],
    [1, 3, most, 25_000],
  ])('is spread by a share of %d, doubled with each statement (the %d. here)', (spread, statement, random, delay) => {
    expect(afterStatedMs(5_000, spread, statement, 0, random)).toBe(delay)
  })

  test('is taken at its word the first time, and not below the backoff from then on', () => {
    expect(afterStatedMs(100, 0.2, 1, 4_000, never)).toBe(100)
    expect(afterStatedMs(100, 0.2, 2, 4_000, never)).toBe(4_000)
    expect(afterStatedMs(5_000, 0.2, 2, 4_000, never)).toBe(5_000)
  })

  test('is rounded up', () => {
    expect(afterStatedMs(1, 0.2, 1, 0, half)).toBe(2)
    expect(afterStatedMs(1.25, 0, 1, 0, never)).toBe(2)
    expect(afterStatedMs(1, 0, 2, 1.5, never)).toBe(2)
  })

  test('is never shortened, whatever is added', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8_640_000_000 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 1_000_000 })),
        fc.integer({ min: 0, max: 60_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (stated, spread, statement, backoffDelay, random) => {
          const delay = afterStatedMs(stated, spread, statement, backoffDelay, () => random)
          expect(Number.isInteger(delay)).toBe(true)
          expect(delay).toBeGreaterThanOrEqual(statement > 1 ? Math.max(stated, backoffDelay) : stated)
          if (statement === 1) expect(delay).toBeLessThanOrEqual(Math.ceil(stated * (1 + spread)))
        },
      ),
      {
        numRuns: runs(200),
        examples: [
          [1_000, 0, 2_000, 0, 0.5],
          [1_000, 0.2, 2_000, 0, 0],
        ],
      },
    )
  })
})
