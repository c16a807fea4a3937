import type { Effect, Kind, PolicyInput, Reason, UserMessage } from '@recourse/core'
import type { Json, Step } from '../loopback/index.ts'

/** The proxy stands in front of Mavera. */
export type Place = 'mavera' | 'mavio' | 'mira' | 'jobs' | 'proxy'

/** One row of the table: a call, what the server does to it, and what has to come of it. */
export type Call = Readonly<{
  name: string
  /** What to look at. */
  point: string
  at: Place
  method: string
  path: string
  body?: Json
  key: string
  policy?: PolicyInput
  /** The caller walks away this long after the first wait began. */
  abortInWaitMs?: number
  /** Each plays once; a request beyond the last is an error of its own. */
  steps: readonly Step[]
  expected: Expected
}>

export type Expected = Readonly<{
  /** Requests that reach the server. */
  attempts: number
  kind: Kind
  code: string | null
  effect: Effect
  requestId: string | null
  end: Reason | 'recovered'
  /** The key of the user's words; null where nothing is to be said. */
  says: UserMessage['key']
  /** Least milliseconds between each two requests, by the server's clock. */
  waitsMs: readonly number[]
  /** Which inputs are named to the user. */
  fields?: readonly string[]
  /** How far off `retryAtMs` lies. */
  retryInMs?: number
}>
