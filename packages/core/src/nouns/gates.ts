import type { Checks } from './options.ts'

/** Retries are paid for with tokens that successes earn, for each origin and partition. One that succeeds gets its tokens back. */
export type Budget = Readonly<{
  /** Tokens that can be saved up. */
  cap: number
  /** Tokens at hand before the first success. */
  start: number
  /** What a success without a retry earns. */
  deposit: number
  /** What a retry costs. */
  cost: number
  /** What it costs after a rate limit or an overload. */
  throttledCost: number
  /** Retries that may be made with no success between them; then there is none until something succeeds. */
  maxRetries: number
}>

/** First attempts are refused at random: a few where nothing succeeds any more, most where the server shows that it has too many. */
export type Throttle = Readonly<{
  /** Where fewer than one call in so many is taken, and the server or its silence speaks of overload, calls are refused until more are. */
  k: number
  /** Milliseconds, the measure of how fast it learns: a caller who is refused may try again within this time or half as much again. */
  windowMs: number
  /** The largest share that is refused where nothing speaks of overload. */
  maxRefused: number
}>

/** Stops all calls while too many fail, then lets a few try. Of `failureRate` and `consecutive` at least one is a number. */
export type Breaker = Readonly<{
  /** Share of failures within `windowMs` at which it opens; null: it does not look at the share. */
  failureRate: number | null
  /** Failures in a row at which it opens; null: it does not count them. */
  consecutive: number | null
  /** Calls within `windowMs` before the share counts. */
  minCalls: number
  windowMs: number
  /** Milliseconds open the first time; twice as long each further time, with jitter. */
  openMs: number
  maxOpenMs: number
  /** Calls that may try at a time, once that is over. */
  probes: number
  /** Milliseconds after which a probe that told nothing makes room for another. */
  leaseMs: number
}>

/** Keeps calls below the API's limits, and waits as long as it says. */
export type Pacing = Readonly<{
  /** Calls in `windowMs`, which goes with it; null: what the server states. */
  limit: number | null
  /** Milliseconds; null: what the server states. Without `limit`: of a limit that the server states without a window. */
  windowMs: number | null
  /** Calls that may wait at a time. */
  maxQueue: number
  /** Milliseconds that a call may wait; never beyond its deadline. */
  maxQueueMs: number
  /** Learn limits from the fields of answers. */
  learn: boolean
}>

const each = { start: 2, deposit: 0.1, cost: 1, throttledCost: 0.35 } as const

/** By how many share a limit: a server process serves many, a browser is one of thousands. */
export const budgets: Readonly<Record<'server' | 'browser', Budget>> = {
  server: /* @__PURE__ */ Object.freeze({ ...each, cap: 10, maxRetries: 10 }),
  browser: /* @__PURE__ */ Object.freeze({ ...each, cap: 3, maxRetries: 1 }),
}

/** What an object under these options is laid over, where nothing else is. */
export const gates: Readonly<{ budget: Budget; throttle: Throttle; breaker: Breaker; pacing: Pacing }> = {
  budget: budgets.server,
  throttle: /* @__PURE__ */ Object.freeze({ k: 5, windowMs: 10_000, maxRefused: 0.75 }),
  breaker: {
    failureRate: 0.9,
    consecutive: null,
    minCalls: 5,
    windowMs: 30_000,
    openMs: 5_000,
    maxOpenMs: 60_000,
    probes: 1,
    leaseMs: 30_000,
  },
  pacing: { limit: null, windowMs: null, maxQueue: 1_000, maxQueueMs: 10_000, learn: true },
}

/** Up to a year. */
export const waitMs = 'a number from 1 to 31536000000'
const count = 'an integer from 1 to 1000000'

export const gateChecks: Checks<keyof typeof gates | 'closed'> = {
  budget: [
    "'server' or 'browser' or 'unsafe_off'",
    {
      cap: 'a number from 0 to 100',
      start: 'a number from 0 to 10',
      deposit: 'a number from 0 to 0.2',
      cost: 'a number from 1 to 100',
      throttledCost: 'a number from 0.35 to 100',
      maxRetries: 'an integer from 1 to 10',
    },
  ],
  throttle: [
    'an object or false',
    { k: 'a number from 1.1 to 100', windowMs: 'a number from 1000 to 600000', maxRefused: 'a number from 0 to 0.9' },
  ],
  breaker: [
    'an object or false',
    {
      failureRate: 'a number from 0.01 to 1 or null',
      consecutive: `${count} or null`,
      minCalls: count,
      windowMs: waitMs,
      openMs: waitMs,
      maxOpenMs: waitMs,
      probes: 'an integer from 1 to 100',
      leaseMs: waitMs,
    },
  ],
  pacing: [
    'an object or false',
    {
      limit: 'a number from 0.001 to 1000000000 or null',
      windowMs: `${waitMs} or null`,
      maxQueue: 'an integer from 0 to 10000',
      maxQueueMs: 'a number from 0 to 31536000000',
      learn: 'true or false',
    },
  ],
  closed: "'refuse' or 'hold'",
}
