import { parse } from '../judgement/parse.ts'
import { redact } from '../judgement/redact.ts'
import { cutText, type Reader, readerOf } from '../judgement/text.ts'
import type { Decision } from '../nouns/decision.ts'
import type { Fault } from '../nouns/fault.ts'
import { isObject, type Json, listOf } from '../nouns/json.ts'
import { own } from '../nouns/options.ts'

export type LogOptions = Readonly<{
  decision?: Decision
  /** The response's body, where you want it in the log: JSON text or parsed data; redacted, at most 4 096 characters. */
  body?: unknown
  /** Taken out wherever they occur. */
  secrets?: readonly string[]
}>

export type LogRecord = Readonly<Record<string, Json>>

/**
 * One flat record for one failed call, built from named fields alone, so that nothing of a request or a client's error comes along.
 * Names are OpenTelemetry's where it has one (semantic conventions, HTTP). No text has a line break; never throws.
 */
export function toLogRecord(
  fault: Fault,
  context?: Readonly<Record<string, unknown>>,
  options: LogOptions = {},
): LogRecord {
  try {
    return record(fault, context, options)
  } catch {
    return Object.freeze({ level: 'error', event, 'error.type': 'unknown' }) // a getter or a proxy that throws
  }
}

const event = 'http.client.failure'

/** Fields that keep their own names, in snake_case. */
const plainFields = [
  'kind',
  'retryable',
  'effect',
  'code',
  'type',
  'param',
  'provider',
  'remedy',
  'docUrl',
  'retryAfterMs',
]

function record(fault: Fault, context: unknown, options: object): LogRecord {
  const secrets = own(options, 'secrets')
  const read = readerOf(fault, secrets)
  const decision = readerOf(own(options, 'decision') ?? {})
  const origin = String(read('origin', 300) ?? '').replace(/^.*:\/\//, '')
  const paths = listOf(own(fault, 'fieldErrors'))
    .filter(isObject)
    .map((field) => String(readerOf(field, secrets)('path', 200) ?? ''))
  const all: Record<string, unknown> = {
    timestamp: read('atMs') ? iso(read('atMs')) : undefined,
    level: levelOf(read, decision),
    event,
    'error.type': read('kind'),
    message: read('message'),
    'http.request.method': read('method'),
    'server.address': origin.replace(/:\d+$/, '') || undefined,
    'server.port': Number(/:(\d+)$/.exec(origin)?.[1]) || undefined,
    'url.path': read('endpoint'),
    'http.response.status_code': read('status'),
    'http.request.resend_count': Math.max(0, Number(read('attempt')) - 1) || undefined,
    request_id: read('requestId'),
    ...Object.fromEntries(plainFields.map((field) => [`recourse.${snake(field)}`, read(field)])),
    'recourse.key_hint': read('keyHint', maxKeyHint),
    'recourse.reason': decision('reason'),
    'recourse.delay_ms': decision('delayMs'),
    'recourse.retry_at': iso(decision('retryAtMs') ?? Number(read('atMs')) + Number(read('retryAfterMs'))),
    'recourse.field_count': paths.length || undefined,
    'recourse.fields': paths.length > 0 ? paths.slice(0, 20) : undefined,
    context: context && redact(context, { secrets } as object),
    body: bodyOf(own(options, 'body'), secrets),
  }
  return Object.freeze(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))) as LogRecord
}

/** Whatever an adapter made of it, no more than 10 characters of a key go out. */
export const maxKeyHint = 11 // with the ellipsis

export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const iso = (epochMs: unknown): string | undefined =>
  typeof epochMs === 'number' && Math.abs(epochMs) <= 8.64e15 ? new Date(epochMs).toISOString() : undefined

/** `error`: somebody must look; `warn`: it should pass, or cost us something; `info`: an answer like another. */
function levelOf(read: Reader, decision: Reader): string {
  const [kind, status = 0] = [read('kind'), read('status')]
  if (kind === 'aborted' || (decision('reason') === 'aborted' && kind !== 'timeout')) return 'debug'
  if (decision('retry')) return 'info'
  if (read('effect') === 'unknown' || Number(status) >= 500 || kind === 'server' || kind === 'bad_response')
    return 'error'
  return read('retryable') || status === 0 || kind === 'quota' ? 'warn' : 'info'
}

/** Text that is not JSON could hold anything (Sentry's rule for raw bodies). */
function bodyOf(body: unknown, secrets: unknown): unknown {
  if (body === undefined) return undefined
  const data = typeof body === 'string' ? parse(body) : body
  if (data === undefined) return '[dropped: not JSON]'
  const shown = redact(data, { secrets } as object)
  const text = JSON.stringify(shown)
  return text.length > 4_096 ? cutText(text, 4_096) : shown
}
