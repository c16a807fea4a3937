import { expect, test } from 'vitest'
import { drawBar, verdictOn } from './bar.ts'

const times = { base: 1_000, control: 1_010, of: { ours: 1_400, peer: 1_500, cheap: 1_300 } }

test('a ratio is kept up to its very limit', () => {
  expect(verdictOn('ours', { ratio: 1.4 }, times)).toBe('met')
  expect(verdictOn('ours', { ratio: 1.39 }, times)).toBe('missed')
})

test('a ratio may leave some nanoseconds besides', () => {
  expect(verdictOn('ours', { ratio: 1, plusNs: 400 }, times)).toBe('met')
  expect(verdictOn('ours', { ratio: 1, plusNs: 399 }, times)).toBe('missed')
})

test('a bar that is another contender is judged by the times of the same run', () => {
  expect(verdictOn('ours', { addsAtMost: 'peer' }, times)).toBe('met')
  expect(verdictOn('ours', { addsAtMost: 'cheap' }, times)).toBe('missed')
})

test('a run whose control is off by more than a twentieth judges nothing', () => {
  expect(verdictOn('ours', { ratio: 1 }, { ...times, control: 1_060 })).toBe('inconclusive')
  expect(verdictOn('ours', { ratio: 2 }, { ...times, control: 940 })).toBe('inconclusive')
})

test('without a bar there is nothing to say, unless the run says nothing', () => {
  expect(verdictOn('peer', undefined, times)).toBe(null)
  expect(verdictOn('peer', undefined, { ...times, control: 1_060 })).toBe('inconclusive')
})

test('a bar that names nobody who ran is a mistake, not a pass', () => {
  expect(() => verdictOn('ours', { addsAtMost: 'nobody' }, times)).toThrow('no time to judge ours by: ≤ nobody')
})

test('a bar is drawn as what it is', () => {
  const bars = [{ ratio: 1.5 }, { ratio: 2 * 1.1 }, { ratio: 6, plusNs: 3_000 }, { addsAtMost: 'p-retry' }]
  expect(bars.map(drawBar)).toEqual(['≤ 1.5 ×', '≤ 2.2 ×', '≤ 6 × + 3 µs', '≤ p-retry'])
})
