import type { Decision, Reason } from '../nouns/decision.ts'
import type { Fault } from '../nouns/fault.ts'
import { mark } from './mark.ts'

/** Why nothing was sent. */
export type Refusal = Readonly<{ ok: false; reason: Reason; fault: Fault; retryAtMs?: number }>

/** Thrown only where nothing was sent, and so no error of the client's own exists. A failed request keeps its client's error. */
export class RecourseError extends Error {
  override readonly name = 'RecourseError'
  readonly fault: Fault
  readonly reason: Reason
  /** Epoch milliseconds; present whenever a wait is known. */
  readonly retryAtMs?: number

  constructor(refusal: Refusal) {
    super(`nothing was sent (${refusal.reason}): ${refusal.fault.message ?? refusal.fault.kind}`)
    this.fault = refusal.fault
    this.reason = refusal.reason
    if (refusal.retryAtMs !== undefined) this.retryAtMs = refusal.retryAtMs
    mark(this, refused(refusal))
  }
}

/** What a call ends with whose next attempt was refused: the last outcome stays, with this decision. */
export const refused = ({ ok: _, ...refusal }: Refusal): Exclude<Decision, { retry: true }> => ({
  ...refusal,
  retry: false,
})
