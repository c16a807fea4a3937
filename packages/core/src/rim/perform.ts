import type { Failure, Phase } from '../nouns/failure.ts'
import { causesOf, peek } from '../judgement/causes.ts'
import { type Ahead, readAhead, readResponse } from './body.ts'
import type { Attempt, CallInfo, Engine, Ticket } from './call.ts'
import type { Clock } from './clock.ts'
import { RecourseError } from './error.ts'
import { type Limit, limitOf } from './limit.ts'
import { decidedSince, mark } from './mark.ts'
import { keepThrown, sayFinal, thrownBefore } from './outer.ts'
import { type Limits, isFailed, isResponse } from './response.ts'

/** An attempt as an adapter sees it: without a limit or a signal of the caller's there is no signal. */
export type Sending = Omit<Attempt, 'signal'> & Readonly<{ signal: AbortSignal | undefined }>

/** How an adapter runs its client. */
export type Plan<T> = Readonly<{
  call: CallInfo
  send: (attempt: Sending) => Promise<T>
  /** A value that is a failure, as a Response of 400 or above is to `fetch`. It is still what the call returns in the end. */
  failed?: (value: T) => boolean
  /** A thrown answer that is none, as one of 304 is where a client throws it. */
  answered?: (error: unknown) => boolean
  /** Lets go of a failed outcome that nobody will see. */
  discard?: (outcome: unknown) => void
  /** What to throw where the caller stopped the call; default: the reason of its signal, or what `send` threw by then. */
  stopped?: (signal: AbortSignal, outcome: unknown) => unknown
  /** What an outcome tells; default: a Response's status, fields and body, or the causes of an error. */
  read?: (outcome: unknown, limits: Limits, clock: Clock) => Promise<Partial<Failure>> | Partial<Failure>
}>

/**
 * The loop of every adapter whose client has none of its own.
 * @throws what `send` threw last; the reason of the caller's signal when it aborts a wait; RecourseError where nothing was sent.
 */
export async function perform<T>(engine: Engine, plan: Plan<T>): Promise<T> {
  const { clock } = engine.settings
  const { signal } = plan.call
  const before = thrownBefore(plan.call, clock)
  if (before !== undefined) throw before.error
  let admitted = engine.admit(plan.call)
  for (;;) {
    if (!admitted.ok) {
      const refused = new RecourseError(admitted)
      keepThrown(plan.call, refused, clock)
      throw refused
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
    if (returned ? plan.failed?.(outcome as T) !== true : plan.answered?.(outcome) === true) {
      engine.done(ticket, 'success')
      if (returned) return outcome as T
      throw outcome
    }
    const tried: Tried = { outcome, phase, limit: returned ? undefined : limit }
    const { failure, ahead } = await readingOf(engine, plan, ticket, tried)
    const decision = engine.settle(ticket, failure)
    const discard = (): void => {
      if (ahead !== undefined) ahead.drop()
      else plan.discard?.(outcome)
    }
    const stopped = (at: AbortSignal): unknown => plan.stopped?.(at, outcome) ?? at.reason
    if (decision.retry) {
      discard()
      await clock.sleep(decision.delayMs, signal)
      if (signal?.aborted === true) {
        engine.done(ticket, 'aborted')
        throw stopped(signal)
      }
      admitted = engine.admit(ticket)
    } else if (signal?.aborted === true && (returned || plan.stopped !== undefined)) {
      discard()
      throw stopped(signal)
    } else {
      if (ahead !== undefined) outcome = await ahead.take()
      // a signal's reason is the caller's own object, and may be shared
      if (signal?.aborted !== true || outcome !== signal.reason) mark(outcome, decision)
      if (returned) {
        if (isResponse(outcome)) sayFinal(outcome, plan.call)
        return outcome as T
      }
      if (decision.reason !== 'aborted') keepThrown(plan.call, outcome, clock)
      throw outcome
    }
  }
}

/** `limit`: of an attempt that threw. */
type Tried = Readonly<{ outcome: unknown; phase: Phase; limit: Limit | undefined }>

type Reading = Readonly<{ failure: Failure; ahead: Ahead | undefined }>

async function readingOf<T>(engine: Engine, plan: Plan<T>, ticket: Ticket, tried: Tried): Promise<Reading> {
  const { method, url, replayable, signal } = plan.call
  const { clock, limits } = engine.settings
  const { outcome, phase, limit } = tried
  const atMs = clock.now()
  const bodyTimeoutMs = Math.min(limits.bodyTimeoutMs, ticket.deadlineMs - clock.monotonic())
  const within = { ...limits, bodyTimeoutMs }
  const ahead = !plan.read && isResponse(outcome) ? await readAhead(outcome, within, clock) : undefined
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
