import type { CallOptions, RecourseEvent, RecourseOptions } from '@recourse/core'
import type { RequestPlan, Thrown } from '../scenario.ts'

/** One call, in nobody's dialect. */
export type DriverRequest = Readonly<{
  url: string
  method: string
  headers: Readonly<Record<string, string>>
  /** As `fetch` takes it; undefined for none. */
  body: unknown
  signal: AbortSignal | undefined
  recourse: CallOptions | false | undefined
}> &
  Pick<RequestPlan, 'asRequest' | 'redirect'>

/** A GET of which nothing further is said. */
export const plainGet: Omit<DriverRequest, 'url'> = {
  method: 'GET',
  headers: {},
  body: undefined,
  signal: undefined,
  recourse: undefined,
}

/** What the caller has in hand at the end, in nobody's dialect. */
export type Outcome = Readonly<{
  thrown: boolean
  /** The client's own response or error: what `faultOf` is asked. */
  subject: unknown
  /** Absent where no answer came. */
  status?: number
  /** The body, as far as the caller can still read it; rejects where it was cut. */
  text?: () => Promise<string>
  /** Lets go of a body that the caller will not read. */
  cancel?: () => Promise<void>
  /** How often each of the caller's own hooks ran during this call. */
  hooks?: Readonly<Record<string, number>>
}>

/** What a client had its hooks to run for. */
export type Ran = Readonly<{
  events: readonly RecourseEvent[]
  outcome: Outcome
  /** The caller had stopped before it began. */
  stoppedBefore: boolean
}>

/** A client as one scenario uses it. */
export type Made = Readonly<{
  call(request: DriverRequest): Promise<Outcome>
  /** Lets go of what the client holds. */
  close(): Promise<void>
}>

/** A client under test: three functions (`make`, and the two it answers), and its deviations as data. */
export type Driver = Readonly<{
  name: string
  /** Wraps the client with these options; where `inner` is given, a client that is already wrapped with those. */
  make(options: RecourseOptions, inner?: RecourseOptions): Made
  /** The name of the error that this client throws. `own_reason`: the caller's own error, unchanged. */
  errorNames: Readonly<Record<Exclude<Thrown, 'own_reason'>, string>>
  /** The class of the error that stands for an answer of this status, by its name. Not compared where absent. */
  errorClass?(status: number): string
  /**
   * For a client that has hooks or interceptors: what `outcome.hooks` must be. A driver gives each call hooks that count (`countsOf`),
   * hands the counts over with the outcome, and says here what they come to after these events. It speaks of every name or leaves it out
   * of both.
   */
  hooks?(ran: Ran): Readonly<Record<string, number>>
  /** Scenarios, by name, that this client cannot pass. One that would pass fails the suite. */
  skip: readonly Readonly<{ scenario: string; reason: string }>[]
}>
