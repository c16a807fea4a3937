import { expect, test } from 'vitest'
import { isConclusive, median, orderOf, quantile, steady } from './statistics.ts'

test('a quantile is a value of the sample, whatever its order, and the sample stays as it is', () => {
  const values = [5, 1, 4, 2, 3]
  expect([0, 0.2, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 2, 3, 5, 5])
  expect(values).toEqual([5, 1, 4, 2, 3])
})

test('a quantile sorts by size and not by digits', () => {
  expect(quantile([100, 9, 20], 0)).toBe(9)
})

test('nothing has no quantile', () => {
  expect(quantile([], 0.5)).toBeNaN()
})

test('rounds that were disturbed do not move the steady value, as long as a fifth were not', () => {
  const undisturbed = Array.from({ length: 30 }, () => 100)
  const disturbed = Array.from({ length: 70 }, (_, index) => 200 + index)
  expect(steady([...disturbed, ...undisturbed])).toBe(100)
  expect(median([...disturbed, ...undisturbed])).toBeGreaterThan(200)
})

test.each([
  [1, true],
  [1.05, true],
  [0.95, true],
  [1.06, false],
  [0.94, false],
  [Number.NaN, false],
])('a control that took %s times as long is trusted: %s', (control, expected) => {
  expect(isConclusive(control)).toBe(expected)
})

test('over twice as many rounds as lanes every lane runs first equally often, and after both its neighbours', () => {
  const rounds = Array.from({ length: 8 }, (_, round) => orderOf(4, round))
  for (const round of rounds) expect(new Set(round)).toEqual(new Set([0, 1, 2, 3]))
  expect([0, 1, 2, 3].map((lane) => rounds.filter(([first]) => first === lane).length)).toEqual([2, 2, 2, 2])
  const follows = new Set(rounds.flatMap((round) => round.slice(1).map((lane, index) => `${round[index]}${lane}`)))
  for (const pair of ['01', '10', '12', '21', '23', '32', '30', '03']) expect(follows).toContain(pair)
})
