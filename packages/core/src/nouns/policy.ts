import { type Kind, kinds } from './fault.ts'
import { type Breaker, type Budget, type Pacing, type Throttle, budgets, gateChecks, gates, waitMs } from './gates.ts'
import { type Checks, checkOptions, own } from './options.ts'

/** Delay before retry n is `min(capMs, baseMs * 2^(n-1))`, jittered after the cap so that no two clients meet at it. */
export type Backoff = Readonly<{ baseMs: number; capMs: number; jitter: 'none' | 'full' | 'equal' }>

/** What the user is willing to do about failures. Plain data: log it, merge it, send it to a browser. */
export type Policy = Readonly<{
  /** Attempts in all, the first included. 1 to 10. */
  maxAttempts: number
  /** More than 10 attempts; replaces `maxAttempts`. */
  unsafeMaxAttempts: number | null
  /** Milliseconds for each attempt; null: the client's own limit. */
  attemptTimeoutMs: number | null
  /** Milliseconds for the whole call, waits included; null: none. */
  totalTimeoutMs: number | null
  /** A stated wait above this gives up at once. Compared with the statement, not with the jittered delay. */
  maxWaitMs: number
  /** For server errors, timeouts and the network. */
  transient: Backoff
  /** For rate limits and overload. */
  throttled: Backoff
  /** Share of a stated wait that is added at random, so that clients told the same do not return together. */
  spread: Readonly<{ rate_limit: number; overloaded: number }>
  /**
   * `safe`: repeat what is idempotent, was provably not done, carries a key, or the API's own rules allow. `keyed`: make a key for
   * every call whose method is not idempotent; for APIs that honour one.
   */
  repeat: 'safe' | 'keyed' | 'unsafe_always'
  /** Overrules `fault.retryable` by kind. */
  kinds: Readonly<Partial<Record<Kind, boolean>>>
  /** `unsafe_off`: retries whatever they cost the server. */
  budget: Budget | 'unsafe_off'
  throttle: Throttle | false
  breaker: Breaker | false
  pacing: Pacing | false
  /** What becomes of a call where the breaker is open, or a limit is reached: `hold` keeps it up to its deadline. */
  closed: 'refuse' | 'hold'
}>

/** `guide`: the numbers of the API's own documentation where it is recognised. */
export type Preset = 'server' | 'browser' | 'guide'
/** Groups are laid over the defaults field by field; `{}` switches a gate on. */
export type PolicyInput = Partial<Omit<Policy, keyof typeof gates>> &
  Readonly<{
    preset?: Preset
    /** By what runs it, unless given: `browser` where there is a document. */
    budget?: Partial<Budget> | keyof typeof budgets | 'unsafe_off'
    throttle?: Partial<Throttle> | false
    breaker?: Partial<Breaker> | false
    pacing?: Partial<Pacing> | false
  }>

export const defaultPolicy: Policy = /* @__PURE__ */ Object.freeze({
  maxAttempts: 3,
  unsafeMaxAttempts: null,
  attemptTimeoutMs: null,
  totalTimeoutMs: null,
  maxWaitMs: 120_000,
  transient: /* @__PURE__ */ Object.freeze({ baseMs: 100, capMs: 20_000, jitter: 'full' }),
  throttled: /* @__PURE__ */ Object.freeze({ baseMs: 1_000, capMs: 60_000, jitter: 'equal' }),
  spread: /* @__PURE__ */ Object.freeze({ rate_limit: 0.2, overloaded: 1 }),
  repeat: 'safe',
  kinds: /* @__PURE__ */ Object.freeze({}),
  budget: gates.budget,
  throttle: gates.throttle,
  breaker: false,
  pacing: false,
  closed: 'refuse',
} as const)

/** Only what differs from the defaults. Browsers are many and share one limit, so they spread over the whole wait again. */
const browser: Partial<Policy> = { spread: { rate_limit: 1, overloaded: 1 }, budget: budgets.browser }

const jitters = "'none' or 'full' or 'equal'"
const yearOfMs = 'a number from 0 to 31536000000'
const limitOfMs = `${waitMs} or null`
const backoff = { baseMs: yearOfMs, capMs: yearOfMs, jitter: jitters }
const checks: Checks<Exclude<keyof PolicyInput, 'kinds'>> = {
  preset: "'server' or 'browser' or 'guide'",
  maxAttempts: 'an integer from 1 to 10',
  unsafeMaxAttempts: 'an integer from 1 to 1000000 or null',
  attemptTimeoutMs: limitOfMs,
  totalTimeoutMs: limitOfMs,
  maxWaitMs: yearOfMs,
  transient: backoff,
  throttled: backoff,
  spread: { rate_limit: 'a number from 0 to 100', overloaded: 'a number from 0 to 100' },
  repeat: "'safe' or 'keyed' or 'unsafe_always'",
  ...gateChecks,
}

/**
 * Merges an input over a base (the defaults unless given), preset first, nested groups field by field.
 * @throws TypeError naming the option and what it takes, for a wrong type or an unknown name; or both, where one is of no use without the other.
 */
export function definePolicy(input: PolicyInput = {}, base: Policy = defaultPolicy): Policy {
  const flags = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 'true or false']))
  checkOptions('policy', input, { ...checks, kinds: flags })
  const policy: Record<string, unknown> = { ...base }
  for (const layer of [own(input, 'preset') === 'browser' ? browser : {}, input]) {
    for (const key of Object.keys(base)) {
      const given = own(layer, key)
      const value = (typeof given === 'string' && key === 'budget' && own(budgets, given)) || given
      if (value === undefined) continue
      const under = Object(policy[key]) === policy[key] ? policy[key] : own(gates, key)
      policy[key] =
        Object(value) === value ? Object.freeze({ ...(under as object), ...stated(value as object) }) : value
    }
  }
  const { breaker, pacing } = policy as Policy
  const needs =
    breaker && (breaker.failureRate ?? breaker.consecutive) === null
      ? 'breaker takes failureRate or consecutive'
      : pacing && pacing.limit && !pacing.windowMs
        ? 'pacing takes limit with windowMs'
        : ''
  if (needs) throw new TypeError(`recourse: policy.${needs}`)
  return Object.freeze(policy) as Policy
}

/** Without the keys that are present but undefined: they say nothing. */
const stated = (layer: object): object =>
  Object.fromEntries(Object.entries(layer).filter(([, value]) => value !== undefined))
