import type { Decision } from '../nouns/decision.ts'
import type { CallInfo } from './call-info.ts'
import type { Engine, Ticket } from './call.ts'
import { RecourseError, type Refusal, refused } from './error.ts'

/**
 * Leave for the first attempt of a call, at once where it is not held.
 * @throws by rejection, what a call ends with of which nothing was sent: RecourseError, or the caller's own reason where the caller
 * stopped it; TypeError for bad options.
 */
export function enter(engine: Engine, call: CallInfo): Ticket | Promise<Ticket> {
  try {
    const admitted = engine.admit(call)
    if (!(admitted instanceof Promise)) return ticketOf(admitted, call)
    return admitted.then((it) => ticketOf(it, call))
  } catch (error) {
    return Promise.reject(error)
  }
}

/** As `enter`, of what `admit` says. */
export function ticketOf(admitted: Ticket | Refusal, { signal }: Pick<CallInfo, 'signal'>): Ticket {
  if (admitted.ok) return admitted
  throw nothingSent(admitted, signal)
}

/** What a call ends with of which nothing was sent: the caller's own reason, where the caller stopped it. */
export const nothingSent = (refusal: Refusal, signal: AbortSignal | undefined): unknown =>
  refusal.reason === 'aborted' && signal?.aborted === true ? signal.reason : new RecourseError(refusal)

/** The wait before the next attempt, and leave for it; where there is none, the decision that the call ends with. */
export async function resume(
  engine: Engine,
  ticket: Ticket,
  decision: Decision,
  signal: AbortSignal | undefined,
): Promise<Ticket | Exclude<Decision, { retry: true }>> {
  if (!decision.retry) return decision
  await engine.settings.clock.sleep(decision.delayMs, signal)
  if (signal?.aborted !== true) {
    const admitted = await engine.admit(ticket)
    return admitted.ok ? admitted : refused(admitted)
  }
  engine.done(ticket, 'aborted')
  return { retry: false, reason: 'aborted', fault: decision.fault }
}
