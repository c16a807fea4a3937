import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'

/** The bodies that can be sent again, and the two that cannot. */
export type BodyKind = 'none' | 'text' | 'bytes' | 'buffer' | 'blob' | 'form' | 'params' | 'stream' | 'iterable'

/** What a server saw of one request, over sockets or in process. */
export type SeenBody = Readonly<{
  headers: Readonly<Record<string, string>>
  bodyBytes: number
  bodyHash: string
  bodyText: string
}>

const text = '{"say":"Gr\u00fc\u00dfe, \u4e16\u754c \u{1f600}"}'
const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31 + (index >> 8)) % 256)
const pairs = [
  ['name', 'Gr\u00fc\u00dfe & more'],
  ['name', 'twice'],
] as const
const form = [
  ['title', 'line one\r\nline two'],
  ['file', 'a file; filename="x"'],
] as const

const encoded = new TextEncoder().encode(text)

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield encoded.subarray(0, 5)
  yield encoded.subarray(5)
}

function formData(): FormData {
  const data = new FormData()
  data.set(form[0][0], form[0][1])
  data.set(form[1][0], new Blob([form[1][1]], { type: 'text/csv' }), 'r\u00e9sum\u00e9.csv')
  return data
}

/** A fresh body of this kind; undefined for none. */
export const bodyOf: Readonly<Record<BodyKind, () => unknown>> = {
  none: () => undefined,
  text: () => text,
  bytes: () => bytes.slice(),
  buffer: () => bytes.slice().buffer,
  blob: () => new Blob([bytes], { type: 'application/x-thing' }),
  form: formData,
  params: () => new URLSearchParams(pairs.map((pair) => [...pair])),
  stream: () => Readable.toWeb(Readable.from(chunks())),
  iterable: chunks,
}

const binary: ReadonlySet<BodyKind> = new Set(['bytes', 'buffer', 'blob'])

/** The bytes that must arrive; undefined for a form, whose boundary is the client's choice. */
function bytesOf(kind: BodyKind): Uint8Array | undefined {
  if (kind === 'form') return undefined
  if (kind === 'none') return new Uint8Array()
  if (kind === 'params') return new TextEncoder().encode(new URLSearchParams(pairs.map((pair) => [...pair])).toString())
  return binary.has(kind) ? bytes : encoded
}

export const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex').slice(0, 16)

/** What must be seen of a body of this kind, to be compared with `factsOf`. */
export function expectedFacts(kind: BodyKind): unknown {
  const body = bytesOf(kind)
  if (body !== undefined) return { bodyBytes: body.length, bodyHash: digestOf(body) }
  const file = { filename: 'r\u00e9sum\u00e9.csv', type: 'text/csv', text: form[1][1] }
  return { parts: [form[0], [form[1][0], file]] }
}

/** What was seen of it: length and digest, or the parts of a form. */
export async function factsOf(kind: BodyKind, seen: SeenBody): Promise<unknown> {
  if (kind !== 'form') return { bodyBytes: seen.bodyBytes, bodyHash: seen.bodyHash }
  const type = seen.headers['content-type'] ?? ''
  const data = await new Response(seen.bodyText, { headers: { 'content-type': type } }).formData()
  const parts = Array.from(data, async ([name, value]) => {
    if (typeof value === 'string') return [name, value]
    return [name, { filename: value.name, type: value.type, text: await value.text() }]
  })
  return { parts: await Promise.all(parts) }
}
