import type { Failure } from '../nouns/failure.ts'
import { peek } from '../judgement/causes.ts'
import type { Clock } from './clock.ts'

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
  const set = (name: unknown, value: unknown): void => {
    const text = Array.isArray(value) ? value.join(', ') : value
    if (typeof name === 'string' && (typeof text === 'string' || typeof text === 'number'))
      headers[name.toLowerCase()] = String(text)
  }
  try {
    const pairs =
      Array.isArray(source) || typeof (source as Iterable<unknown>)[Symbol.iterator] === 'function'
        ? (source as Iterable<[unknown, unknown]>)
        : Object.entries(source as object)
    for (const [name, value] of pairs) set(name, value)
  } catch {
    // what could be read until then stands
  }
  return headers
}

export const isResponse = (value: unknown): value is Response =>
  typeof Response === 'function' && value instanceof Response

/** Is this answer a failure? An opaque one (status 0) cannot be known to be. */
export const isFailed = (response: Response): boolean => response.status >= 400

/** A body that is gone once sent: a stream, a Node stream, an async iterable. Everything else `fetch` takes can be sent again. */
export const isStream = (body: unknown): boolean =>
  peek(body, 'getReader') !== undefined ||
  peek(body, 'pipe') !== undefined ||
  (Object(body) === body && Symbol.asyncIterator in (body as object))

/**
 * Reads an error response without taking it from the caller: a clone is read up to the limits and then let go. The original stays
 * readable; `release` gives its connection back when nobody will read it.
 */
export async function readResponse(response: Response, limits: Limits, clock: Clock): Promise<Partial<Failure>> {
  const seen = {
    status: response.status,
    headers: headersOf(response.headers),
    url: response.url,
    phase: 'headers' as const,
  }
  if (response.body === null || response.bodyUsed) return seen
  try {
    const body = await readBytes(response.clone().body, limits.maxBodyBytes, limits, clock)
    return { ...seen, ...textOf(body, limits) }
  } catch {
    return seen // locked, or a stand-in that cannot be cloned: the status still speaks
  }
}

/**
 * Reads an error response once, for a client that would read all of it by itself, however long that takes. `response` is the same
 * answer with the body that came within the limits.
 */
export async function holdBody(
  response: Response,
  limits: Limits,
  clock: Clock,
): Promise<Readonly<{ seen: Partial<Failure>; response: Response }>> {
  const { status, statusText, headers, url, redirected, type } = response
  const seen = { status, headers: headersOf(headers), url, phase: 'headers' as const }
  if (response.body === null || response.bodyUsed || response.body.locked) return { seen, response }
  const body = await readBytes(response.body, Math.max(limits.maxClientBodyBytes, limits.maxBodyBytes), limits, clock)
  // beyond 599 there are statuses on the wire, and no constructor that takes them
  const held = new Response(joined(body.chunks), { status: Math.min(599, status), statusText, headers })
  for (const [name, value] of Object.entries({ status, url, redirected, type }))
    Object.defineProperty(held, name, { value, configurable: true })
  return { seen: { ...seen, ...textOf(body, limits) }, response: held }
}

/** Lets go of a body that nobody will read. Read to its end it frees the socket for the next request; cancelled, it closes it. */
export function release(response: Response): void {
  if (response.body?.locked === false) response.body.cancel().catch(() => undefined)
}

type Body = Readonly<{ chunks: readonly Uint8Array[]; whole: boolean }>

/** At most so many decoded bytes, for at most `bodyTimeoutMs`. A cut stream gives what came. */
async function readBytes(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  limits: Limits,
  clock: Clock,
): Promise<Body> {
  if (stream === null) return { chunks: [], whole: true }
  const reader = stream.getReader()
  const stop = new AbortController()
  const late = clock.sleep(limits.bodyTimeoutMs, stop.signal)
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    while (bytes < maxBytes) {
      const chunk = await Promise.race([reader.read(), late])
      if (chunk === undefined) break
      if (chunk.done) return { chunks, whole: true }
      chunks.push(chunk.value.subarray(0, maxBytes - bytes))
      bytes += chunk.value.length
    }
  } catch {
    return { chunks, whole: false }
  } finally {
    // a reason, because the default one is a DOMException with a stack, at five times the cost of all else here
    stop.abort('read')
    // not awaited: a clone's cancellation settles only when its twin is done too
    reader.cancel().catch(() => undefined)
  }
  return { chunks, whole: false }
}

/** What is judged of it: the first `maxBodyBytes`, as text. */
function textOf({ chunks, whole }: Body, { maxBodyBytes }: Limits): Partial<Failure> {
  const bytes = joined(chunks)
  const body = new TextDecoder().decode(bytes.subarray(0, maxBodyBytes))
  return { phase: 'body', body, bodyTruncated: !whole || bytes.length > maxBodyBytes }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
