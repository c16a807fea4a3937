import { decisionOf, mark } from './mark.ts'

/** What the constructor of a Response takes no word for, or takes no such value for, as a status beyond 599. */
const told = ['status', 'statusText', 'ok', 'url', 'redirected', 'type'] as const

/** The same answer with this body, to whoever looks at it; its clones too. What was decided about it is known of both. */
export function rebuilt(response: Response, body: BodyInit): Response {
  const { status, headers } = response
  const made = alike(response, new Response(body, { status: Math.min(599, status), headers }))
  const decided = decisionOf(response)
  if (decided !== undefined) mark(made, decided)
  return made
}

function alike(response: Response, made: Response, names = Object.keys(response)): Response {
  for (const name of told)
    if (made[name] !== response[name]) Object.defineProperty(made, name, { value: response[name], configurable: true })
  // what a wrapper below has left on it; symbols are the platform's own
  for (const name of names) Reflect.set(made, name, Reflect.get(response, name))
  const clone = (): Response => alike(made, Response.prototype.clone.call(made), names)
  return Object.defineProperty(made, 'clone', { value: clone, configurable: true })
}

export type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>

/** What came of a body: all of it, or as far as it got, with the read that is still pending or the error that ended it. */
export type Read = {
  readonly chunks: Uint8Array<ArrayBuffer>[]
  whole: boolean
  pending?: ReturnType<Reader['read']> | undefined
  broken?: Readonly<{ error: unknown }>
}

/** A stream of what was read of another and, as far as somebody asks for it, of the rest. */
export function streamOf(reader: Reader, read: Read): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = [...read.chunks]
  let next = read.pending
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const chunk = chunks.shift()
        if (chunk !== undefined) return controller.enqueue(chunk)
        if (read.whole) return controller.close()
        if (read.broken !== undefined) throw read.broken.error
        const asked = next ?? reader.read()
        next = undefined
        const { done, value } = await asked
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  if (!read.whole) endWith(stream, reader)
  return stream
}

let registry: FinalizationRegistry<Reader> | undefined

/** A body that nobody reads and nobody can reach any more must not hold its connection: runtimes see to that for their own alone. */
function endWith(stream: object, reader: Reader): void {
  if (typeof FinalizationRegistry !== 'function') return // React Native
  registry ??= new FinalizationRegistry((unread) => void unread.cancel().catch(() => undefined))
  registry.register(stream, reader)
}

export const sizeOf = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, { length }) => sum + length, 0)

export function joined(chunks: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (chunks.length === 1) return chunks[0] as Uint8Array<ArrayBuffer>
  const all = new Uint8Array(sizeOf(chunks))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
