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
  const reading = (async () => {
    try {
      let bytes = sizeOf(read.chunks)
      while (bytes < leastBytes && !read.whole && !read.broken && !limits.isEnough?.(textIn(read))) {
        const chunk = await (read.pending = reader.read())
        if (isOver) return
        read.pending = undefined
        if (chunk.done) read.whole = true
        else if (!ArrayBuffer.isView(chunk.value)) throw new TypeError('recourse: a body holds bytes')
        else {
          read.chunks.push(chunk.value)
          bytes += chunk.value.length || 1 // whoever sends nothing, and again nothing, comes to an end
        }
      }
    } catch (error) {
      read.pending = undefined
      read.broken = { error }
    }
    isOver = true
  })()
  // most bodies are here at once: no timer is made for them
  for (let turn = 0; turn < promptTurns && !isOver; turn++) await Promise.resolve()
  if (isOver) return read
  const timer = new AbortController()
  await Promise.race([reading, clock.sleep(limits.bodyTimeoutMs, timer.signal)])
  isOver = true
  timer.abort('read') // a reason, because the default one is a DOMException with a stack
  return read
}

/** Turns in which a body that is already here has been read. */
const promptTurns = 8

/** The first of it, as text. */
export function textIn({ chunks }: Read, mostBytes: number = Infinity): string {
  const bytes = joined(chunks)
  return (decoder ??= new TextDecoder()).decode(bytes.length > mostBytes ? bytes.subarray(0, mostBytes) : bytes)
}

let decoder: TextDecoder | undefined
