import type { Reason } from '../nouns/decision.ts'
import type { Fault, Kind } from '../nouns/fault.ts'
import type { Json } from '../nouns/json.ts'
import type { Phase } from '../state/verdict.ts'

/** What happens to a call, as it happens. */
export type RecourseEvent = Readonly<{
  atMs: number
  /** The call's number, from 1 for each Recourse; the same for all its attempts. 0 where it is about no call. */
  id: number
  /** Host of the request, and its partition behind a `#`. */
  key: string
  attempt: number
  label?: string
  /** The caller's own context, as given. */
  context?: Readonly<Record<string, Json>>
}> &
  Happening

export type Happening =
  | Readonly<{ type: 'attempt' }>
  /** An attempt failed and another will follow. */
  | Readonly<{ type: 'retry'; fault: Fault; delayMs: number }>
  /** The call failed for good. */
  | Readonly<{ type: 'give_up'; fault: Fault; reason: Reason; retryAtMs?: number | undefined }>
  /** The call was refused with nothing sent. */
  | Readonly<{ type: 'refused'; fault: Fault; reason: Reason; retryAtMs?: number | undefined }>
  /** A breaker opened, began to try, or closed. */
  | Readonly<{ type: 'breaker'; from: Phase; to: Phase }>
  /** What a fleet shares cannot be reached, and each process goes on with what it knows; or it can be again. */
  | Readonly<{ type: 'store_degraded' | 'store_healed' }>
  /** The call succeeded, after at least one retry. */
  | Readonly<{ type: 'recovered' }>

/** How often each thing happened since the Recourse was made. What never happened is absent. */
export type Counts = Readonly<{
  /** `call` and `success` beside the types of events. */
  events: Readonly<Partial<Record<RecourseEvent['type'] | 'call' | 'success', number>>>
  /** Failed attempts and refused calls, by what they meant. */
  kinds: Readonly<Partial<Record<Kind, number>>>
  /** Calls given up or refused, by reason. */
  reasons: Readonly<Partial<Record<Reason, number>>>
}>
