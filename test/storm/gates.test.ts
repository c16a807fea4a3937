import { expect, test } from 'vitest'
import { type Gate, drawJudged, judge, needsOf } from './gate.ts'
import { gates } from './gates/all.ts'
import { runJob } from './job.ts'
import { jobsOf, planOf } from './plan.ts'

const planned = new Set(
  jobsOf(planOf({ full: false, only: [], policy: [] }), [1]).map(({ scenario, model }) => `${scenario}\n${model}`),
)
const { metrics } = await runJob({ scenario: 'P30', model: 'no retry', seed: 1 })

test.each(gates)('$id: $sentence: looks at what is run without arguments', (gate) => {
  expect(Number.isFinite(judge(gate, { of: () => metrics, fuzzed: [] }).value)).toBe(true)
  expect(needsOf(gate).filter((names) => !planned.has(names.join('\n')))).toEqual([])
})

const gate = (value: number, bound: Pick<Gate, 'least' | 'most'>): Gate => ({
  id: 'G',
  sentence: 'a number',
  measure: () => value,
  ...bound,
})
const evidence = { of: () => metrics, fuzzed: [] }

test.each([
  [1, { most: 1 }, true],
  [1.001, { most: 1 }, false],
  [91, { least: 91 }, true],
  [90.99, { least: 91 }, false],
  [Infinity, { most: 20 }, false],
  [NaN, { most: 20 }, false],
  [NaN, { least: 0 }, false],
])('%f within %j: %s', (value, bound, holds) => {
  expect(judge(gate(value, bound), evidence).holds).toBe(holds)
})

test('one that does not hold is said with its number and its bound', () => {
  const drawn = drawJudged([judge(gate(2, { most: 1 }), evidence), judge(gate(1, { most: 1 }), evidence)]).join('\n')
  expect(drawn).toMatch(/FAILS {2}G +2\.000 <= 1 +a number/)
  expect(drawn).toContain('1 of 2 FAIL')
})
