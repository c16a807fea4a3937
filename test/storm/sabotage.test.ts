import { expect, test } from 'vitest'
import { judge } from './gate.ts'
import { gates } from './gates/all.ts'
import { metricsOf } from './metrics.ts'
import { sabotages } from './sabotages.ts'
import { simulate } from './simulate.ts'

test.each(
  sabotages.flatMap(({ whole, broken, ...it }) => [
    { ...it, what: 'holds without', model: whole, expected: true },
    { ...it, what: 'does not hold with', model: broken, expected: false },
  ]),
)('the gate $gate.0 ($gate.1) $what $name', async ({ gate: [id, sentence], scenario, model, expected }) => {
  const metrics = metricsOf(scenario, await simulate(scenario, model, 1))
  const gate = gates.find((it) => it.id === id && it.sentence === sentence)
  expect(judge(gate!, { of: () => metrics, fuzzed: [] }).holds).toBe(expected)
})
