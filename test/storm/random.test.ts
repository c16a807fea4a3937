import { expect, test } from 'vitest'
import { exponential, randomOf } from './random.ts'

const draw = (seed: number, stream?: number): number[] => Array.from({ length: 1_000 }, randomOf(seed, stream))

test('the same seed draws the same numbers, another seed or stream others', () => {
  expect(draw(1)).toEqual(draw(1))
  expect(draw(2)).not.toEqual(draw(1))
  expect(draw(1, 1)).not.toEqual(draw(1))
})

test('its numbers lie from 0 up to 1, evenly', () => {
  const numbers = Array.from({ length: 100_000 }, randomOf(7))
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const number of numbers) tenths[Math.floor(number * 10)]! += 1
  // five standard deviations
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(475)
})

test('exponential draws have their mean, and a share of 1/e is above it', () => {
  const random = randomOf(3)
  const draws = Array.from({ length: 100_000 }, () => exponential(random, 50))
  expect(draws.reduce((sum, one) => sum + one) / draws.length).toBeCloseTo(50, 0)
  expect(draws.filter((one) => one > 50).length / draws.length).toBeCloseTo(1 / Math.E, 2)
})

test('a draw of nothing takes no time, and none takes for ever', () => {
  expect(exponential(() => 0, 50)).toBe(-0)
  expect(exponential(() => 1 - 2 ** -32, 50)).toBeLessThan(50 * 23)
})
