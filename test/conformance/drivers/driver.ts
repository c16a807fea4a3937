import type { CallOptions, RecourseOptions } from '@recourse/core'
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
  /** Scenarios, by name, that this client cannot pass. One that would pass fails the suite. */
  skip: readonly Readonly<{ scenario: string; reason: string }>[]
}>
