import type { Counts, PolicyInput } from '@recourse/core'

/** What a member is asked to do: to call until it is told to stop, or so often. */
export type Work = Readonly<{
  url: string
  policy: PolicyInput
  /** Calls at a time. */
  workers: number
  /** From the end of one to the next. */
  restMs: number
  calls: number | null
}>

/**
 * What became of the calls. `stopped`: those that were waiting when it was told to stop. `heldUpMs`: the longest time that the process
 * stood still.
 */
export type Done = Readonly<{
  ok: number
  stopped: number
  failures: Readonly<Record<string, number>>
  heldUpMs: number
}>

export type Events = Counts['events']

export type Order =
  | Readonly<{ number: number; task: 'work'; work: Work }>
  | Readonly<{ number: number; task: 'stop'; url: string }>
  | Readonly<{ number: number; task: 'events' }>

export type Report = Readonly<{ number: number; result: Done | Events | null }>
