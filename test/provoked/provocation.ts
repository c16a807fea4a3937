import type { Effect, Kind } from '@recourse/core'

/** What an error means; `effect` is that of a POST. */
export type Meaning = Readonly<{ kind: Kind; retryable: boolean; effect: Effect }>

/** One way to make the runtime fail, and what its error means. */
export type Provocation = Readonly<{
  name: string
  /** The words of the tables that the error says; with a meaning of their own where an inner cause knows better. */
  words: Readonly<Record<string, Meaning | null>>
  means: Meaning
  /** The code that the fault has. Default: none. */
  code?: string
  /** Rejects, or throws. */
  provoke(): Promise<unknown>
  /** Absent: everywhere. */
  platform?: 'linux'
  /** It changes the whole process while it lasts. */
  alone?: true
}>

const meaning =
  (kind: Kind, retryable: boolean, effect: Effect): ((over?: Partial<Meaning>) => Meaning) =>
  (over = {}) => ({ kind, retryable, effect, ...over })

export const notSent = meaning('network', true, 'none')()
export const lost = meaning('network', true, 'unknown')()
export const never = meaning('network', false, 'none')()
export const noUse = meaning('network', false, 'unknown')()
export const tooLate = meaning('timeout', true, 'unknown')()
export const noConnection = meaning('timeout', true, 'none')()
export const stopped = meaning('aborted', false, 'unknown')()
export const misuse = meaning('validation', false, 'none')()

/** The words, each with the meaning of the whole. */
export const says = (...words: readonly string[]): Record<string, null> =>
  Object.fromEntries(words.map((word) => [word, null]))
