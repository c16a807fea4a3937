import { type CallState, type Ticket, callState } from './call.ts'
import type { Clock } from './clock.ts'
import { marksSoFar } from './mark.ts'

/** When the call's time is over, by the monotonic clock; Infinity: never. */
export const deadlineOf = ({ policy: { totalTimeoutMs }, startMs }: CallState): number =>
  totalTimeoutMs === null ? Infinity : startMs + totalTimeoutMs

/** Leave for an attempt, which may take what its policy gives it of the call's time. */
export function newTicket(call: CallState, attempt: number, clock: Clock): Ticket {
  const { attemptTimeoutMs } = call.policy
  const deadlineMs = deadlineOf(call)
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
