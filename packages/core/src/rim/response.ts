import { peek } from '../judgement/causes.ts'

/** How much of an error body is read, and for how long. */
export type Limits = Readonly<{
  /** Bytes that are read and judged. */
  maxBodyBytes: number
  /** Milliseconds that reading may take. */
  bodyTimeoutMs: number
  /** Bytes that are left to a client which reads all of an error's body by itself. */
  maxClientBodyBytes: number
}>

export const defaultLimits: Limits = Object.freeze({
  maxBodyBytes: 65_536,
  bodyTimeoutMs: 2_000,
  maxClientBodyBytes: 1_048_576,
})

/** Names in lower case, repeats joined, out of `Headers`, a Map, pairs or a plain object. Never throws. */
export function headersOf(source: unknown): Readonly<Record<string, string>> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  try {
    for (const [name, value] of pairsOf(source as object)) {
      const text = Array.isArray(value) ? value.join(', ') : value
      if (typeof name !== 'string' || (typeof text !== 'string' && typeof text !== 'number')) continue
      const field = name.toLowerCase()
      headers[field] = field in headers ? `${headers[field]}, ${text}` : String(text)
    }
  } catch {
    // what could be read until then stands
  }
  return headers
}

const pairsOf = (source: object): Iterable<[unknown, unknown]> =>
  Symbol.iterator in source ? (source as Iterable<[unknown, unknown]>) : Object.entries(source)

/** The fields of a request as `fetch` itself reads them, with those of an attempt (`Ticket.headers`) beside or over them. */
export function withFields(given: HeadersInit | null | undefined, fields: Readonly<Record<string, string>>): Headers {
  // from pairs: msw's Headers lose what a Request was made with where they are copied as they are
  const headers = new Headers([...pairsOf(given ?? {})] as [string, string][])
  for (const [name, value] of Object.entries(fields)) headers.set(name, value)
  return headers
}

/** For `CallInfo.header`: a field by its lower-case name, looked for once somebody asks. */
export function readerOf(source: unknown): (name: string) => string | null {
  let headers: Readonly<Record<string, string>> | undefined
  return (name) => (headers ??= headersOf(source))[name] ?? null
}

/** A Response of the platform's own class. */
export const isNative = (value: unknown): value is Response =>
  typeof Response === 'function' && value instanceof Response

/** Of that or of another's: the undici package and node-fetch have classes of their own. */
export const isResponse = (value: unknown): value is Response =>
  isNative(value) || (typeof peek(value, 'status') === 'number' && typeof peek(value, 'clone') === 'function')

/** Is this answer a failure? An opaque one (status 0) cannot be known to be. */
export const isFailed = (response: Pick<Response, 'status'>): boolean => response.status >= 400

/** A body that is gone once sent: a stream, a Node stream, an async iterable. Everything else `fetch` takes can be sent again. */
export const isStream = (body: unknown): boolean =>
  Object(body) === body &&
  (peek(body, 'getReader') !== undefined ||
    peek(body, 'pipe') !== undefined ||
    Symbol.asyncIterator in (body as object))

/** Lets go of a body that nobody will read. Read to its end it frees the socket for the next request; cancelled, it closes it. */
export const release = (outcome: unknown): void => letGo(peek(outcome, 'body'))

/** Ends a stream, or one of Node's, that nobody will read. Anything else stays as it is. */
export function letGo(data: unknown): void {
  if (!isStream(data) || peek(data, 'locked') === true) return
  const { cancel, destroy } = data as Partial<Readonly<{ cancel(): Promise<void>; destroy(): void }>>
  if (cancel === undefined) destroy?.call(data)
  else cancel.call(data).catch(() => undefined)
}
