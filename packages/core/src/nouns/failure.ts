/** How far the attempt got. An adapter that cannot tell says `sent`, the careful answer. */
export type Phase = 'not_sent' | 'sent' | 'headers' | 'body'

/** One link of an error's `cause` chain, flattened to data. */
export type Cause = Readonly<{ name: string; message: string; code?: string }>

/** What an adapter saw of one failed attempt, in nobody's dialect. Frozen, JSON-safe, and free of the request's secrets. */
export type Failure = Readonly<{
  /** Upper case. */
  method: string
  url: string
  phase: Phase
  /** Counts from 1. */
  attempt: number
  /** Epoch milliseconds by the local clock. */
  atMs: number
  status?: number
  /** Names in lower case; repeated fields joined by `, ` (RFC 9110, 5.3). */
  headers?: Readonly<Record<string, string>>
  /** The body as text, at most `Limits.maxBodyBytes` of it. */
  body?: string
  bodyTruncated?: boolean
  /** What was thrown, outermost first. */
  causes?: readonly Cause[]
  /** Can the request's body be sent a second time? */
  replayable: boolean
  idempotencyKey?: string
  /** A layer below, Recourse as well, has decided about this very failure: to retry it here would multiply its attempts. */
  ownedElsewhere?: boolean
  /** What the error says of itself: the AI SDK's `isRetryable`, LangChain's mark. */
  saidRetryable?: boolean
  /** A time limit ended the attempt: the client's own, or `attemptTimeoutMs`. */
  timedOut?: boolean
  /** The caller's own signal ended it. */
  aborted?: boolean
  /** The masked key the request carried; never more than 10 characters of it. */
  keyHint?: string | null
}>
