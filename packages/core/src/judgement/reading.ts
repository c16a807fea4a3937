import type { Failure } from '../nouns/failure.ts'
import { type Json, isObject, own } from '../nouns/json.ts'
import { bare } from '../nouns/options.ts'
import type { Format, Header, Reading, Wire } from '../knowledge/format.ts'
import { usual } from '../knowledge/usual.ts'
import { parse } from './parse.ts'

/** Fields that carry a request id at most APIs and gateways, the most telling first. */
const requestIdFields = [
  'x-request-id', // OpenAI, Heroku, Envoy
  'request-id', // Stripe, Anthropic, Microsoft Graph
  'x-amzn-requestid', // AWS JSON services
  'x-amz-request-id', // S3
  'x-ms-request-id', // Azure
  'apim-request-id', // Azure API Management
  'x-correlation-id', // Spring Cloud, IBM
  'cf-ray', // Cloudflare, in front of many
]

/** Reads a response field by its lower-case name, own keys only. */
export function headerOf(failure: Failure): Header {
  const headers = failure.headers ?? {}
  return (name) => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined
    return typeof value === 'string' ? value : null
  }
}

/** What was read of a body, and the JSON it was read from. */
export type Read = Readonly<{ format: Format | null; reading: Reading; json: Json | undefined }>

/** The first format that knows the body's shape, and what it read. A format that throws is passed over. */
export function readingOf(
  failure: Failure,
  header: Header,
  host: string,
  formats: readonly Format[],
  nowMs: number,
): Read {
  const text = failure.body ?? ''
  const json = oneOf(parse(text) ?? eventIn(text))
  const wire = { status: failure.status ?? null, header, json, text, method: failure.method, host }
  return read(wire, formats, nowMs, maxNested)
}

/** Gateways put the error of the API behind them as text into a message of their own, and those in front of them do it again. */
const maxNested = 2

function read(wire: Wire, formats: readonly Format[], nowMs: number, levels: number): Read {
  const [format = null, own] = firstReading(wire, formats, nowMs) ?? []
  const reading = bare({ ...usual(wire.json, nowMs), ...own })
  const inner = levels > 0 ? jsonWithin(reading.message) : undefined
  if (inner === undefined) return { format, reading, json: wire.json }
  const nested = read({ ...wire, json: inner }, formats, nowMs, levels - 1)
  return nested.reading.message === undefined
    ? { format, reading, json: wire.json }
    : { format: nested.format, reading: bare({ ...reading, ...nested.reading }), json: inner }
}

function firstReading(wire: Wire, formats: readonly Format[], nowMs: number): readonly [Format, Reading] | undefined {
  for (const format of formats) {
    try {
      const reading = format.read(wire, nowMs)
      if (reading !== undefined) return [format, reading]
    } catch {
      // somebody's own format; the next one may do better
    }
  }
  return undefined
}

/** Batches and streams answer with a list: its first member that holds an error, else its first. */
const oneOf = (json: Json | undefined): Json | undefined =>
  Array.isArray(json)
    ? ((json as readonly Json[]).find((item) => own(item, 'error')) ?? (json as readonly Json[])[0])
    : json

/** The first event of a stream that holds an error (HTML, Server-sent events). */
function eventIn(text: string): Json | undefined {
  if (!/^(?:data|event|id|retry|:)/.test(text)) return undefined
  for (const line of text.split('\n')) {
    if (!line.startsWith('data:') || !line.includes('"error"')) continue
    const json = parse(line.slice(5))
    if (isObject(json)) return json
  }
  return undefined
}

/** An error object that stands in a message, alone or after words of the gateway. */
function jsonWithin(message: unknown): Json | undefined {
  if (typeof message !== 'string') return undefined
  const start = message.indexOf('{')
  const end = message.lastIndexOf('}')
  if (start < 0 || end < start || message.indexOf('"', start) < 0) return undefined
  const json = oneOf(
    parse(message.slice(message[start - 1] === '[' ? start - 1 : start, end + 1)) ??
      parse(message.slice(start, end + 1)),
  )
  return isObject(json) ? json : undefined
}

export function requestIdOf(header: Header, own: readonly string[] = []): string | null {
  const name = [...own, ...requestIdFields].find((field) => header(field))
  return name === undefined ? null : header(name)
}
