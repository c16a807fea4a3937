import type { Budget, Throttle } from '../nouns/gates.ts'
import { earn } from './budget.ts'
import { type Supply, type Told, calm, recovered } from './supply.ts'

// Numbers chosen in the storm simulation: decisions/0023.
/** What an overload leaves of the share, and the least that is left: a trickle, beside the calls that are due. */
const cut = 0.6
const leastShare = 0.0005
/** An outcome after a silence speaks for that silence too, up to so many times. */
const mostWeight = 8
/** A call is due after so many that were asked for, within these parts of the window. */
const dueCalls = 4
const due = [0.3, 1.5] as const
/** Failures in a row that a server broken in part hardly shows: where nine of ten fail, one run in fourteen is so long. */
const longRun = 25
/** A failed retry owes a little more than a call, as some never get to pay; of the calls that could pay so many are refused. */
const owed = 1.14
const refusedInDebt = 0.95

/** The share of first attempts to be refused now. */
export function refusedShare(
  supply: Supply,
  { windowMs, maxRefused }: Throttle,
  budget: Budget | 'unsafe_off',
  nowMs: number,
): number {
  const { run, share, busy } = supply
  if (isCalm(supply)) return 0
  const mostMs = due[1] * windowMs
  // a retry that failed was one call too many, as long as nothing succeeds; not for ever, and not where one call alone fails
  const isOwed = budget !== 'unsafe_off' && run > budget.maxRetries + 1 && nowMs - supply.toldMs < mostMs
  const owing = isOwed ? Math.min(1, supply.debt) * refusedInDebt : 0
  const longestMs = Math.min(mostMs, Math.max(due[0] * windowMs, supply.gapMs * dueCalls))
  const dueMs = busy === 0 ? longestMs : Math.min(longestMs, (windowMs / 10) * 2 ** (busy - 1))
  if (nowMs - supply.sentMs >= dueMs && supply.askedMs > 0) return owing
  return Math.max(owing, 1 - share, Math.min(maxRefused, (run - longRun) / (run + 1)))
}

/** Nothing that would refuse a call. */
const isCalm = ({ run, share, debt }: Supply): boolean => share === 1 && run <= longRun && debt === 0

/** Somebody asked for a first attempt, and was refused or let through. */
export function ask(supply: Supply, isRefused: boolean, nowMs: number): Supply {
  const { debt, askedMs, gapMs } = supply
  if (isCalm(supply)) return supply
  const sinceMs = askedMs === 0 ? 0 : nowMs - askedMs
  return {
    ...supply,
    debt: isRefused ? Math.max(0, debt - 1) : debt,
    askedMs: nowMs,
    gapMs: gapMs === 0 ? sinceMs : gapMs + (sinceMs - gapMs) / 5,
    sentMs: isRefused && askedMs > 0 ? supply.sentMs : nowMs,
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
    debt: supply.debt + again * owed,
    toldMs: nowMs,
  }
  if (outcome === 'busy') {
    if (throttle === false) return failed
    // the first one may be chance
    const left = share === 1 && busy === 0 ? 1 : Math.max(leastShare, share * cut ** weight)
    return { ...failed, busy: busy + 1, share: left }
  }
  const tokens = outcome === 'success' && budget !== 'unsafe_off' ? earn(supply, paid, budget, nowMs) : supply.tokens
  // most calls succeed where the last one did, and change nothing
  const isSame = tokens === supply.tokens && supply.run === 0 && supply.retries === 0 && share === 1
  if (outcome !== 'broken' && isSame) return supply
  const next = outcome === 'broken' ? failed : { ...supply, ...recovered, tokens }
  if (share === 1) return next
  // the server took the call; but answers that take longer and longer tell of a queue that grows
  const knownMs = supply.latencyMs || latencyMs
  const isFaster = latencyMs <= knownMs
  const grown = share + (throttle && isFaster ? (1 - cut) * (throttle.k - 1) * weight : 0)
  if (grown >= 1) return { ...next, ...calm }
  return { ...next, share: grown, toldMs: nowMs, latencyMs: knownMs + (latencyMs - knownMs) * 0.3 }
}
