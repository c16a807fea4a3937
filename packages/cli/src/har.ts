import type { PartialFailure } from '@recourse/core'
import { type Result, bad, good } from './result.ts'

type Pair = Readonly<{ name?: unknown; value?: unknown }>
type Entry = Readonly<{
  startedDateTime?: unknown
  time?: unknown
  request?: Readonly<{ method?: unknown; url?: unknown; headers?: readonly Pair[] }>
  response?: Readonly<{
    status?: unknown
    headers?: readonly Pair[]
    content?: Readonly<{ text?: unknown; encoding?: unknown }>
    _error?: unknown
  }>
}>

/** What browsers say instead of a status, by the names that the network table knows (Chromium, net_error_list.h). */
const netErrors: Readonly<Record<string, string>> = {
  ERR_CONNECTION_REFUSED: 'ECONNREFUSED', // -102
  ERR_CONNECTION_RESET: 'ECONNRESET', // -101
  ERR_CONNECTION_CLOSED: 'ECONNRESET', // -100
  ERR_EMPTY_RESPONSE: 'ECONNRESET', // -324
  ERR_NAME_NOT_RESOLVED: 'ENOTFOUND', // -105
  ERR_TIMED_OUT: 'ETIMEDOUT', // -7
  ERR_CONNECTION_TIMED_OUT: 'ETIMEDOUT', // -118
  ERR_CERT_AUTHORITY_INVALID: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', // -202
  ERR_CERT_DATE_INVALID: 'CERT_HAS_EXPIRED', // -201
}

/** Is this parsed JSON a HAR archive, or one entry of it (HTTP Archive 1.2)? */
export const isHar = (value: unknown): boolean => entriesOf(value) !== undefined

function entriesOf(value: unknown): readonly Entry[] | undefined {
  const { log, request, response } = Object(value) as {
    log?: { entries?: unknown }
    request?: unknown
    response?: unknown
  }
  if (Array.isArray(log?.entries)) return log.entries as readonly Entry[]
  return request && response ? [value as Entry] : undefined
}

/**
 * One entry of an archive as a failure, with the secrets of its request. `index` counts from 1 over all entries; without it the first that
 * failed.
 */
export function readHar(
  value: unknown,
  index: number | undefined,
): Result<Readonly<{ failure: PartialFailure; secrets: readonly string[] }>> {
  const entries = entriesOf(value) ?? []
  if (entries.length === 0) return bad('the archive has no entries')
  const entry = index === undefined ? entries.find(hasFailed) : entries[index - 1]
  if (entry === undefined)
    return bad(
      index === undefined
        ? `none of its ${entries.length} entries failed; choose one with --entry`
        : `there is no entry ${index}; it has ${entries.length}`,
    )
  const { request = {}, response = {} } = entry
  const status = Number(response.status)
  const started = Date.parse(String(entry.startedDateTime))
  const took = Number(entry.time)
  const atMs = Number.isNaN(started) ? undefined : started + (took > 0 ? took : 0)
  const seen = {
    method: (textOf(request.method) || 'GET').toUpperCase(),
    url: textOf(request.url),
    ...(atMs !== undefined && { atMs }),
  }
  const secrets = ['authorization', 'x-api-key', 'api-key', 'cookie'].flatMap((name) => {
    const found = fieldsOf(request.headers)[name]
    return found === undefined ? [] : [found]
  })
  if (!(status >= 100)) {
    const text = typeof response['_error'] === 'string' ? response['_error'] : ''
    const code = netErrors[text.replace(/^net::/, '')]
    return good({
      failure: { ...seen, phase: 'sent', causes: [{ name: 'Error', message: text, ...(code && { code }) }] },
      secrets,
    })
  }
  return good({
    failure: { ...seen, status, headers: fieldsOf(response.headers), body: bodyOf(response.content), phase: 'headers' },
    secrets,
  })
}

const hasFailed = ({ response }: Entry): boolean => !(Number(response?.status) >= 100 && Number(response?.status) < 400)

function fieldsOf(pairs: unknown): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const pair of Array.isArray(pairs) ? (pairs as readonly Pair[]) : []) {
    const [name, value] = [textOf(pair?.name).toLowerCase(), textOf(pair?.value)]
    if (name === '' || name.startsWith(':')) continue
    fields[name] = Object.hasOwn(fields, name) ? `${fields[name]}, ${value}` : value
  }
  return fields
}

function bodyOf({ text, encoding }: Readonly<{ text?: unknown; encoding?: unknown }> = {}): string {
  return encoding === 'base64' ? Buffer.from(textOf(text), 'base64').toString('utf8') : textOf(text)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
