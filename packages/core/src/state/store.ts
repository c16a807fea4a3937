import type { Json } from '../nouns/json.ts'

/** One change of what is kept under a key. With a name and JSON arguments beside the function, a remote store can log it and apply it again. */
export type Step<State extends Json, Result> = Readonly<{
  name: string
  args: Json
  /**
   * Pure: the same state, arguments and time give the same. `state` is undefined where nothing is known of the key; `nowMs` is the
   * store's time, milliseconds that never go back.
   */
  apply: (state: State | undefined, args: Json, nowMs: number) => readonly [State, Result]
}>

/**
 * Where what is known of an API is kept: budgets, breakers, limits. One record per key. The published suite
 * (`@recourse/core/testing`) proves a store of your own.
 */
export interface Store {
  /**
   * Applies the step to what is kept under the key, for `ttlMs` from now on, and returns its result. Synchronous: a remote store answers
   * from its local copy, and sends the step after. Never throws by itself.
   */
  update<State extends Json, Result>(key: string, step: Step<State, Result>, ttlMs: number): Result
  /** The keys that are held here, the one used last at the end. */
  keys?(): readonly string[]
  /** What is held here under the key, and the store's time; looking at it is no use of it. */
  peek?(key: string): Readonly<{ state: Json; nowMs: number }> | undefined
  /** Told when what is shared cannot be reached, and when it can be again. What it answers with lets the listener go. */
  watch?(listener: (health: 'degraded' | 'healed') => void): (() => void) | void
  /** Sends what is left to send, and lets go of timers and connections of its own: for all who share it. */
  close?(): Promise<void>
}
