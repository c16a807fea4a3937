/**
 * A gate's answer while nobody may pass. `waitMs`: at least 1, until it is worth asking again; null: nobody knows, somebody will `wake`
 * those who wait. They come back over `spreadMs` more.
 */
export type Closed = Readonly<{
  ok: false
  waitMs: number | null
  spreadMs?: number
  /** This call is turned away, and not to wait; the gate is open to the next one. */
  isFinal?: boolean
}>

export type Held<Open, Shut extends Closed> = Readonly<{
  /** Those with one key wait in one line. */
  key: string
  /** What it meets, unless false: an answer holds for those who meet the same. */
  gates: Readonly<{ breaker: unknown; pacing: unknown }>
  /** The higher goes first; among equals who came first. */
  priority: number
  /** By the monotonic clock; Infinity: none. */
  deadlineMs: number
  /** How long it may wait. */
  maxQueueMs: number
  /** How many may wait under the key. */
  maxQueue: number
  signal?: AbortSignal | undefined
  /** Asks the gate for this call. */
  ask: () => Open | Shut
}>

/** `closed`: it would wait longer than it may. `shut`: the gate's last answer, with what is left of its wait. */
export type Turned<Shut> = Readonly<{ ok: false; why: 'aborted' | 'queue_full' | 'closed'; shut: Shut | null }>
