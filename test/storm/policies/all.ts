import type { Model } from '../world.ts'
import { budgets } from './budgets.ts'
import { gates } from './gates.ts'
import { libraries, loops } from './libraries.ts'
import { holdingOracle, oracle } from './oracle.ts'
import { recourseWith } from './recourse.ts'

/** What others do, by name, and no retry. */
export const rivals: readonly Model[] = [...libraries, ...budgets, ...gates]

/** Users who wait at most ten seconds are served by a gate that closes early and is tried often. */
const breaker = { failureRate: null, consecutive: 3, openMs: 1_000, maxOpenMs: 3_000 }
/** Where they wait, a gate that is tried less often costs them less than the load of trying. */
const calmer = { ...breaker, openMs: 2_000, maxOpenMs: 4_000 }

export const own: readonly Model[] = [
  recourseWith('recourse', 'The defaults of the package.', {}),
  recourseWith('recourse budget', 'The throttle is off.', { throttle: false }),
  recourseWith('recourse refuse', 'With breaker and pacing: a closed gate refuses.', { breaker, pacing: {} }),
  recourseWith('recourse hold', 'With breaker and pacing: calls wait at a closed gate.', {
    breaker: calmer,
    pacing: {},
    closed: 'hold',
  }),
]

export const models: readonly Model[] = [oracle, holdingOracle, ...own, ...rivals, ...loops]
