import type { CallOptions, Fault, PolicyInput, RecourseOptions } from '@recourse/core'
import type { Step } from '../loopback/index.ts'
import type { BodyKind } from './bodies.ts'

/** What a caller asks of its client. A client that has no such thing skips the scenario and says why. */
export type RequestPlan = Readonly<{
  method: string
  /** Default: none. */
  body?: BodyKind
  headers?: Readonly<Record<string, string>>
  /** Hands over the client's own request object instead of a URL and options. */
  asRequest?: true
  redirect?: 'manual'
}>

/** What the caller does while its call is under way. `own`: it aborts with an error of its own instead of the default one. */
export type Caller =
  | Readonly<{ aborts: 'before' | 'in_flight' | 'in_wait' | 'in_error_body'; reason?: 'own' }>
  | Readonly<{ timeoutMs: number }>

/** How a call that is rejected looks to its caller; each driver knows its client's name for it. */
export type Thrown = 'network' | 'timeout' | 'aborted' | 'own_reason' | 'caller_timeout' | 'refused'

/** What the caller has in hand at the end. */
export type Gets =
  | Readonly<{
      status: number
      /** The body as the caller can still read it. Default: all that the last step said. */
      text?: string
      /** `cut`: reading it fails; `endless`: the caller lets go of it. */
      reading?: 'cut' | 'endless'
    }>
  | Readonly<{ throws: Thrown }>

export type Expected = Readonly<{
  /** Requests that reach the server. */
  requests: number
  /** `attempt 1`, `retry 1: server`, `give_up 2: server, attempts_exhausted`, `recovered 2`, `refused 1: authentication, permanent`. */
  events: readonly string[]
  /** Bounds of the delay of each retry event, in milliseconds, both inclusive. Default: anything from 0 on. */
  delays?: readonly (readonly [leastMs: number, mostMs: number])[]
  /** The last fault, as far as it is told here. Text fields are compared whole. */
  fault?: Partial<Fault>
  /** Fields of every request beyond the caller's own; null: absent. */
  sends?: Readonly<Record<string, RegExp | null>>
  /** The call ends with `retryAtMs` this long after the server's present. Absent: no wait is known. */
  retryInMs?: number
  gets: Gets
  /** What `userMessage` calls the last fault of a call that failed; not compared where absent. */
  message?: string | null
  /**
   * The most sockets that may be open once the caller is done. Default: 1 after an answer, 0 after an error; 2 after several
   * requests, as a pool that is asked again at once opens a second connection.
   */
  sockets?: number
}>

/** One story: what the server does, what the caller asks for, and what must come of it. It never names a client. */
export type Scenario = Readonly<{
  name: string
  /** A step for each attempt; the last one repeats. `refused`: nothing listens there. */
  server: readonly Step[] | 'refused'
  request: RequestPlan
  /** Bound to the server's host by the user. */
  provider?: 'mavera' | 'mavio' | 'mira' | 'jobs'
  policy?: PolicyInput
  options?: Pick<RecourseOptions, 'limits' | 'preflight' | 'errorsInSuccess'>
  /** Options of the call. `bodyFactory`: with `body`, a fresh one for each attempt. */
  call?: CallOptions | false
  bodyFactory?: true
  caller?: Caller
  /** The same call was made so often before by the same client; requests and events are those of all. */
  earlier?: number
  /** What chance says, from 0 up to, and without, 1; default: whatever it says. */
  chance?: number
  /** The client is already wrapped, with this policy. */
  innerPolicy?: PolicyInput
  listener?: 'throws'
  /** Waits above this are shortened by the injected clock. Default 60; nothing is shortened where the caller aborts. */
  longestWaitMs?: number
  expected: Expected
}>
