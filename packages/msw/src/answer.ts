import { HttpResponse } from 'msw'
import { type Check, checkOptions, status } from './options.ts'

/** An answer as data. */
export type Answer = Readonly<{
  /** From 200 to 599. */
  status: number
  /** A list sends the field once for each value. */
  headers?: Readonly<Record<string, string | readonly string[]>>
  /** A string or bytes go out as they are, anything else as JSON with its content type. Default: no body. */
  body?: unknown
}>

/** These have no body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

const isFields = (value: unknown): boolean =>
  Object.values(Object(value) as object).every((each) => [each].flat().every((text) => typeof text === 'string'))
const table: Readonly<Record<keyof Answer, Check>> = {
  status,
  headers: ['an object of strings, or of lists of them', isFields],
  body: ['anything', () => true],
}

/** @throws TypeError where it is no answer: before any test runs, not in the middle of one. */
export const checkAnswer = (name: string, answer: Answer): void => checkOptions(name, answer, table, ['status'])

export function responseOf({ status, headers = {}, body }: Answer): Response {
  const fields = new Headers()
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat()) fields.append(name, value)
  }
  if (body === undefined || bodiless.has(status)) return new HttpResponse(null, { status, headers: fields })
  if (typeof body === 'string') {
    // without one, a Response calls every string plain text
    const response = new HttpResponse(body, { status, headers: fields })
    if (!fields.has('content-type')) response.headers.delete('content-type')
    return response
  }
  if (body instanceof Uint8Array) return new HttpResponse(new Uint8Array(body), { status, headers: fields })
  if (!fields.has('content-type')) fields.set('content-type', 'application/json')
  return new HttpResponse(JSON.stringify(body), { status, headers: fields })
}
