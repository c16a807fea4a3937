import type { Failure, Phase } from '../nouns/failure.ts'
import { causesOf, peek } from '../judgement/causes.ts'
import { readAhead, readResponse } from './body.ts'
import type { Engine, Ticket } from './call.ts'
import type { Clock } from './clock.ts'
import { type Refusal, refused } from './error.ts'
import { type Inside, type Looked, lookInside, markInside } from './inside.ts'
import type { Limit } from './limit.ts'
import { decidedSince, mark } from './mark.ts'
import { keepThrown, sayFinal } from './outer.ts'
import type { Plan } from './plan.ts'
import { type Limits, isFailed, isResponse } from './response.ts'
import { limitsFor } from './within.ts'

export const inResponse: Inside = { look: lookInside, mark: markInside }

/** An attempt that failed. */
type Tried = Readonly<{
  outcome: unknown
  isThrown: boolean
  phase: Phase
  limit: Limit | undefined
  /** A success that holds an error. */
  looked: Looked<unknown> | undefined
}>

/**
 * What follows: after the wait, leave for the next attempt; or what the call ends with.
 * @throws what `send` threw, where that is the end, or the reason of the caller's signal.
 */
export async function afterFailure<T>(
  engine: Engine,
  plan: Plan<T>,
  ticket: Ticket,
  tried: Tried,
): Promise<Ticket | Refusal | Readonly<{ ok: null; value: unknown }>> {
  const { clock } = engine.settings
  const { inside = inResponse } = plan
  const { isThrown, phase, looked } = tried
  let { outcome } = tried
  const limit = isThrown ? tried.limit : undefined
  const { method, url, replayable, signal } = plan.call
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
    ...(expired && { causes: causesOf(limit.signal.reason) }),
    method: method || (seen.method ?? 'POST'),
    url: url || (seen.url ?? ''),
    attempt: ticket.attempt,
    atMs,
    timedOut,
    aborted,
    ownedElsewhere: isOwned(outcome, ticket),
  }
  let decision = engine.settle(ticket, failure)
  const discard = (): void => {
    if (ahead !== undefined) ahead.drop()
    else plan.discard?.(outcome)
  }
  const stopped = (at: AbortSignal): unknown => plan.stopped?.(at, outcome) ?? at.reason
  if (decision.retry) {
    // what was read to its end holds no connection, and is there if the gates have closed meanwhile
    const isKept = isThrown || ahead?.whole === true
    if (!isKept || ahead === undefined) discard()
    await clock.sleep(decision.delayMs, signal)
    if (signal?.aborted === true) {
      engine.done(ticket, 'aborted')
      throw stopped(signal)
    }
    const leave = await engine.admit(ticket)
    if (leave.ok || !isKept) return leave
    decision = refused(leave)
    if (leave.reason === 'aborted' && signal) throw stopped(signal)
  } else if (signal?.aborted === true && (!isThrown || plan.stopped !== undefined)) {
    discard()
    throw stopped(signal)
  }
  if (ahead !== undefined) outcome = await ahead.take()
  // a signal's reason is the caller's own object, and may be shared
  if (looked !== undefined) inside.mark(outcome, decision)
  else if (signal?.aborted !== true || outcome !== signal.reason) mark(outcome, decision)
  if (isThrown) {
    if (decision.reason !== 'aborted') keepThrown(plan.call, outcome, clock)
    throw outcome
  }
  if (isResponse(outcome)) sayFinal(outcome, plan.call)
  return { ok: null, value: outcome }
}

/** Has a layer below decided about this outcome during this attempt? Then the call is its own to retry. */
export const isOwned = (outcome: unknown, ticket: Ticket): boolean =>
  decidedSince(outcome, ticket.marks)?.retry === false

/** A Response's status, fields and body, or the causes of what was thrown. */
export const readOutcome = async (outcome: unknown, limits: Limits, clock: Clock): Promise<Partial<Failure>> =>
  isResponse(outcome) ? readResponse(outcome, limits, clock) : { causes: causesOf(outcome) }
