import type { Decision, Failure, Phase, Ticket } from '@recourse/core'
import { causesOf, isFailed, isOwned, release } from '@recourse/core'

/** One attempt, and what came of it. */
export type Attempt = {
  readonly ticket: Ticket
  readonly request: Request
  readonly phase: Phase
  /** What the inner fetch rejected with: ky throws its own errors in the place of some. */
  thrown?: unknown
  response?: Response
  /** The same answer, unread, where it is returned in the end and not thrown: ky reads what it repeats. */
  kept?: Response
  seen?: Partial<Failure>
  decision?: Decision
  waiting?: boolean // in the delay that was decided
  judged?: true // by ky, which throws or returns the answer
}

/** What the answer said, or what was thrown: `error` is ky's, where there is one. */
export function seenOf({ ticket, request, phase, seen, thrown, response }: Attempt, error: unknown): Partial<Failure> {
  const { method, url, signal } = request
  const timedOut = error instanceof Error && error.name === 'TimeoutError'
  const told = seen ?? { causes: causesOf(timedOut ? error : (thrown ?? error)) }
  // at its own time limit ky aborts the request, and throws another error than the signal's reason
  const aborted = signal.aborted && (!timedOut || error === signal.reason)
  const ownedElsewhere = isOwned(error, ticket) || isOwned(response ?? thrown, ticket)
  return { phase, ...told, method, url, timedOut, aborted, ownedElsewhere }
}

/** ky reads what it repeats. What is to be returned if there is no leave for that goes on in a copy, where it has an end. */
export function keep(attempt: Attempt, response: Response): void {
  if (attempt.seen?.bodyTruncated === true) release(response)
  else if (!response.bodyUsed)
    attempt.kept = Object.defineProperty(response.clone(), 'ok', { value: !isFailed(response) })
}
