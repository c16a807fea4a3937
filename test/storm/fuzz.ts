import type { Backoff, PolicyInput } from '@recourse/core'
import { type Random, randomOf } from './random.ts'
import { type Scenario, usual } from './scenario.ts'
import { recourseWith } from './policies/recourse.ts'
import { simulate } from './simulate.ts'

/** A policy at random, of all that the options take without one named `unsafe…`. */
export function randomPolicy(random: Random): PolicyInput {
  const between = (from: number, to: number): number => from + random() * (to - from)
  const wide = (from: number, to: number): number => Math.exp(between(Math.log(from), Math.log(to)))
  const whole = (from: number, to: number): number => Math.floor(between(from, to + 1))
  const one = <const All extends readonly unknown[]>(...of: All): All[number] => of[whole(0, of.length - 1)]
  const backoff = (): Backoff => ({
    baseMs: one(0, wide(1, 10_000)),
    capMs: wide(1, 60_000),
    jitter: one('none', 'full', 'equal'),
  })
  const budget = {
    cap: between(0, 100),
    start: between(0, 10),
    deposit: between(0, 0.2),
    cost: wide(1, 100),
    throttledCost: wide(0.35, 100),
    maxRetries: whole(1, 10),
  }
  const throttle = { k: wide(1.1, 100), windowMs: wide(1_000, 600_000), maxRefused: between(0, 0.9) }
  // how long it is open is the user's own wish, up to a year: a minute is enough to see that it closes again
  const [failureRate, consecutive] = [one(null, between(0.01, 1)), one(null, whole(1, 20))]
  const breaker = {
    // one of them has to be looked at
    failureRate: failureRate === null && consecutive === null ? 1 : failureRate,
    consecutive,
    minCalls: whole(1, 100),
    windowMs: wide(1, 600_000),
    openMs: wide(1, 10_000),
    maxOpenMs: wide(1, 60_000),
    probes: whole(1, 100),
    leaseMs: wide(1, 60_000),
  }
  return {
    preset: one('server', 'browser'),
    maxAttempts: whole(1, 10),
    transient: backoff(),
    throttled: backoff(),
    // below that, calls would fail without any trouble
    totalTimeoutMs: one(null, wide(2_000, 60_000)),
    budget: one('server', 'browser', budget, budget),
    throttle: one(false, throttle, throttle),
    breaker: one(false, false, breaker),
    pacing: one(false, false, { maxQueue: whole(0, 1_000), maxQueueMs: between(0, 60_000) }),
    closed: one('refuse', 'refuse', 'hold'),
  }
}

/** A small server, slow for a while, and enough time after it for all clients to spend all their tokens. */
const small = (clients: number): Scenario => ({
  ...usual,
  name: `fuzz/${clients}`,
  about: 'half of a small capacity for 20 s',
  clients,
  rate: 48,
  workers: 3,
  trouble: { kind: 'slow', factor: 0.5, fromS: 15, untilS: 35 },
  lengthS: 255,
})

export type Fuzzed = Readonly<{
  seed: number
  clients: number
  policy: PolicyInput
  lastMinute: number
  staysDown: boolean
}>

/** One random policy through one trouble. Down: in the last of four minutes, the users still feel it. */
export async function fuzz(seed: number, given?: PolicyInput): Promise<Fuzzed> {
  const random = randomOf(seed, 9)
  const clients = [6, 60, 200][Math.floor(random() * 3)]!
  const policy = given ?? randomPolicy(random)
  const scenario = small(clients)
  const { curves } = await simulate(scenario, recourseWith('fuzz', '', policy), seed)
  const sum = (curve: Float64Array): number =>
    curve.subarray(scenario.lengthS - 60, scenario.lengthS).reduce((a, b) => a + b, 0)
  const lastMinute = (100 * sum(curves.succeeded)) / sum(curves.offered)
  return { seed, clients, policy, lastMinute, staysDown: lastMinute < 95 }
}
