import type { Clock } from './clock.ts'
import { type Read, type Reader, joined, sizeOf } from './rebuilt.ts'
import type { Limits } from './response.ts'

/** How long to read; `isEnough` ends it before. */
export type Until = Limits & Readonly<{ isEnough?: ((text: string) => boolean) | undefined }>

/** At least so many decoded bytes, where there are, for at most `bodyTimeoutMs`. */
export async function readBytes(
  reader: Reader,
  leastBytes: number,
  limits: Until,
  clock: Pick<Clock, 'sleep'>,
  read: Read = { chunks: [], whole: false },
): Promise<Read> {
  let isOver = false
  let timer: AbortController | undefined
  const wait = async (): Promise<undefined> => {
    // most bodies are here at once: no timer is made for them
    for (let turn = 0; turn < promptTurns && !isOver; turn++) await Promise.resolve()
    if (isOver) return
    timer = new AbortController()
    await clock.sleep(limits.bodyTimeoutMs, timer.signal)
  }
  const late = wait()
  try {
    let bytes = sizeOf(read.chunks)
    for (; bytes < leastBytes && !read.whole && !read.broken; bytes += read.chunks.at(-1)?.length ?? 0) {
      if (limits.isEnough?.(textIn(read))) return read
      read.pending = reader.read()
      const chunk = await Promise.race([read.pending, late])
      if (chunk === undefined) return read
      delete read.pending
      if (chunk.done) read.whole = true
      else if (ArrayBuffer.isView(chunk.value)) read.chunks.push(chunk.value)
      else throw new TypeError('recourse: a body holds bytes')
    }
  } catch (error) {
    delete read.pending
    read.broken = { error }
  } finally {
    isOver = true
    timer?.abort('read') // a reason, because the default one is a DOMException with a stack
  }
  return read
}

/** Turns in which a body that is already here has been read. */
const promptTurns = 8

/** The first of it, as text. */
export const textIn = ({ chunks }: Read, mostBytes?: number): string =>
  new TextDecoder().decode(joined(chunks).subarray(0, mostBytes))
