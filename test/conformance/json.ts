import type { Played } from './cell.ts'
import { shorthand } from './verify.ts'

/** One cell as data: what the caller had, what Recourse told, and what the server saw. */
export function lineOf(played: Played): string {
  const { driver, story, method, over, result, observed, server, openSockets } = played
  const events = observed?.events ?? []
  const end = events.findLast((event) => 'fault' in event)
  const { outcome } = observed ?? {}
  return JSON.stringify({
    driver: driver.name,
    story: story.title,
    method,
    over,
    result,
    differs: played.differs ?? null,
    deviation: played.reason ?? null,
    events: events.map(shorthand),
    attempts: events.filter(({ type }) => type === 'attempt').length,
    delaysMs: events.flatMap((event) => (event.type === 'retry' ? [event.delayMs] : [])),
    reason: end !== undefined && 'reason' in end ? end.reason : null,
    fault: end?.fault ?? null,
    outcome: outcome === undefined ? null : { status: outcome.status ?? null, ...thrownBy(outcome.subject) },
    hooks: outcome?.hooks ?? null,
    openSockets,
    server: server.map(({ bodyText: _, ...seen }) => seen),
  })
}

const thrownBy = (subject: unknown): Readonly<Record<string, string>> =>
  subject instanceof Error ? { error: subject.constructor.name, name: subject.name } : {}
