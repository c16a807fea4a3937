import type { Failure } from '../nouns/failure.ts'
import { causesOf, peek } from '../judgement/causes.ts'
import type { Attempt, CallInfo, Engine, Ticket } from './call.ts'
import { RecourseError } from './error.ts'
import { type Limit, limitOf } from './limit.ts'
import { mark } from './mark.ts'
import { isResponse, readResponse } from './response.ts'

/** How an adapter runs its client. */
export type Plan<T> = Readonly<{
  call: CallInfo
  send: (attempt: Attempt) => Promise<T>
  /** A value that is a failure, as a Response of 400 or above is to `fetch`. It is still what the call returns in the end. */
  failed?: (value: T) => boolean
  /** Lets go of a failed value that nobody will see. */
  discard?: (value: T) => void
  /** What an outcome tells; default: a Response's status, fields and body, or the causes of an error. */
  read?: (outcome: unknown) => Partial<Failure> | Promise<Partial<Failure>>
}>

/**
 * The loop of every adapter whose client has none of its own.
 * @throws what `send` threw last; the reason of the caller's signal when it aborts a wait; RecourseError where nothing was sent.
 */
export async function perform<T>(engine: Engine, plan: Plan<T>): Promise<T> {
  const { clock } = engine.settings
  const { signal } = plan.call
  let admitted = engine.admit(plan.call)
  for (;;) {
    if (!admitted.ok) throw new RecourseError(admitted)
    const ticket: Ticket = admitted
    const limit = ticket.timeoutMs === null ? undefined : limitOf(clock, ticket.timeoutMs, signal)
    const [returned, outcome] = await attempt(plan, ticket, limit)
    limit?.stop()
    if (returned && plan.failed?.(outcome as T) !== true) {
      engine.done(ticket, 'success')
      return outcome as T
    }
    const decision = engine.settle(ticket, await failureOf(engine, plan, outcome, !returned && limit?.expired() === true))
    if (!decision.retry) {
      // a signal's reason is the caller's own object, and may be shared
      if (outcome !== signal?.reason) mark(outcome, decision)
      if (returned) return outcome as T
      throw outcome
    }
    if (returned) plan.discard?.(outcome as T)
    await clock.sleep(decision.delayMs, signal)
    if (signal?.aborted === true) {
      engine.done(ticket, 'aborted')
      throw signal.reason
    }
    admitted = engine.admit(ticket)
  }
}

/** What came of one attempt: did it return, and what it returned or threw. */
async function attempt<T>(plan: Plan<T>, ticket: Ticket, limit: Limit | undefined): Promise<readonly [returned: boolean, outcome: unknown]> {
  try {
    const value = await plan.send({
      number: ticket.attempt,
      timeoutMs: ticket.timeoutMs,
      // made only when asked for: most attempts have no limit of ours
      get signal() {
        return limit?.signal ?? plan.call.signal ?? new AbortController().signal
      },
    })
    return [true, value]
  } catch (error) {
    return [false, error]
  }
}

async function failureOf<T>({ settings: { clock, limits } }: Engine, plan: Plan<T>, outcome: unknown, expired: boolean): Promise<Failure> {
  const { method, url, replayable, signal } = plan.call
  const atMs = clock.now()
  const seen = await (plan.read?.(outcome) ?? (isResponse(outcome) ? readResponse(outcome, limits, clock) : { causes: causesOf(outcome) }))
  const aborted = signal?.aborted === true
  const timedOut = expired || (aborted && peek(signal.reason, 'name') === 'TimeoutError')
  return { phase: 'sent', replayable, ...seen, method: method || (seen.method ?? 'POST'), url: url || (seen.url ?? ''), attempt: 0, atMs, timedOut, aborted }
}
