import type { LogEntry } from './log.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** An array sends the header once for each value. */
export type HeaderLines = Readonly<Record<string, string | readonly string[]>>

type Timed = {
  /** Waits this long, after the request was read, before the step is played. Default 0. */
  readonly afterMs?: number
}

export type Head = Timed & {
  readonly status: number
  readonly headers?: HeaderLines
  /** The Date header: a string replaces it, null leaves it out. Default: the time of the answer. */
  readonly date?: string | null
}

/** A string is sent as it is, anything else as JSON with its type; bytes are base64, so that a script stays JSON. */
export type Body = { readonly body?: Json; readonly bodyBase64?: string }

type Steps = {
  answer: Head & Body
  /** A whole answer that promises to keep the connection, then FIN: the race every connection pool knows. */
  closeAfterAnswer: Head & Body
  /** Answers (413) before the request body is read, then reads on ('read', the default) or sends RST. */
  earlyAnswer: Timed & Partial<Head> & Body & { readonly afterwards?: 'read' | 'reset' }
  /** RST before any byte of the answer. */
  reset: Timed
  /** RST after the first bytes of the request body. */
  resetDuringBody: Timed
  /** FIN before any byte of the answer. */
  close: Timed
  hang: Timed
  /** Half a status line, then nothing. */
  slowHeaders: Timed
  /** Bytes that are no HTTP, then FIN. */
  garbage: Timed
  /** One header of this many bytes. Default 65 KiB. */
  headerOverflow: Timed & Partial<Head> & { readonly bytes?: number }
  /** Redirects to itself. The hops play no further step, so the next step is for the next attempt. */
  redirectLoop: Timed & Partial<Head>
  /** The head, then a chunk of `bytes` each `everyMs`, for ever. */
  drip: Head & { readonly everyMs: number; readonly bytes: number }
  /** As fast as the client reads; for ever, unless told when to stop. */
  endless: Head & { readonly stopAfterBytes?: number }
  /** Promises the whole body, sends `sendBytes` of it. */
  truncate: Head & Body & { readonly sendBytes: number; readonly end: 'fin' | 'reset'; readonly chunked?: boolean }
  /** Says gzip, sends plain text. */
  badGzip: Head
  /** Unpacks to this many zeros, rounded up to a mebibyte. */
  gzipBomb: Head & { readonly bytes: number }
}

export type StepName = keyof Steps
export type StepOf<Name extends StepName> = { readonly step: Name } & Readonly<Steps[Name]>
export type Step = { [Name in StepName]: StepOf<Name> }[StepName]

/** Chooses the step once the whole request is read. Not JSON, so for tests only. */
export type StepChooser = (request: LogEntry) => Step
export type Script = readonly (Step | StepChooser)[]

/** These play before the request body is read; all others see the whole of it first. */
export const beforeBody: ReadonlySet<string> = new Set<StepName>(['earlyAnswer', 'resetDuringBody'])
