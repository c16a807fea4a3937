import { definePolicy } from '@recourse/core'
import { expect, test } from 'vitest'
import { fuzz, randomPolicy } from './fuzz.ts'
import { named } from './job.ts'
import { metricsOf } from './metrics.ts'
import { own } from './policies/all.ts'
import { randomOf } from './random.ts'
import { tenth } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { simulate } from './simulate.ts'

const outage = tenth(named(scenarios, 'S1'))
const brownout = tenth(named(scenarios, 'S2b'))

test.each(own)(
  '$name sends at most one request for each call of an outage, and is back',
  async (model) => {
    const { wire, ttrS, peak } = metricsOf(outage, await simulate(outage, model, 1))
    expect(wire).toBeLessThanOrEqual(1.05)
    expect(ttrS).toBeLessThanOrEqual(20)
    expect(peak).toBeLessThanOrEqual(3)
  },
  30_000,
)

test.each(own)(
  '$name leaves a brownout, the same way again with the same seed',
  async (model) => {
    const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => simulate(brownout, model, seed)))
    const { wire, ttrS } = metricsOf(brownout, first!)
    expect(wire).toBeLessThanOrEqual(1.05)
    expect(ttrS).not.toBeNull()
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  },
  30_000,
)

test('random policies are all allowed, none by an unsafe option, and they differ', () => {
  const policies = Array.from({ length: 200 }, (_, index) => randomPolicy(randomOf(index)))
  for (const policy of policies) expect(definePolicy(policy)).toMatchObject({ unsafeMaxAttempts: null })
  expect(JSON.stringify(policies)).not.toContain('unsafe')
  expect(new Set(policies.map((policy) => JSON.stringify(policy))).size).toBe(200)
})

test('a policy without a budget is seen to stay down', async () => {
  const off = { budget: 'unsafe_off', throttle: false, maxAttempts: 3 } as const
  const { staysDown } = await fuzz(1_001, off)
  expect(staysDown).toBe(true)
}, 30_000)
