import type { PolicyInput } from '@recourse/core'
import { named } from './job.ts'
import { recourseWith } from './policies/recourse.ts'
import { type Scenario, usual } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { type Spoil, depositOnRequest, ofAnyGeneration, spoilt, takeAfterWait } from './spoilt.ts'
import type { Model } from './world.ts'

/** The engine with one of its rules broken, and the gate that sees it. */
export type Sabotage = Readonly<{
  name: string
  /** Id and sentence. */
  gate: readonly [id: string, sentence: string]
  scenario: Scenario
  /** The engine as it is, and the same with the rule broken. */
  whole: Model
  broken: Model
}>

/** An outage that is long for so few calls: what a client may spend shows. The throttle would leave calls out, and hide it. */
const outage: Scenario = {
  ...usual,
  name: 'a small outage',
  about: 'outage of 30 s, two calls a second from each of 20 clients',
  clients: 20,
  rate: 40,
  workers: 3,
  trouble: { kind: 'outage', fromS: 10, untilS: 40 },
  lengthS: 100,
}

/** Calls of before the breaker opened end for 30 s after it closed. What is late is busy to the throttle. */
const hang: Scenario = {
  ...usual,
  name: 'a long hang',
  about: 'requests are lost for 30 s, and time out 30 s later',
  clients: 20,
  rate: 40,
  workers: 3,
  attemptTimeoutMs: 30_000,
  trouble: { kind: 'hang', fromS: 10, untilS: 40 },
  lengthS: 100,
}

/** One retry, until something succeeds. */
const one = { cap: 1, start: 1, deposit: 0.2, throttledCost: 1 } as const

export const sabotages: readonly Sabotage[] = [
  {
    name: 'a deposit on request in the place of success',
    gate: ['G1 budget', 'without the throttle: requests'],
    scenario: outage,
    ...pair({ throttle: false, budget: one }, depositOnRequest),
  },
  {
    name: 'a token that is taken after the wait',
    gate: ['G1 budget', 'without the throttle: requests'],
    scenario: outage,
    // whoever waits takes its token when it comes back; pacing asks again by then
    ...pair(
      { throttle: false, pacing: {}, budget: one, throttled: { baseMs: 10_000, capMs: 10_000, jitter: 'full' } },
      takeAfterWait,
    ),
  },
  {
    name: 'results that count in any generation',
    gate: ['refuse/20', 'seconds to recover'],
    scenario: hang,
    ...pair(
      { throttle: false, breaker: { failureRate: null, consecutive: 1, openMs: 1_000, maxOpenMs: 3_000 } },
      ofAnyGeneration,
    ),
  },
  {
    name: 'a stated wait that is clamped',
    gate: ['G7 early', 'requests before the stated time'],
    scenario: named(scenarios, 'herd-2'),
    ...clamped(),
  },
]

function pair(policy: PolicyInput, spoil: Spoil): Pick<Sabotage, 'whole' | 'broken'> {
  const model = (name: string, rule: Spoil): Model => recourseWith(name, '', policy, (clock) => spoilt(clock, rule))
  return { whole: model('whole', (_, apply) => apply), broken: model('broken', spoil) }
}

/** As clients do that find a wait too long, and take a shorter one in its place. */
function clamped(): Pick<Sabotage, 'whole' | 'broken'> {
  const whole = recourseWith('whole', '', {})
  return {
    whole,
    broken: {
      ...whole,
      client(world) {
        const client = whole.client(world)
        return (call) =>
          client({
            ...call,
            send: (answered, timeoutMs) =>
              call.send(({ retryAfterMs, ...answer }) => {
                answered({ ...answer, retryAfterMs: retryAfterMs === null ? null : Math.min(1_000, retryAfterMs) })
              }, timeoutMs),
          })
      },
    },
  }
}
