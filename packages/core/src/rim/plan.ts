import type { Failure } from '../nouns/failure.ts'
import type { Ticket } from './call.ts'
import type { CallInfo } from './call-info.ts'
import type { Clock } from './clock.ts'
import type { Inside } from './inside.ts'
import type { Limits } from './response.ts'

/** How an adapter runs its client. */
export type Plan<T> = Readonly<{
  call: CallInfo
  /** `signal`: the attempt's own; undefined: it has no limit, and the caller none of its own. */
  send: (attempt: Ticket, signal: AbortSignal | undefined) => Promise<T>
  /** A value that is a failure, as a Response of 400 or above is to `fetch`. It is still what the call returns in the end. */
  failed?: (value: T) => boolean
  /** A thrown answer that is none, as one of 304 is where a client throws it. */
  answered?: (error: unknown) => boolean
  /** Lets go of a failed outcome that nobody will see. */
  discard?: (outcome: unknown) => void
  /** What to throw where the caller stopped the call; default: the reason of its signal, or what `send` threw by then. */
  stopped?: (signal: AbortSignal, outcome: unknown) => unknown
  /** How to look for errors in what `send` returns; default: in a Response. Its `mark` may throw in the place of what is returned. */
  inside?: Inside
  /** What an outcome tells; default: a Response's status, fields and body, or the causes of an error. */
  read?: (outcome: unknown, limits: Limits, clock: Clock) => Promise<Partial<Failure>> | Partial<Failure>
}>
