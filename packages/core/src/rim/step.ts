import type { Decision } from '../nouns/decision.ts'
import { peek } from '../judgement/causes.ts'
import type { Engine, Ticket } from './call.ts'
import { type Refusal, refused } from './error.ts'
import { decisionOf, isFinal, mark } from './mark.ts'

/** What is kept of a call between its attempts, where its client repeats by itself. */
export type Steps = {
  /** Of the last attempt. */
  ticket?: Ticket
  /** What that attempt came to, where it failed. */
  decision?: Decision | undefined
  /** Fails with this, as a next attempt does that is refused: with the answer as it is before the client reads it. */
  readonly fail: (error: unknown) => never
  again?: () => never
  over: boolean
}

/**
 * The engine for one attempt of a call whose client repeats by itself: `perform` with it sends once. What was decided is kept in
 * `steps`, for `goesOn` to tell; whoever settles is told to stop. A next attempt that is refused fails as the last one did.
 */
export const stepOf = (engine: Engine, steps: Steps): Engine => ({
  ...engine,
  admit(call) {
    const { ticket } = steps
    if (ticket !== undefined && 'signal' in call && call.signal?.aborted === true) {
      engine.done(ticket, 'aborted') // in the client's wait
      throw call.signal.reason
    }
    const keep = (admitted: Ticket | Refusal): Ticket | Refusal => {
      if (admitted.ok) steps.ticket = admitted
      else if (ticket !== undefined && admitted.reason !== 'aborted') {
        steps.decision = refused(admitted)
        steps.again?.()
      }
      return admitted
    }
    const leave = engine.admit(ticket ?? call)
    return leave instanceof Promise ? leave.then(keep) : keep(leave)
  },
  settle(ticket, failure) {
    const decision = engine.settle(ticket, failure)
    steps.decision = decision
    return decision.retry ? { retry: false, reason: 'attempts_exhausted', fault: decision.fault } : decision
  },
  done(ticket, how, answer) {
    engine.done(ticket, how, answer)
    steps.over = true
  },
})

const key = 'recourse-steps'

/**
 * The steps of the call with these options, which the client may copy from attempt to attempt: a function is handed on as it is, an
 * object would be copied too. `begins`: an attempt does, so that a call which is over is followed by another.
 */
export function stepsIn(options: object & { [key]?: () => Steps }, begins = false): Steps {
  const known = Object.hasOwn(options, key) ? options[key]?.() : undefined
  const steps = known === undefined || (known.over && begins) ? begun() : known
  options[key] = () => steps
  return steps
}

function begun(): Steps {
  const steps: Steps = {
    over: false,
    fail(error) {
      const response: unknown = peek(error, 'response')
      const data = peek(response, 'data')
      steps.again = () => {
        if (data !== undefined) Object.assign(response as object, { data })
        throw error
      }
      throw error
    },
  }
  return steps
}

/** Is what failed with this error to be repeated? Asked once for each attempt; what is marks the error. */
export function goesOn(steps: Steps, error: unknown): boolean {
  const { decision } = steps
  steps.decision = undefined
  steps.over = decision?.retry !== true
  // what was decided about an error that came of a signal may be everybody's; other ends are marked, but for those of a refusal
  if (decision?.retry === true || (decision !== undefined && decision.reason !== 'aborted' && !isFinal(error)))
    mark(error, decision)
  return !steps.over
}

/** Milliseconds to ask of a timer for this delay: it may fire within the one before (Node). */
export const timerMs = (delayMs: number): number => delayMs + 1

/** Milliseconds for the client's own timer until it repeats what failed with this error. */
export function timerMsOf(error: unknown): number {
  const decision = decisionOf(error)
  return decision?.retry === true ? timerMs(decision.delayMs) : 0
}
