import type { Failure } from '../nouns/failure.ts'
import { peek } from '../judgement/causes.ts'
import type { Clock } from './clock.ts'

/** How much of an error body is read, and for how long. */
export type Limits = Readonly<{ maxBodyBytes: number; bodyTimeoutMs: number }>

export const defaultLimits: Limits = Object.freeze({ maxBodyBytes: 65_536, bodyTimeoutMs: 2_000 })

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
    const { text, whole } = await readText(response.clone().body, limits, clock)
    return { ...seen, phase: 'body', body: text, bodyTruncated: !whole }
  } catch {
    return seen // locked, or a stand-in that cannot be cloned: the status still speaks
  }
}

/** Lets go of a body that nobody will read. Read to its end it frees the socket for the next request; cancelled, it closes it. */
export function release(response: Response): void {
  if (response.body?.locked === false) response.body.cancel().catch(() => undefined)
}

/** At most `maxBodyBytes` of decoded bytes, for at most `bodyTimeoutMs`. A cut stream gives what came. */
async function readText(
  stream: ReadableStream<Uint8Array> | null,
  limits: Limits,
  clock: Clock,
): Promise<Readonly<{ text: string; whole: boolean }>> {
  if (stream === null) return { text: '', whole: true }
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  const stop = new AbortController()
  const late = clock.sleep(limits.bodyTimeoutMs, stop.signal)
  let text = ''
  let bytes = 0
  try {
    while (bytes < limits.maxBodyBytes) {
      const chunk = await Promise.race([reader.read(), late])
      if (chunk === undefined) break
      if (chunk.done) return { text: text + decoder.decode(), whole: true }
      const rest = chunk.value.subarray(0, limits.maxBodyBytes - bytes)
      bytes += chunk.value.length
      text += decoder.decode(rest, { stream: true })
    }
  } catch {
    return { text, whole: false }
  } finally {
    stop.abort()
    // not awaited: a clone's cancellation settles only when its twin is done too
    reader.cancel().catch(() => undefined)
  }
  return { text, whole: false }
}
