import type { Decision } from '../nouns/decision.ts'
import type { Failure } from '../nouns/failure.ts'
import { peek } from '../judgement/causes.ts'
import { type Engine, type Ticket, callState } from './call.ts'
import { isOwned } from './failing.ts'

/** What to do about an attempt that ended with this outcome, of which so much was seen; the rest is known of its call. */
export function settleSeen(engine: Engine, ticket: Ticket, outcome: unknown, seen: Partial<Failure>): Decision {
  const { method, url, replayable, signal } = ticket[callState].info
  const aborted = signal?.aborted === true
  return engine.settle(ticket, {
    phase: 'sent',
    method,
    url,
    replayable,
    attempt: ticket.attempt,
    atMs: engine.settings.clock.now(),
    aborted,
    timedOut: aborted && peek(signal.reason, 'name') === 'TimeoutError',
    ownedElsewhere: isOwned(outcome, ticket),
    ...seen,
  })
}
