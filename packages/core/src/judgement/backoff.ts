import type { Backoff } from '../nouns/policy.ts'

/** 2^n for the n-th repetition; held where 0 times infinity would make it no number. */
const doubled = (repetition: number): number => 2 ** Math.min(repetition, 40)

/**
 * Whole milliseconds before retry `retry` (1 is the first). The cap comes before the jitter, so that late delays spread over it
 * instead of piling up at it. `full`: anywhere from 0 to the ceiling; `equal`: from half of it.
 */
export function backoffMs(backoff: Backoff, retry: number, random: () => number, mostMs: number = Infinity): number {
  const ceiling = Math.min(backoff.capMs, mostMs, backoff.baseMs * doubled(retry - 1))
  const sure = backoff.jitter === 'none' ? ceiling : backoff.jitter === 'equal' ? ceiling / 2 : 0
  return Math.round(sure + random() * (ceiling - sure))
}

/**
 * Whole milliseconds to wait where the server stated `statedMs`: never less, plus a random share so that everyone who was told the same
 * does not come back together. The first statement of a call is taken at its word; the share doubles with each further one.
 */
export function afterStatedMs(
  statedMs: number,
  spread: number,
  statement: number,
  backoffDelayMs: number,
  random: () => number,
): number {
  const delay = statedMs + random() * spread * statedMs * doubled(statement - 1)
  return Math.ceil(statement > 1 ? Math.max(delay, backoffDelayMs) : delay)
}
