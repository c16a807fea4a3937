import type { Failure, Phase } from '../nouns/failure.ts'
import { causesOf, peek } from '../judgement/causes.ts'
import { readAhead, readResponse } from './body.ts'
import type { Engine, Ticket } from './call.ts'
import type { Clock } from './clock.ts'
import { type Inside, type Looked, lookInside, markInside } from './inside.ts'
import { refused } from './error.ts'
import { nothingSent } from './leave.ts'
import { type Limit, limitOf } from './limit.ts'
import { decidedSince, mark } from './mark.ts'
import { keepThrown, sayFinal, thrownBefore } from './outer.ts'
import type { Plan } from './plan.ts'
import { type Limits, isFailed, isResponse } from './response.ts'
import { limitsFor } from './within.ts'

/**
 * The loop of every adapter whose client has none of its own.
 * @throws what `send` threw last; the reason of the caller's signal when it aborts a wait; RecourseError where nothing was sent.
 */
export async function perform<T>(engine: Engine, plan: Plan<T>): Promise<T> {
  const { clock } = engine.settings
  const { inside = inResponse } = plan
  const { signal } = plan.call
  const before = thrownBefore(plan.call, clock)
  if (before !== undefined) throw before.error
  let leave = engine.admit(plan.call)
  for (;;) {
    const admitted = leave instanceof Promise ? await leave : leave
    if (!admitted.ok) {
      const error = nothingSent(admitted, signal)
      if (admitted.reason === 'aborted' && signal) throw plan.stopped?.(signal, undefined) ?? error
      keepThrown(plan.call, error, clock)
      throw error
    }
    const ticket: Ticket = admitted
    const limit = ticket.timeoutMs === null ? undefined : limitOf(clock, ticket.timeoutMs, signal)
    const phase = signal?.aborted === true ? 'not_sent' : 'sent'
    let returned = true
    let outcome: unknown
    try {
      outcome = await plan.send({
        number: ticket.attempt,
        timeoutMs: ticket.timeoutMs,
        signal: limit?.signal ?? signal,
        idempotencyKey: ticket.idempotencyKey,
        headers: ticket.headers,
      })
    } catch (error) {
      returned = false
      outcome = error
    }
    limit?.stop()
    const passed = returned ? plan.failed?.(outcome as T) !== true : plan.answered?.(outcome) === true
    const looking = passed && returned ? inside.look(outcome, engine, ticket) : undefined
    const looked = looking && (await looking)
    if (passed && looked?.seen === undefined) {
      engine.done(ticket, 'success', outcome)
      if (looked !== undefined) return (await looked.take()) as T
      if (returned) return outcome as T
      throw outcome
    }
    const tried: Tried = { outcome, phase, limit: returned ? undefined : limit, looked }
    const { failure, ahead } = await readingOf(engine, plan, ticket, tried)
    let decision = engine.settle(ticket, failure)
    const discard = (): void => {
      if (ahead !== undefined) ahead.drop()
      else plan.discard?.(outcome)
    }
    const stopped = (at: AbortSignal): unknown => plan.stopped?.(at, outcome) ?? at.reason
    if (decision.retry) {
      // what was read to its end holds no connection, and is there if the gates have closed meanwhile
      const isKept = !returned || ahead?.whole === true
      if (!isKept || ahead === undefined) discard()
      await clock.sleep(decision.delayMs, signal)
      if (signal?.aborted === true) {
        engine.done(ticket, 'aborted')
        throw stopped(signal)
      }
      leave = engine.admit(ticket)
      const again = leave instanceof Promise ? await leave : leave
      if (again.ok || !isKept) continue
      decision = refused(again)
      if (again.reason === 'aborted' && signal) throw stopped(signal)
    } else if (signal?.aborted === true && (returned || plan.stopped !== undefined)) {
      discard()
      throw stopped(signal)
    }
    if (ahead !== undefined) outcome = await ahead.take()
    // a signal's reason is the caller's own object, and may be shared
    if (looked !== undefined) inside.mark(outcome, decision)
    else if (signal?.aborted !== true || outcome !== signal.reason) mark(outcome, decision)
    if (returned) {
      if (isResponse(outcome)) sayFinal(outcome, plan.call)
      return outcome as T
    }
    if (decision.reason !== 'aborted') keepThrown(plan.call, outcome, clock)
    throw outcome
  }
}

const inResponse: Inside = { look: lookInside, mark: markInside }

/** `limit`: of an attempt that threw. `looked`: a success that holds an error. */
type Tried = Readonly<{
  outcome: unknown
  phase: Phase
  limit: Limit | undefined
  looked: Looked<unknown> | undefined
}>

type Reading = Readonly<{ failure: Failure; ahead: Pick<Looked<unknown>, 'take' | 'drop' | 'whole'> | undefined }>

async function readingOf<T>(engine: Engine, plan: Plan<T>, ticket: Ticket, tried: Tried): Promise<Reading> {
  const { method, url, replayable, signal } = plan.call
  const { clock } = engine.settings
  const { outcome, phase, limit, looked } = tried
  const atMs = clock.now()
  const within = limitsFor(engine, [], ticket)
  const ahead = looked ?? (!plan.read && isResponse(outcome) ? await readAhead(outcome, within, clock) : undefined)
  const seen = ahead?.seen ?? (await (plan.read ?? readOutcome)(outcome, within, clock))
  // an error that the client throws for an answer says more than that its reading took too long
  const expired = limit?.expired() === true && !isFailed({ status: 0, ...seen })
  const aborted = signal?.aborted === true
  const timedOut = expired || (aborted && peek(signal.reason, 'name') === 'TimeoutError')
  const failure = {
    phase,
    replayable,
    ...seen,
    // clients make errors of their own of it
    ...(expired ? { causes: causesOf(limit.signal.reason) } : {}),
    method: method || (seen.method ?? 'POST'),
    url: url || (seen.url ?? ''),
    attempt: ticket.attempt,
    atMs,
    timedOut,
    aborted,
    ownedElsewhere: isOwned(outcome, ticket),
  }
  return { failure, ahead }
}

/** Has a layer below decided about this outcome during this attempt? Then the call is its own to retry. */
export const isOwned = (outcome: unknown, ticket: Ticket): boolean =>
  decidedSince(outcome, ticket.marks)?.retry === false

/** A Response's status, fields and body, or the causes of what was thrown. */
export const readOutcome = async (outcome: unknown, limits: Limits, clock: Clock): Promise<Partial<Failure>> =>
  isResponse(outcome) ? readResponse(outcome, limits, clock) : { causes: causesOf(outcome) }
