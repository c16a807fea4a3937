/** What a client is asked to call, and the status that it will be answered with. The first of all is no trap, and warms up. */
export type Case = Readonly<{ name: string; url: string; status: number }>

/** What became of it. */
export type Seen = Readonly<{
  name: string
  status: number
  /** Was the call over within the time of its attempts? */
  settled: boolean
  fault: Readonly<{ kind: string | null; status: number | null }>
  /** By how much the peak of resident memory was above what it was before, in mebibytes. */
  grownMb: number
}>

export const attemptTimeoutMs = 4_000
export const bodyTimeoutMs = 300
export const maxAttempts = 2
