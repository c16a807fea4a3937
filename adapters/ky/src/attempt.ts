import { type Clock, type Decision, type Failure, type Phase, type Ticket, causesOf, isOwned } from '@recourse/core'

/** One attempt, and what came of it. */
export type Attempt = {
  readonly ticket: Ticket
  readonly request: Request
  readonly phase: Phase
  /** What the inner fetch rejected with: ky throws its own errors in the place of some. */
  thrown?: unknown
  response?: Response
  seen?: Partial<Failure>
  decision?: Decision
  waiting?: true // in the delay that was decided
  judged?: true // by ky, which throws or returns the answer
}

/** What the answer said, or what was thrown: `error` is ky's, where there is one. */
export function failureOf(
  { ticket, request, phase, seen, thrown, response }: Attempt,
  error: unknown,
  clock: Clock,
): Omit<Failure, 'replayable'> {
  const { method, url, signal } = request
  const timedOut = error instanceof Error && error.name === 'TimeoutError'
  return {
    phase,
    ...(seen ?? { causes: causesOf(timedOut ? error : (thrown ?? error)) }),
    method,
    url,
    attempt: ticket.attempt,
    atMs: clock.now(),
    timedOut,
    // at its own time limit ky aborts the request, and throws another error than the signal's reason
    aborted: signal.aborted && (!timedOut || error === signal.reason),
    ownedElsewhere: isOwned(error, ticket) || isOwned(response ?? thrown, ticket),
  }
}
