import type { Server } from '../redis/server.ts'
import { type Check, type Played, judgeOf } from './check.ts'
import type { Fleet } from './fleet.ts'
import type { Done } from './messages.ts'
import type { Arrival, Service } from './service.ts'

/** A limit counts windows of so many milliseconds, and is measured over so many of them. */
export type Stage = Readonly<{ redis: Server; fleet: Fleet; windowMs: number; windows: number }>

/** What was seen, and whether the machine let everyone play. */
export function playedBy(service: Service, done: readonly Done[], checks: readonly Check[]): Played {
  const heldUpMs = Math.max(service.heldUpMs(), ...done.map((each) => each.heldUpMs))
  const { show } = judgeOf(checks[0]?.scene ?? '')
  return { checks: [...checks, show('ms that a process stood still at most', heldUpMs)], heldUpMs }
}

/** Calls that became errors, and why. */
export function failuresOf(done: readonly Done[]): string {
  const all = done.flatMap(({ failures }) => Object.entries(failures))
  return all.map(([why, count]) => `${count} ${why}`).join(', ') || 'none'
}

export const between = (log: readonly Arrival[], fromMs: number, toMs: number): readonly Arrival[] =>
  log.filter(({ atMs }) => atMs >= fromMs && atMs < toMs)

export const sendersOf = (log: readonly Arrival[]): number => new Set(log.map(({ by }) => by)).size

/** Of the first who came that is so. */
export async function arrival(log: readonly Arrival[], isIt: (one: Arrival) => boolean): Promise<Arrival> {
  for (let tries = 0; tries < 1_000; tries++) {
    const found = log.find(isIt)
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('nobody sent what was waited for')
}
