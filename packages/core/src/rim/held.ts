import type { Failure } from '../nouns/failure.ts'
import { causesOf } from '../judgement/causes.ts'
import { holdBody, keepBody } from './body.ts'
import type { Engine, Ticket } from './call.ts'
import { type Looked, lookInside } from './inside.ts'
import { callSignal } from './limit.ts'
import { headersOf, isFailed } from './response.ts'
import { type TimesMs, limitsFor } from './within.ts'

/** An answer that was read before its client reads it. */
type Held = Awaited<ReturnType<typeof holdBody>>

/** Reads a failed answer before its client does. */
export type Hold = (response: Response) => Promise<Held>

/**
 * `holdBody` within one attempt: for at most half of each of these times, in milliseconds (none: null, undefined or 0), as a limit
 * that ended the attempt would cost the status; and no longer than the signal lets it.
 */
export function holdFor(
  response: Response,
  engine: Engine,
  timesMs: TimesMs,
  signal: AbortSignal | undefined,
): Promise<Held> {
  const { clock } = engine.settings
  const sleep: typeof clock.sleep = (ms, stop) => clock.sleep(ms, callSignal(stop, { signal }))
  return holdBody(response, limitsFor(engine, timesMs), { sleep })
}

/**
 * Reads an answer before its client does: one that failed, or a success that may hold an error (`lookInside`). `seen`: of what failed.
 * undefined: it is as it came.
 * @param reads - does the client read what failed by itself (`holdBody`)? Else its caller does (`keepBody`).
 */
export function readFor(
  response: Response,
  engine: Engine,
  ticket: Ticket,
  timesMs: TimesMs,
  reads?: (status: number) => boolean,
): Promise<Pick<Held, 'response'> & Pick<Looked<Response>, 'seen'>> | undefined {
  if (!isFailed(response))
    return lookInside(response, engine, ticket, timesMs)?.then(async ({ seen, take }) => ({
      seen,
      response: await take(),
    }))
  const hold = reads?.(response.status) === false ? keepBody : holdBody
  return hold(response, limitsFor(engine, timesMs, ticket), engine.settings.clock)
}

/**
 * The answer of a fetch below a client that makes errors of its own of what goes wrong. `note` is told what there is to say of a
 * failure, as far as it is known; `hold` is asked about a failed answer, whose body the client then reads as it was held; false: as it comes.
 */
export async function notedAnswer(
  fetching: Promise<Response>,
  note: (seen: Partial<Failure>) => void,
  hold: (...given: Parameters<Hold>) => Promise<Held> | false,
): Promise<Response> {
  const response = await fetching.catch((error: unknown) => {
    note({ causes: causesOf(error) })
    throw error
  })
  note({ status: response.status, headers: headersOf(response.headers), phase: 'body' })
  const held = isFailed(response) && (await hold(response))
  if (held === false) return response
  note(held.seen)
  return held.response
}

/**
 * The pieces of a stream, for a client that would have put them together itself.
 * @param mostBytes - as `maxContentLength` has it: what is below 0, or absent, is no limit.
 * @throws what `excess` makes, where there is more; what breaks the stream.
 */
export async function chunksOf(
  stream: AsyncIterable<Uint8Array>,
  mostBytes: number | undefined,
  excess: (mostBytes: number) => Error,
): Promise<readonly Uint8Array[]> {
  const most = mostBytes === undefined || mostBytes < 0 ? Infinity : mostBytes
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > most) throw excess(most)
  }
  return chunks
}
