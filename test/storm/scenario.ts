import type { PolicyInput } from '@recourse/core'

/** What happens to the server. */
export type Kind =
  | Readonly<{ kind: 'outage' }> // every request is answered at once, with a bare 503
  | Readonly<{ kind: 'slow'; factor: number }> // share of the capacity; 0: all waits until it is over
  | Readonly<{ kind: 'hang' }> // requests are lost, and nobody answers
  | Readonly<{ kind: 'partial'; share: number; status: 500 | 503; fast: boolean }> // `fast`: before any work, else after it
  | Readonly<{ kind: 'limit'; retryAfterMs: number | null }> // all are told to wait so long; null: up to its end

/** From when to when, in seconds. */
export type Trouble = Readonly<{ fromS: number; untilS: number }> & Kind

export type Scenario = Readonly<{
  name: string
  about: string
  clients: number
  /** Calls for each second, of all clients together, as a Poisson process. 0: each client calls once, within the first 100 ms. */
  rate: number
  workers: number
  serviceMs: number
  maxQueue: number
  /** What an answer to shed work says beside 503. */
  shedRetryAfterMs: number | null
  /** Requests in each window of so long; those beyond are told when the next begins. */
  limit: Readonly<{ requests: number; windowMs: number }> | null
  attemptTimeoutMs: number
  /** How long users wait before they give up. */
  patienceS: number
  trouble: Trouble
  /** Seconds of load in all, at least 60 after the trouble. */
  lengthS: number
  policy: PolicyInput
}>

/** The server of the first simulation: 50 workers of 50 ms are 1,000 requests a second, offered are 800. */
export const usual = {
  clients: 100,
  rate: 800,
  workers: 50,
  serviceMs: 50,
  maxQueue: Infinity,
  shedRetryAfterMs: null,
  limit: null,
  attemptTimeoutMs: 1_000,
  patienceS: 10,
  policy: {},
} as const satisfies Partial<Scenario>

/** The fault's own window ends so long after it. */
export const afterS = 60

/** The same with a tenth of everything, for tests. */
export const tenth = (scenario: Scenario): Scenario => ({
  ...scenario,
  clients: scenario.clients / 10,
  rate: scenario.rate / 10,
  workers: scenario.workers / 10,
})
