import type { Failure } from '../nouns/failure.ts'
import type { Json } from '../nouns/json.ts'
import { peek } from '../judgement/causes.ts'
import { callState } from './call.ts'
import { type Inside, type Looked, errorIn, formOf, lookInside, markInside } from './inside.ts'
import { mark } from './mark.ts'
import { headersOf, isResponse } from './response.ts'

/** For clients that hand over what they have read: data, or an answer with its data. A Response is still looked at as one. */
export const inParsed: Inside = {
  look(value, engine, ticket) {
    if (ticket[callState].inSuccess.length === 0) return undefined
    if (isResponse(value)) return lookInside(value, engine, ticket)
    const { data, ...answer } = answerIn(value)
    const seen: Partial<Failure> = { ...answer, phase: 'headers', bodyTruncated: false }
    const looked = (error: Partial<Failure> | undefined): Looked<unknown> => ({
      seen: error,
      take: () => value,
      drop: () => undefined,
      whole: true,
    })
    const { status = 200 } = answer
    if (status < 200 || status >= 300) return undefined
    if (isPlain(data)) {
      const found = errorIn(seen, ticket, data)
      return looked(found && { ...seen, body: written(data) })
    }
    if (typeof data !== 'string' || formOf(seen.headers?.['content-type']) < 0) return undefined
    const isLong = data.length > engine.settings.limits.maxClientBodyBytes
    return isLong ? undefined : looked(errorIn({ ...seen, body: data }, ticket))
  },
  mark(value, decision) {
    markInside(value, decision)
    const name = isResponse(value) ? '_data' : 'data'
    const data = peek(value, name)
    mark(data, decision)
    if (typeof data !== 'string') return
    // until the client puts what it has parsed in the place of the text
    const put = (as: PropertyDescriptor): unknown =>
      Object.defineProperty(value, name, { ...as, configurable: true, enumerable: true })
    const set = (parsed: unknown): void => {
      mark(parsed, decision)
      put({ value: parsed, writable: true })
    }
    try {
      put({ get: () => data, set })
    } catch {
      // it is frozen: the caller's own, and whole without a mark
    }
  },
}

/** What is known of an answer, and its data. Anything else is taken for the data of one. */
function answerIn(value: unknown): Partial<Failure> & Readonly<{ data: unknown }> {
  if (typeof peek(value, 'statusText') !== 'string') return { data: value }
  const [status, headers, data] = ['status', 'headers', 'data'].map((name) => peek(value, name))
  return { status: Number(status), headers: headersOf(headers), data }
}

/** What a parser of JSON makes, and no object of a class. */
function isPlain(data: unknown): data is Json {
  if (Object(data) !== data || Array.isArray(data)) return Array.isArray(data)
  const prototype: unknown = Object.getPrototypeOf(data)
  return prototype === Object.prototype || prototype === null
}

function written(json: Json): string {
  try {
    return JSON.stringify(json)
  } catch {
    return '' // it has a circle
  }
}
