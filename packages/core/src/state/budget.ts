import type { Budget } from '../nouns/gates.ts'
import { type Supply, calm, recovered } from './supply.ts'

/** Of an origin of which nothing is known. */
export const fullOf = (budget: Budget | 'unsafe_off', nowMs: number): Supply => ({
  tokens: budget === 'unsafe_off' ? 0 : Math.min(budget.start, budget.cap),
  ...recovered,
  ...calm,
  toldMs: nowMs,
  sentMs: nowMs,
})

/** A success earns its deposit, or its price back. Who calls rarely would have to save for days: each minute without trouble is worth a token, up to a start. */
export function earn({ tokens, toldMs }: Supply, paid: number, { cap, start, deposit }: Budget, nowMs: number): number {
  const rested = Math.min(start, (nowMs - toldMs) / 60_000)
  return Math.min(cap, Math.max(tokens + (paid || deposit), rested))
}

/** Of a retry that was paid for, and not made. */
export const giveBack = (supply: Supply, paid: number, budget: Budget | 'unsafe_off'): Supply =>
  budget === 'unsafe_off'
    ? supply
    : { ...supply, tokens: Math.min(budget.cap, supply.tokens + paid), retries: Math.max(0, supply.retries - 1) }

/** Pays for a retry, one that the server asked for or another; undefined where there is not enough. */
export function pay(supply: Supply, cost: number, isAsked: boolean, budget: Budget | 'unsafe_off'): Supply | undefined {
  if (budget === 'unsafe_off') return supply
  const retries = supply.retries + (isAsked ? 0 : 1)
  if (!(supply.tokens >= cost && retries <= budget.maxRetries)) return undefined
  return { ...supply, tokens: supply.tokens - cost, retries }
}
