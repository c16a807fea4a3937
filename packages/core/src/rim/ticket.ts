import { type CallState, type Ticket, callState } from './call.ts'
import type { Clock } from './clock.ts'
import { marksSoFar } from './mark.ts'

/** Leave for an attempt, which may take what its policy gives it of the call's time. */
export function newTicket(call: CallState, attempt: number, clock: Clock): Ticket {
  const { attemptTimeoutMs, totalTimeoutMs } = call.policy
  const deadlineMs = totalTimeoutMs === null ? Infinity : call.startMs + totalTimeoutMs
  const leftMs = deadlineMs === Infinity ? Infinity : Math.max(1, deadlineMs - clock.monotonic())
  const timeoutMs = Math.min(leftMs, attemptTimeoutMs ?? Infinity)
  return {
    ok: true,
    id: call.id,
    attempt,
    timeoutMs: timeoutMs === Infinity ? null : timeoutMs,
    deadlineMs,
    idempotencyKey: call.key?.key ?? null,
    headers: call.key?.headers ?? null,
    marks: marksSoFar(),
    [callState]: call,
  }
}
