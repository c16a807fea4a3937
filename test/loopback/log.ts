import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * `hung` sends nothing (more), `streaming` sends without end, `garbled` sent no HTTP, `truncated` stopped short,
 * `aborted` means that the client left before its answer was complete.
 */
export type Outcome =
  | 'pending'
  | 'answered'
  | 'reset'
  | 'closed'
  | 'hung'
  | 'streaming'
  | 'truncated'
  | 'garbled'
  | 'aborted'
  | 'mistake'

/** Live: it changes until the exchange is over. Await `server.until(...)` before asserting on what comes late. */
export type LogEntry = {
  readonly index: number
  /** The script's prefix, such as `/r1`; empty when no script has the path. */
  readonly route: string
  /** The origin that was asked, by its real port, whatever the Host header says. */
  readonly host: string
  readonly method: string
  readonly path: string
  /** Lower case; a header sent more than once is joined by ', ', also where node:http would drop the repeats. */
  readonly headers: Readonly<Record<string, string>>
  readonly bodyBytes: number
  readonly bodyHash: string
  readonly bodyText: string
  /** Since the server started, when the headers had arrived. Monotonic. */
  readonly atMs: number
  readonly step: string
  readonly outcome: Outcome
  /** Only when the client closed before the exchange was over. */
  readonly clientClosedAtMs?: number
}

export type OpenEntry = { -readonly [Key in keyof LogEntry]: LogEntry[Key] }

export type Log = {
  readonly entries: readonly LogEntry[]
  readonly open: (request: IncomingMessage, route: string) => OpenEntry
  /** Keeps the entry's body fields up to date while the request is read, and calls back at its end. */
  readonly readBody: (request: IncomingMessage, entry: OpenEntry, done: () => void) => void
  readonly now: () => number
}

const bodyTextChars = 2000
// No character of UTF-8 takes more than four bytes.
const bodyHeadBytes = bodyTextChars * 4

export const createLog = (changed: () => void): Log => {
  const startedAt = performance.now()
  const now = (): number => Math.round((performance.now() - startedAt) * 1000) / 1000
  const entries: LogEntry[] = []

  const open: Log['open'] = (request, route) => {
    const entry: OpenEntry = {
      index: entries.length,
      route,
      host: `${request.socket.localAddress}:${request.socket.localPort}`,
      method: request.method ?? '',
      path: request.url ?? '',
      headers: joinHeaders(request.rawHeaders),
      bodyBytes: 0,
      bodyHash: shortDigest(createHash('sha256')),
      bodyText: '',
      atMs: now(),
      step: '',
      outcome: 'pending',
    }
    entries.push(entry)
    return entry
  }

  const readBody: Log['readBody'] = (request, entry, done) => {
    const hash = createHash('sha256')
    let head = Buffer.alloc(0)
    request.on('data', (chunk: Buffer) => {
      hash.update(chunk)
      if (head.length < bodyHeadBytes) head = Buffer.concat([head, chunk.subarray(0, bodyHeadBytes - head.length)])
      entry.bodyBytes += chunk.length
      entry.bodyHash = shortDigest(hash.copy())
      entry.bodyText = head.toString('utf8').slice(0, bodyTextChars)
      changed()
    })
    request.once('end', done)
    // An aborted upload is an error here; the entry says so through the answer's own 'close'.
    request.on('error', () => {})
  }

  return { entries, open, readBody, now }
}

const shortDigest = (hash: ReturnType<typeof createHash>): string => hash.digest('hex').slice(0, 16)

const joinHeaders = (raw: readonly string[]): Readonly<Record<string, string>> => {
  const joined = new Map<string, string>()
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]!.toLowerCase()
    const earlier = joined.get(name)
    joined.set(name, earlier === undefined ? raw[index + 1]! : `${earlier}, ${raw[index + 1]!}`)
  }
  return Object.fromEntries(joined)
}
