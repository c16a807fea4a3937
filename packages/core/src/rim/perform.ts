import type { Engine } from './call.ts'
import type { Refusal } from './error.ts'
import { afterFailure, inResponse } from './failing.ts'
import { nothingSent } from './leave.ts'
import { limitOf } from './limit.ts'
import { keepThrown, thrownBefore } from './outer.ts'
import type { Plan } from './plan.ts'

/**
 * The loop of every adapter whose client has none of its own. What only a failed attempt needs stands elsewhere: V8 keeps room for all
 * that an async function names, in every call of it.
 * @throws what `send` threw last; the reason of the caller's signal when it aborts a wait; RecourseError where nothing was sent.
 */
export async function perform<T>(engine: Engine, plan: Plan<T>): Promise<T> {
  const { signal } = plan.call
  const before = thrownBefore(plan.call, engine.settings.clock)
  if (before !== undefined) throw before.error
  let leave = engine.admit(plan.call)
  for (;;) {
    const ticket = leave instanceof Promise ? await leave : leave
    if (!ticket.ok) throw unsent(engine, plan, ticket)
    const limit = ticket.timeoutMs === null ? undefined : limitOf(engine.settings.clock, ticket.timeoutMs, signal)
    const phase = signal?.aborted === true ? 'not_sent' : 'sent'
    let isThrown = false
    let outcome: unknown
    try {
      outcome = await plan.send(ticket, limit?.signal ?? signal)
    } catch (error) {
      isThrown = true
      outcome = error
    }
    limit?.stop()
    const passed = isThrown ? plan.answered?.(outcome) === true : plan.failed?.(outcome as T) !== true
    const looking = passed && !isThrown ? (plan.inside ?? inResponse).look(outcome, engine, ticket) : undefined
    const looked = looking && (await looking)
    if (passed && looked?.seen === undefined) {
      engine.done(ticket, 'success', outcome)
      if (isThrown) throw outcome
      return (looked === undefined ? outcome : await looked.take()) as T
    }
    const next = await afterFailure(engine, plan, ticket, { outcome, isThrown, phase, limit, looked })
    if (next.ok === null) return next.value as T
    leave = next
  }
}

/** What a call ends with whose attempt was refused. */
function unsent<T>({ settings }: Engine, { call, stopped }: Plan<T>, refusal: Refusal): unknown {
  const error = nothingSent(refusal, call.signal)
  if (refusal.reason === 'aborted' && call.signal) return stopped?.(call.signal, undefined) ?? error
  keepThrown(call, error, settings.clock)
  return error
}
