import type { Difference } from './check.ts'
import type { Outage } from './outage.ts'

/** One outcome of the scene: what is expected of any seed, and what is not so. */
export type Claim = Readonly<{ claim: string; differences: readonly Difference[] }>

const backWithinS = 15
/** In percent; a server that is up serves them all. */
const mostServedWhenDown = 5

export function checkOutage({ naive, recourse }: Outage): readonly Claim[] {
  const claim = (text: string, holds: boolean, what: string, expected: unknown, got: unknown): Claim => ({
    claim: text,
    differences: holds ? [] : [{ what, expected, got }],
  })
  return [
    claim(
      'with the naive loop it is still down a minute after',
      naive.backAfterS === null && naive.servedAtLast <= mostServedWhenDown,
      'percent served by the naive loop at last',
      `at most ${mostServedWhenDown}`,
      naive.servedAtLast,
    ),
    claim(
      `with Recourse it is back within ${backWithinS} seconds`,
      recourse.backAfterS !== null && recourse.backAfterS <= backWithinS,
      'seconds until it is back with Recourse',
      `at most ${backWithinS}`,
      recourse.backAfterS,
    ),
    claim(
      'Recourse sends less than one request for each call while it lasts',
      recourse.requestsPerCall < 1,
      'requests for each call with Recourse',
      'less than 1',
      recourse.requestsPerCall,
    ),
  ]
}
