import type { Failure } from '../nouns/failure.ts'
import { bare } from '../nouns/options.ts'
import type { Format, Header, Reading } from '../knowledge/format.ts'
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

/** The first format that knows the body's shape, and what it read. A format that throws is passed over. */
export function readingOf(
  failure: Failure,
  header: Header,
  host: string,
  formats: readonly Format[],
): Readonly<{ format: string; reading: Reading }> {
  const text = failure.body ?? ''
  const wire = { status: failure.status ?? null, header, json: parse(text), text, method: failure.method, host }
  for (const format of formats) {
    try {
      const reading = format.read(wire, failure.atMs)
      if (reading !== undefined) return { format: format.name, reading: bare(reading) }
    } catch {
      // somebody's own format; the next one may do better
    }
  }
  return { format: '', reading: bare({}) }
}

export function requestIdOf(header: Header, own: readonly string[] = []): string | null {
  const name = [...own, ...requestIdFields].find((field) => header(field))
  return name === undefined ? null : header(name)
}
