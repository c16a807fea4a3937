import type { Policy } from '../nouns/policy.ts'
import { type KeyState, knownOf, phaseOf } from '../state/gate.ts'
import type { Phase } from '../state/verdict.ts'
import type { Store } from '../state/store.ts'
import { refusedShare } from '../state/throttle.ts'
import type { Counts } from './events.ts'

/** What is known of one origin (and partition) now. */
export type KeyInspection = Readonly<{
  /** As in events; with `#*` behind the host, what all its partitions pay for together. */
  key: string
  /** Tokens at hand for retries. */
  budget: number
  breaker: Phase
  /** Share of first attempts that the throttle refuses. */
  refusedShare: number
  /** Calls that wait here. */
  queued: number
}>

/** What happened so far, and how things stand: the keys that this process has used last, at most as many as its store holds. */
export type Inspection = Counts & Readonly<{ keys: readonly KeyInspection[] }>

export const inspectionOf = (
  counts: Counts,
  store: Store,
  policy: Policy,
  queued: (key: string) => number,
): Inspection => ({
  ...counts,
  keys: (store.keys?.() ?? []).flatMap((key) => {
    const seen = store.peek?.(key)
    if (seen === undefined) return []
    const known = knownOf(seen.state as KeyState, policy, seen.nowMs)
    const { supply } = known
    const { throttle, budget } = policy
    return {
      key,
      budget: supply.tokens,
      breaker: phaseOf(known, seen.nowMs),
      refusedShare: throttle === false ? 0 : refusedShare(supply, throttle, budget, seen.nowMs),
      queued: queued(key),
    }
  }),
})
