import { type Copy, copyOf } from './copy.ts'

/** A local copy, and when it is to be compared with the shared record: local times. */
export type Shared = Copy & {
  usedMs: number
  seenMs: number
  dueMs: number
  /** Writes in a row that came too late, as others had written. */
  conflicts: number
  failures: number
  /** Something else than a record lies there. */
  isForeign: boolean
  /** The command under way, and the number of the last one that was answered. */
  sent: object | undefined
  heard: number
}

export const sharedOf = (key: string): Shared => ({
  ...copyOf(key),
  usedMs: 0,
  seenMs: -Infinity,
  dueMs: Infinity,
  conflicts: 0,
  failures: 0,
  isForeign: false,
  sent: undefined,
  heard: 0,
})
