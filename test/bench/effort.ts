import type { Path } from './group.ts'

/** How long it is measured. */
export type Effort = Readonly<{
  /** Calls of each lane before the first that counts, so that V8 has compiled what runs often. */
  warmUp: Readonly<Record<Path, number>>
  rounds: number
  /** Calls in a row: together some milliseconds, so that the lanes share what else the machine does. */
  batch: Readonly<Record<Path, number>>
  byteRounds: number
}>

export const thorough: Effort = {
  warmUp: { success: 12_000, failure: 12_000, cycle: 4_000 },
  rounds: 60,
  batch: { success: 500, failure: 200, cycle: 100 },
  byteRounds: 40,
}

/** Tells whether the bench works, and roughly what it says. */
export const quick: Effort = {
  warmUp: { success: 4_000, failure: 3_000, cycle: 1_000 },
  rounds: 18,
  batch: { success: 250, failure: 100, cycle: 50 },
  byteRounds: 15,
}
