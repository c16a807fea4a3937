import type { Budget, Throttle } from '../nouns/gates.ts'

/** What outcomes of late say of an origin, in a few numbers. Times are of the store. */
export type Supply = Readonly<{
  /** Of the budget. */
  tokens: number
  /** Failures in a row; retries among them; failed retries that no refused call has made up for. */
  run: number
  failedRetries: number
  debt: number
  /** Share of first attempts that the server's overload leaves; 1: all. */
  share: number
  /** Overloads in a row, and when the last outcome came that told of one, or of its end. */
  busy: number
  toldMs: number
  /** While the share is below 1: how long successes take, when somebody last asked and was last let through, and the time from one who asks to the next. */
  latencyMs: number
  askedMs: number
  sentMs: number
  gapMs: number
}>

/**
 * `busy`: the server says, or shows by taking no call, that it has too many; `broken`: something is wrong, however many call; `alive`: an
 * answer that speaks for the server, if not for the call.
 */
export type Outcome = 'success' | 'alive' | 'busy' | 'broken'

/** What an attempt came to. `outcome` null: nothing is known. */
export type Told = Readonly<{
  outcome: Outcome | null
  /** Tokens that were paid for this attempt; 0: it was the first. */
  paid: number
  /** The server itself asked for the retry, by a rate limit. */
  asked: boolean
  /** null: nobody looked at the clock. */
  latencyMs: number | null
}>

export const fullOf = (budget: Budget | 'unsafe_off', nowMs: number): Supply => ({
  tokens: budget === 'unsafe_off' ? 0 : Math.min(budget.start, budget.cap),
  ...recovered,
  ...calm,
  sentMs: nowMs,
})

/** Once something was answered. */
const recovered = { run: 0, failedRetries: 0, debt: 0, busy: 0 } as const

/** Nothing is held back. */
const calm = { share: 1, toldMs: 0, latencyMs: 0, askedMs: 0, gapMs: 0 } as const

// Numbers chosen in the storm simulation, on seeds that no gate uses: decisions/0023.
/** What an overload leaves of the share, and the least that is left: a trickle, beside the calls that are due. */
const cut = 0.7
const leastShare = 0.002
/** An outcome after a silence speaks for that silence too, up to so many times. */
const mostWeight = 8
/** A call is due after so many that were asked for, within these parts of the window. */
const dueCalls = 15
const due = [0.3, 1.5] as const
/** Failures in a row that a server broken in part hardly shows: where nine of ten fail, one run in fourteen is so long. */
const longRun = 25
/** Of the calls of which one makes up for a failed retry. */
const refusedInDebt = 0.85
const mostDebt = 10

/** The share of first attempts to be refused now. */
export function refusedShare(
  supply: Supply,
  { windowMs, maxRefused }: Throttle,
  budget: Budget | 'unsafe_off',
  nowMs: number,
): number {
  const { run, share, busy } = supply
  if (run === 0 && share === 1) return 0
  const longestMs = Math.min(due[1] * windowMs, Math.max(due[0] * windowMs, supply.gapMs * dueCalls))
  const isDue = nowMs - supply.sentMs >= Math.min(longestMs, (windowMs / 10) * 2 ** Math.max(0, busy - 1))
  // a retry that failed was one call too many, as long as nothing succeeds
  const owes = supply.debt >= 1 && budget !== 'unsafe_off' && run > budget.maxFailed
  return Math.max(
    isDue ? 0 : 1 - share,
    Math.min(maxRefused, Math.max(0, (run - longRun) / (run + 1))),
    owes ? refusedInDebt : 0,
  )
}

/** Somebody asked for a first attempt, and was refused or let through. */
export function ask(supply: Supply, isRefused: boolean, nowMs: number): Supply {
  const { share, debt, askedMs, gapMs } = supply
  if (share === 1) return isRefused ? { ...supply, debt: Math.max(0, debt - 1) } : supply
  const sinceMs = askedMs === 0 ? 0 : nowMs - askedMs
  return {
    ...supply,
    debt: isRefused ? Math.max(0, debt - 1) : debt,
    askedMs: nowMs,
    gapMs: gapMs === 0 ? sinceMs : gapMs + (sinceMs - gapMs) / 5,
    sentMs: isRefused ? supply.sentMs : nowMs,
  }
}

export function learn(
  supply: Supply,
  { outcome, paid, asked, latencyMs }: Told,
  budget: Budget | 'unsafe_off',
  throttle: Throttle | false,
  nowMs: number,
): Supply {
  if (outcome === null) return supply
  const { share, busy } = supply
  const stepMs = throttle === false ? 1 : throttle.windowMs / 10
  const weight = Math.min(mostWeight, 1 + (nowMs - supply.toldMs) / stepMs)
  const again = paid > 0 && !asked ? 1 : 0
  const failed = {
    ...supply,
    run: supply.run + 1,
    failedRetries: supply.failedRetries + again,
    debt: Math.min(mostDebt, supply.debt + again),
  }
  if (outcome === 'busy') {
    if (throttle === false) return failed
    // the first one may be chance
    const left = share === 1 && busy === 0 ? 1 : Math.max(leastShare, share * cut ** weight)
    return { ...failed, busy: busy + 1, share: left, toldMs: nowMs }
  }
  const earned = outcome === 'success' && budget !== 'unsafe_off' ? paid || budget.deposit : 0
  const tokens = budget === 'unsafe_off' ? supply.tokens : Math.min(budget.cap, supply.tokens + earned)
  // most calls succeed where the last one did, and change nothing
  if (outcome !== 'broken' && tokens === supply.tokens && supply.run === 0 && share === 1) return supply
  const next = outcome === 'broken' ? failed : { ...supply, ...recovered, tokens }
  if (share === 1) return next
  // the server took the call; but answers that take longer and longer tell of a queue that grows
  const knownMs = supply.latencyMs || latencyMs || 0
  const isFaster = latencyMs !== null && latencyMs <= knownMs
  const grown = share + (throttle && isFaster ? (1 - cut) * (throttle.k - 1) * weight : 0)
  if (grown >= 1) return { ...next, ...calm }
  return { ...next, share: grown, toldMs: nowMs, latencyMs: knownMs + ((latencyMs ?? knownMs) - knownMs) * 0.3 }
}

/** Pays for a retry; undefined where there is not enough. */
export function pay(supply: Supply, cost: number, budget: Budget | 'unsafe_off'): Supply | undefined {
  if (budget === 'unsafe_off') return supply
  if (supply.tokens < cost || supply.failedRetries >= budget.maxFailed) return undefined
  return { ...supply, tokens: supply.tokens - cost }
}
