import type { Clock, PolicyInput } from '@recourse/core'
import type { Random } from './random.ts'

/** How an attempt ended. Without a status there was no answer within the attempt's time. */
export type Answer = Readonly<{ ok: boolean; status: number | null; retryAfterMs: number | null }>

export const success: Answer = { ok: true, status: 200, retryAfterMs: null }
export const noAnswer: Answer = { ok: false, status: null, retryAfterMs: null }
export const bare500: Answer = { ok: false, status: 500, retryAfterMs: null }
export const bare503: Answer = { ok: false, status: 503, retryAfterMs: null }

/** One user's wish. Whoever takes it sends as often as it likes, and ends it once. */
export type Call = Readonly<{
  send(answered: (answer: Answer) => void, timeoutMs?: number): void
  end(succeeded: boolean): void
}>

export type Client = (call: Call) => void

/** All that a client may know. */
export type World = Readonly<{
  nowMs(): number
  at(delayMs: number, action: () => void): void
  awaits(change: 1 | -1): void
  random: Random
  clock: Clock
  /** What the scenario asks of Recourse's policy, beside the model's own. */
  policy: PolicyInput
  /** Only for the oracle: what no client can know. */
  server: Readonly<{ waitMs(): number; down(): boolean }>
}>

/** A row of the tables. */
export type Model = Readonly<{
  name: string
  /** Whose algorithm it is, and where it was read. */
  about: string
  client(world: World): Client
}>
