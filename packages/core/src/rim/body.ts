import type { Failure } from '../nouns/failure.ts'
import { peek } from '../judgement/causes.ts'
import { type Until, readBytes, textIn } from './bytes.ts'
import type { Clock } from './clock.ts'
import { isFinal } from './mark.ts'
import { type Read, joined, rebuilt, sizeOf, streamOf } from './rebuilt.ts'
import { type Limits, headersOf, isNative, release } from './response.ts'

/** What a response told, and what may be done with the rest of it. */
export type Ahead = Readonly<{
  seen: Partial<Failure>
  /** The same answer, its body unread, for the caller. Once, and not after `drop`. */
  take(): Promise<Response>
  /** Lets go of what nobody will read. */
  drop(): void
  /** All of it was read. */
  whole: boolean
}>

/**
 * Reads the first of a response, and can give the whole of it back. Much cheaper than a clone, whose two branches are streams
 * of their own; what is retried is never given back.
 */
export async function readAhead(response: Response, limits: Until, clock: Clock): Promise<Ahead> {
  // one of another class, or that a layer below has marked, stays the very same object
  const isPlain = isNative(response) && Object.getPrototypeOf(response) === Response.prototype
  const { body } = response
  if (!isPlain || body === null || body.locked || isFinal(response)) {
    const seen = await readResponse(response, limits, clock)
    return { seen, take: async () => response, drop: () => release(response), whole: false }
  }
  const endMs = clock.monotonic() + limits.bodyTimeoutMs
  const reader = body.getReader()
  const read = await readBytes(reader, limits.maxBodyBytes, limits, clock)
  return {
    seen: { ...headOf(response), ...textOf(read, limits) },
    async take() {
      // whoever looks at the status alone leaves no connection behind
      const bodyTimeoutMs = read.whole || read.pending ? 0 : endMs - clock.monotonic()
      if (bodyTimeoutMs > 0)
        await readBytes(reader, limits.maxClientBodyBytes, { ...limits, bodyTimeoutMs }, clock, read)
      return rebuilt(response, streamOf(reader, read))
    },
    whole: read.whole,
    drop: () => void (read.whole || reader.cancel().catch(() => undefined)),
  }
}

/** Reads a clone of an error response up to the limits. For clients that hold on to the response themselves. */
export async function readResponse(response: Response, limits: Until, clock: Clock): Promise<Partial<Failure>> {
  const seen = headOf(response)
  if (response.body === null || response.bodyUsed) return seen
  try {
    const reader = response.clone().body?.getReader()
    if (reader === undefined) return seen
    const read = await readBytes(reader, limits.maxBodyBytes, limits, clock)
    // not awaited: a clone's cancellation settles only when its twin is done too
    reader.cancel().catch(() => undefined)
    return { ...seen, ...textOf(read, limits) }
  } catch {
    return seen // locked, or a stand-in that cannot be cloned: the status still speaks
  }
}

/**
 * Reads an error response once, for a client that would read all of it by itself, however long that takes. `response` is the same
 * answer with the body that came within the limits; `broken` says what broke it off before them.
 */
export async function holdBody(
  response: Response,
  limits: Limits,
  clock: Pick<Clock, 'sleep'>,
): Promise<Readonly<{ seen: Partial<Failure>; response: Response; broken?: Read['broken'] }>> {
  const seen = headOf(response)
  // node-fetch has Node's streams for bodies: its client may read them as it does without us
  if (peek(response.body, 'getReader') === undefined || response.body?.locked !== false) return { seen, response }
  const reader = response.body.getReader()
  const most = Math.max(limits.maxClientBodyBytes, limits.maxBodyBytes)
  const read = await readBytes(reader, most, limits, clock)
  if (!read.whole) reader.cancel().catch(() => undefined)
  const held = rebuilt(response, joined(read.chunks).subarray(0, most))
  return { seen: { ...seen, ...textOf(read, limits) }, response: held, broken: read.broken }
}

/** As `holdBody`, for a caller who may read on: what is beyond the limits is still there. */
export async function keepBody(...given: Parameters<typeof readAhead>): ReturnType<typeof holdBody> {
  const { seen, take } = await readAhead(...given)
  return { seen, response: await take() }
}

const headOf = (response: Response): Partial<Failure> => ({
  status: response.status,
  headers: headersOf(response.headers),
  url: response.url,
  phase: 'headers',
})

/** What is judged of it: the first `maxBodyBytes`, as text. */
const textOf = (read: Read, { maxBodyBytes }: Limits): Partial<Failure> => ({
  phase: 'body',
  body: textIn(read, maxBodyBytes),
  bodyTruncated: !read.whole || sizeOf(read.chunks) > maxBodyBytes,
})
