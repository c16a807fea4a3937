import type { Expected, Scenario } from '../scenario.ts'
import { failed, fine } from '../steps.ts'
import { forMethods, gaveUp, quick, recovered } from './build.ts'

const lasting = gaveUp('attempts_exhausted', 'server', 'server')
const twice = { ...quick, maxAttempts: 2 }
/** One failed retry is one too many. */
const owing = { ...twice, budget: { maxRetries: 1 } }

/** The same end for both methods that are repeated after any error. */
const both = (story: Parameters<typeof forMethods>[0], expected: Expected): Scenario[] =>
  forMethods(story, { GET: { expected }, PUT: { expected } })

/** Retries are paid for by successes, and calls are left out while the server takes few. */
export const gates: readonly Scenario[] = [
  ...both(
    {
      name: 'two failed retries are what a fresh client can pay for',
      server: [failed(500)],
      policy: { ...quick, maxAttempts: 5 },
    },
    { requests: 3, events: gaveUp('budget_empty', 'server', 'server', 'server'), gets: { status: 500 } },
  ),
  ...both(
    {
      name: 'a third failing call has no retry left',
      server: [failed(500)],
      policy: twice,
      earlier: 2,
      chance: 0.99,
    },
    {
      requests: 5,
      events: [...lasting, ...lasting, ...gaveUp('budget_empty', 'server')],
      fault: { kind: 'server', status: 500, retryable: true },
      gets: { status: 500 },
    },
  ),
  ...both(
    {
      name: 'a retry that succeeds gets its price back',
      server: [failed(500), fine, failed(500), fine, failed(500), fine, failed(500), fine],
      policy: twice,
      earlier: 3,
    },
    {
      requests: 8,
      events: Array.from({ length: 4 }, () => recovered('server')).flat(),
      gets: { status: 200 },
    },
  ),
  ...both(
    {
      name: 'a call is left out to make up for a retry that failed, once the next has failed too',
      server: [failed(500)],
      policy: owing,
      earlier: 2,
      chance: 0.1,
    },
    {
      requests: 3,
      events: [...lasting, ...gaveUp('budget_empty', 'server'), 'refused 1: overloaded, throttled'],
      fault: { kind: 'overloaded', effect: 'none', status: null, message: null },
      gets: { throws: 'refused' },
      sockets: 3,
    },
  ),
  ...both(
    {
      name: 'a call that chance does not leave out is sent after a retry that failed',
      server: [failed(500), failed(500), fine],
      policy: owing,
      earlier: 1,
      chance: 0.99,
    },
    { requests: 3, events: [...lasting, 'attempt 1'], gets: { status: 200 } },
  ),
]
