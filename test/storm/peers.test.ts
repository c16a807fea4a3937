import { describe, expect, test } from 'vitest'
import { named } from './job.ts'
import { type Metrics, metricsOf } from './metrics.ts'
import { models } from './policies/all.ts'
import { tenth } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { simulate } from './simulate.ts'

async function metrics(name: string, model: string): Promise<Metrics> {
  const scenario = tenth(named(scenarios, name))
  return metricsOf(scenario, await simulate(scenario, named(models, model), 1))
}

describe('what is known of others is what comes out', () => {
  test.each([
    ['no retry', 1, 1],
    ['immediate x3', 3.99, 4],
    ['axios-retry', 3.99, 4],
    ['ofetch', 1.99, 2],
    ['full jitter x2', 2.9, 3],
    // a bucket of 500 at 14 a retry: 35 retries for each of 100 clients, of 24,000 calls
    ['AWS 2026', 1.13, 1.17],
    // five of ten tokens for each
    ['gRPC', 1.01, 1.03],
    // twenty percent, and ten a second for each of 100 clients
    ['Finagle', 2.3, 2.6],
  ])('in an outage %s sends from %f to %f requests for each call', async (model, least, most) => {
    const { amp, ttrS } = await metrics('S1', model)
    expect(amp).toBeGreaterThanOrEqual(least)
    expect(amp).toBeLessThanOrEqual(most)
    expect(ttrS).toBe(0)
  })

  test('without a retry a brownout is over when its queue is: (900 - 100) / 20 seconds', async () => {
    const { ttrS } = await metrics('S2', 'no retry')
    expect(ttrS).toBeGreaterThanOrEqual(34)
    expect(ttrS).toBeLessThanOrEqual(47)
  })

  test('with retries but no budget it never is', async () => {
    const { ttrS, success } = await metrics('S2', 'full jitter x2')
    expect(ttrS).toBeNull()
    expect(success).toBeLessThan(5)
  })
})
