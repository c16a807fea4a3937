import type { Ran } from './driver.ts'

/** Counts under these names, all from 0 on: `outcome.hooks`, and what a hook calls. */
export function countsOf<Name extends string>(
  ...names: readonly Name[]
): Readonly<{ counts: Readonly<Record<Name, number>>; count(name: Name): void }> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
  return { counts, count: (name) => void counts[name]++ }
}

/** How many attempts were begun; a call that is left to the client is one, and none is told of it. */
export const attemptsIn = ({ events }: Ran): number =>
  events.length === 0 ? 1 : events.filter(({ type }) => type === 'attempt').length

/** How many attempts were answered. An answer whose caller stopped while it was read is none to a client that reads it itself. */
export function answersIn(ran: Ran): number {
  const lost = ran.events.flatMap((event) =>
    event.type !== 'refused' && 'fault' in event && (event.fault.status === null || event.fault.kind === 'aborted')
      ? [event.attempt]
      : [],
  )
  return attemptsIn(ran) - new Set(lost).size
}
