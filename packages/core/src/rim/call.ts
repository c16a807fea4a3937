import type { Decision } from '../nouns/decision.ts'
import type { Failure } from '../nouns/failure.ts'
import type { Fault } from '../nouns/fault.ts'
import type { Policy } from '../nouns/policy.ts'
import type { Format } from '../knowledge/format.ts'
import type { Provider } from '../knowledge/provider.ts'
import type { BreakerPass } from '../state/breaker.ts'
import type { Refusal } from './error.ts'
import type { Inspection } from './inspection.ts'
import type { CallInfo } from './call-info.ts'
import type { CallOptions } from './call-options.ts'
import type { Settings } from './options.ts'

/** The key of a call, and the fields that carry it; null: a field of the caller's own does. */
export type IdempotencyKey = Readonly<{ key: string; headers: Readonly<Record<string, string>> | null }>

/** What a Recourse remembers of a call between its attempts. */
export type CallState = {
  readonly id: number
  readonly info: CallInfo
  readonly policy: Policy
  readonly provider: Provider | null
  /** Under which the state of its origin (and partition) is kept; empty: nothing names it. */
  readonly place: string
  /** The same without the partition. */
  readonly host: string
  readonly key: IdempotencyKey | null
  /** By which a success may hold an error. */
  readonly inSuccess: readonly Format[]
  readonly startMs: number
  /** How often the server stated a wait. */
  statements: number
  /** Tokens that the present attempt has cost. */
  paid: number
  /** A retry was granted, and has not been made yet. */
  isGranted: boolean
  /** When the present attempt was let through, by the monotonic clock. */
  sentMs: number
  /** What its breaker needs to know it by; null: none was asked. */
  pass: BreakerPass | null
  /** The last fault that was counted. */
  counted?: Fault
  open: boolean
}

export const callState: unique symbol = Symbol('recourse.call_state')

/** Leave to make one attempt. */
export type Ticket = Readonly<{
  ok: true
  /** The call's, as in events: its number, from 1; the same for all its attempts. */
  id: number
  /** Counts from 1. */
  attempt: number
  /** Milliseconds that this attempt may take, by the policy's attempt and total limits; null: the client's own limit. */
  timeoutMs: number | null
  /** When the call's total time is over, by the monotonic clock; Infinity: never. */
  deadlineMs: number
  /** The same for all attempts of the call; null: none. */
  idempotencyKey: string | null
  /** Fields that the attempt's request carries beyond the caller's own; null: none. */
  headers: Readonly<Record<string, string>> | null
  /** How many marks were set before the attempt: what tells `isOwned` the new ones. */
  marks: number
  [callState]: CallState
}>

/** What `run` hands to the function it repeats. */
export type Attempt = Readonly<{
  /** Counts from 1. */
  number: number
  /** Milliseconds after which `signal` aborts by itself; null: never. */
  timeoutMs: number | null
  /** Aborts with the caller's signal and at the attempt's time limit. */
  signal: AbortSignal
  /** To be sent with the attempt, the same for all of them; null: none was asked for. */
  idempotencyKey: string | null
  /** The same as fields of a request, under the name that the API uses; null: none. */
  headers: Readonly<Record<string, string>> | null
}>

export type RunOptions = CallOptions &
  Readonly<{
    /** Default: what the error says, else POST, the careful answer: what may have been done is not repeated. */
    method?: string
    url?: string
    /** What a failed outcome tells, over what is read from its structure. */
    toFailure?: (outcome: unknown) => Partial<Failure> | Promise<Partial<Failure>>
  }>

/** One policy, what is known of APIs, and the counts. Shared by as many clients as wanted. */
export interface Engine {
  readonly policy: Policy
  readonly settings: Settings
  /**
   * Before every attempt: the call itself for the first, its last ticket for the next. A Promise only while the call is held, by
   * `policy.closed: 'hold'` or by pacing. A next attempt that is refused leaves the call with what its last one came to.
   * @throws TypeError for call options of the wrong type, naming the option.
   */
  admit(call: CallInfo | Ticket): Ticket | Refusal | Promise<Ticket | Refusal>
  /** After every failed attempt: what to do now. Never sleeps and never throws. */
  settle(ticket: Ticket, failure: Failure): Decision
  /**
   * Once at the end of a call that `settle` did not end: it succeeded, or its caller walked away. Further calls do nothing. `answer`: what
   * came back, for what its `headers` say of limits; looked at only where pacing learns them.
   */
  done(ticket: Ticket, how: 'success' | 'aborted', answer?: unknown): void
  /** What happened so far, counted, and how things stand. */
  inspect(): Inspection
  /**
   * Opens the breaker of a key (as in events) by hand, until it is closed by hand or nobody has asked for the key for a day; closing
   * it begins afresh. Only where the policy has a breaker does anyone ask it.
   */
  setBreaker(key: string, to: 'open' | 'closed'): void
  /** Ends with the store: sends what is left to send, for all who share it. Nothing is kept alive without it. */
  close(): Promise<void>
}

/** An engine with the loop around it. */
export interface Recourse extends Engine {
  /** The loop around the three: calls `fn` until it succeeds or the policy says stop, then rejects with `fn`'s own last error. */
  run<T>(fn: (attempt: Attempt) => Promise<T>, options?: RunOptions): Promise<T>
}

// a backslash is a slash to the URL parser (WHATWG URL, 4.4): another reading would take one host for another
const authority = /^([a-z][a-z\d+.-]*):[\\/]{2}(?:[^\\/?#]*@)?([^\\/?#]*)/i

/** The host of a URL, with a port that is not its scheme's own, at a tenth of the cost of parsing it. Empty for a relative URL. */
export function hostIn(url: string): string {
  const [, scheme = '', host = ''] = authority.exec(url) ?? []
  return host.toLowerCase().replace(/s$/i.test(scheme) ? /:(443)?$/ : /:(80)?$/, '')
}
