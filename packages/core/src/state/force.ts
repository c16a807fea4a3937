import { breakerForce } from './breaker.ts'
import { type KeyState, knownOf } from './gate.ts'
import type { Gates } from './verdict.ts'
import type { Step } from './store.ts'

/** A breaker by hand. */
export const forceStep = (to: 'open' | 'closed', gates: Gates): Step<KeyState, null> => ({
  name: 'force',
  args: { to, gates },
  apply: (state, _, nowMs) => {
    const known = knownOf(state, gates, nowMs)
    return [{ ...known, breaker: breakerForce(known.breaker, to) }, null]
  },
})
