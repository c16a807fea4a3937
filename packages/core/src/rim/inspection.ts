import type { Policy } from '../nouns/policy.ts'
import { type KeyState, type Phase, phaseOf } from '../state/gate.ts'
import type { Store } from '../state/store.ts'
import { refusedShare } from '../state/supply.ts'
import type { Counts } from './events.ts'

/** What is known of one origin (and partition) now. */
export type KeyInspection = Readonly<{
  /** As in events. */
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
  { throttle, budget }: Policy,
  queued: (key: string) => number,
  ttlMs: number,
): Inspection => ({
  ...counts,
  keys: (store.keys?.() ?? []).flatMap((key) => {
    const read = (
      state: KeyState | undefined,
      _: unknown,
      nowMs: number,
    ): readonly [KeyState, KeyInspection | null] => [
      state as KeyState,
      state === undefined
        ? null
        : {
            key,
            budget: state.supply.tokens,
            breaker: phaseOf(state, nowMs),
            refusedShare: throttle === false ? 0 : refusedShare(state.supply, throttle, budget, nowMs),
            queued: queued(key),
          },
    ]
    return store.update(key, { name: 'inspect', args: null, apply: read }, ttlMs) ?? []
  }),
})
