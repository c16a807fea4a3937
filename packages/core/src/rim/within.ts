import type { Engine, Ticket } from './call.ts'
import type { Limits } from './response.ts'

/** Limits of one attempt, in milliseconds; none: null, undefined or 0. */
export type TimesMs = readonly (number | null | undefined)[]

/**
 * The limits for reading within one attempt: half of each of these times, as a limit that ends the attempt costs its status, and no
 * more than what is left of the call's time, where its ticket is given.
 */
export function limitsFor({ settings: { clock, limits } }: Engine, timesMs: TimesMs, ticket?: Ticket): Limits {
  const leftMs = ticket === undefined ? Infinity : ticket.deadlineMs - clock.monotonic()
  return {
    ...limits,
    bodyTimeoutMs: Math.min(limits.bodyTimeoutMs, leftMs, ...timesMs.map((ms) => (ms || Infinity) / 2)),
  }
}
