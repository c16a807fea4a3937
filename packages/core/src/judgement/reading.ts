import type { Failure } from '../nouns/failure.ts'
import { type Json, isObject, own } from '../nouns/json.ts'
import { bare } from '../nouns/options.ts'
import type { Format, Header, Reading, Wire } from '../knowledge/format.ts'
import { usual } from '../knowledge/usual.ts'
import { formatsFor } from './formats-for.ts'
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
]
/** The same under a name of their own: `dg-request-id` (Deepgram), `x-github-request-id`, `opc-request-id` (Oracle), `x-trace-id` (ElevenLabs). */
const endings = ['request-id', 'requestid', 'trace-id', 'correlation-id']
/** Of the network in front, where the API itself says nothing. */
const lastField = 'cf-ray' // Cloudflare

/** Reads a response field by its lower-case name, own keys only. */
export function headerOf(failure: Pick<Failure, 'headers'>): Header {
  const headers = failure.headers ?? {}
  return (name) => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined
    return typeof value === 'string' ? value : null
  }
}

/** What was read of a body, and the JSON it was read from. */
export type Read = Readonly<{ format: Format | null; reading: Reading; json: Json | undefined }>

/** An answer as formats see it. `json`: what was parsed of it already. */
export function wireOf(
  { body = '', status, method = '' }: Partial<Failure>,
  header: Header,
  host: string,
  json: Json | undefined = parse(body) ?? eventIn(body),
): Wire {
  return { status: status ?? null, header, json: oneOf(json), text: body, method, host }
}

/** The first format that knows the body's shape, and what it read. A format that throws is passed over. */
export const readingOf = (
  failure: Failure,
  header: Header,
  host: string,
  formats: readonly Format[],
  nowMs: number,
): Read => read(wireOf(failure, header, host), formats, nowMs, maxNested)

/** Gateways put the error of the API behind them as text into a message of their own, and those in front of them do it again. */
const maxNested = 2

function read(wire: Wire, formats: readonly Format[], nowMs: number, levels: number): Read {
  const [format = null, own] = firstReading(wire, formats, nowMs) ?? []
  const common = usual(wire.json, nowMs)
  const reading = bare(common ? { ...common, ...own } : (own ?? {}))
  const inner = levels > 0 ? jsonWithin(reading.message) : undefined
  if (inner === undefined) return { format, reading, json: wire.json }
  const nested = read({ ...wire, json: inner }, formats, nowMs, levels - 1)
  return nested.reading.message === undefined
    ? { format, reading, json: wire.json }
    : { format: nested.format, reading: bare({ ...reading, ...nested.reading }), json: inner }
}

function firstReading(wire: Wire, formats: readonly Format[], nowMs: number): readonly [Format, Reading] | undefined {
  for (const format of formatsFor(wire.json, formats)) {
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

/** The first event of a stream (HTML, Server-sent events), or the first of several lines of JSON, that holds an error. */
function eventIn(text: string): Json | undefined {
  // as one object it was read already
  if (!begins.some((it) => text.startsWith(it)) && !(text.startsWith('{') && text.includes('\n'))) return undefined
  const mark = text.includes('"error"') ? '"error"' : '"errors"'
  for (let tries = 0, at = 0; tries < maxEvents; tries++) {
    at = text.indexOf(mark, at)
    if (at < 0) return undefined
    const start = text.lastIndexOf('\n', at) + 1
    at = text.indexOf('\n', at)
    const line = text.slice(start, at < 0 ? text.length : at)
    const json = parse(line.startsWith('data:') ? line.slice(5) : line)
    // many an event says that there was none
    if (isObject(json) && !line.includes('"error":null')) return json
    if (at < 0) return undefined
  }
  return undefined
}

const begins = ['data:', 'event:', 'id:', 'retry:', ':']
/** Lines that speak of an error and hold none are text of somebody's. */
const maxEvents = 10

/** An error object that stands in a message, alone or after words of the gateway. */
function jsonWithin(message: unknown): Json | undefined {
  // most messages hold none, and to parse nothing costs an exception
  if (typeof message !== 'string' || !message.includes('{')) return undefined
  const json = parse(message.slice(message.indexOf('{'), message.lastIndexOf('}') + 1))
  return isObject(json) ? json : undefined
}

/** The request id in the fields of the answer; `own`: the names that the API at hand has for it. */
export function requestIdOf(header: Header, headers: Failure['headers'], own: readonly string[] = []): string | null {
  const name =
    own.find(header) ??
    requestIdFields.find(header) ??
    Object.keys(headers ?? {}).find((field) => endings.some((it) => field.endsWith(it)) && header(field)) ??
    lastField
  return header(name)
}
