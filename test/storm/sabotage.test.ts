import { expect, test } from 'vitest'
import { judge } from './gate.ts'
import { gates } from './gates/all.ts'
import { named } from './job.ts'
import { metricsOf } from './metrics.ts'
import { models } from './policies/all.ts'
import { scenarios } from './scenarios.ts'
import { simulate } from './simulate.ts'
import type { Model } from './world.ts'

const herd = named(scenarios, 'herd-2')
const recourse = named(models, 'recourse')

/** As clients do that find a wait too long, and take a shorter one in its place. */
const clamped: Model = {
  ...recourse,
  client(world) {
    const client = recourse.client(world)
    return (call) =>
      client({
        ...call,
        send: (answered, timeoutMs) =>
          call.send(({ retryAfterMs, ...answer }) => {
            answered({ ...answer, retryAfterMs: retryAfterMs === null ? null : Math.min(1_000, retryAfterMs) })
          }, timeoutMs),
      })
  },
}

test.each([
  ['as it is', recourse, true],
  ['with a stated wait that is clamped', clamped, false],
])('%s: the gate for requests before the stated time', async (_, model, expected) => {
  const metrics = metricsOf(herd, await simulate(herd, model, 1))
  const gate = gates.find(({ id }) => id === 'G7 early')
  expect(judge(gate!, { of: () => metrics, fuzzed: [] }).holds).toBe(expected)
})
