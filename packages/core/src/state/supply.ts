/** What outcomes of late say of an origin, in a few numbers. Times are of the store. */
export type Supply = Readonly<{
  /** Of the budget. */
  tokens: number
  /** Failures in a row; retries that were paid for meanwhile; failed ones that no refused call has made up for. */
  run: number
  retries: number
  debt: number
  /** Share of first attempts that the server's overload leaves; 1: all. */
  share: number
  /** Overloads in a row, and when the last failure came, or what an overload left room for. */
  busy: number
  toldMs: number
  /** While calls are refused: how long successes take, when somebody last asked and was last let through, the time from one who asks to the next. */
  latencyMs: number
  askedMs: number
  sentMs: number
  gapMs: number
}>

/**
 * `busy`: the server says, or shows by taking no call, that it has too many; `broken`: something is wrong, however many call; `alive`: an
 * answer that speaks for the server, if not for the call.
 */
export type Outcome = 'success' | 'alive' | 'busy' | 'broken'

/** What an attempt came to. `outcome` null: nothing is known. */
export type Told = Readonly<{
  outcome: Outcome | null
  /** Tokens that were paid for this attempt; 0: it was the first. */
  paid: number
  /** The server itself asked for the retry, by a rate limit. */
  asked: boolean
  latencyMs: number
}>

/** Once something was answered. */
export const recovered = { run: 0, retries: 0, debt: 0, busy: 0 } as const

/** Nothing is held back. */
export const calm = { share: 1, latencyMs: 0, askedMs: 0, gapMs: 0 } as const
