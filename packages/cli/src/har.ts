import type { Transcript } from './curl.ts'
import { type Result, bad, good } from './result.ts'

type Pair = Readonly<{ name?: unknown; value?: unknown }>
type Entry = Readonly<{
  startedDateTime?: unknown
  time?: unknown
  request?: Readonly<{ method?: unknown; url?: unknown; headers?: readonly Pair[] }>
  response?: Readonly<{
    status?: unknown
    headers?: readonly Pair[]
    content?: Readonly<{ text?: unknown; encoding?: unknown }> | null
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
  if (Array.isArray(value) && value.some((item) => entriesOf(item))) return value as readonly Entry[]
  return request && response ? [value as Entry] : undefined
}

/**
 * One entry of an archive as a failure, with the fields of its request. `index` counts from 1 over all entries; without it the first that
 * failed.
 */
export function readHar(value: unknown, index: number | undefined): Result<Transcript> {
  const entries = entriesOf(value) ?? []
  if (entries.length === 0) return bad('the archive has no entries')
  const entry = index === undefined ? entries.find(hasFailed) : entries[index - 1]
  if (entry === undefined)
    return bad(
      index === undefined
        ? `none of its ${entries.length} entries failed; choose one with --entry`
        : `there is no entry ${index}; it has ${entries.length}`,
    )
  const request = entry?.request ?? {}
  const response = entry?.response ?? {}
  const status = Number(response.status)
  const started = Date.parse(textOf(entry?.startedDateTime))
  const took = Number(entry?.time)
  const atMs = Number.isNaN(started) ? undefined : started + (took > 0 && took < 8.64e7 ? took : 0)
  const seen = {
    method: (textOf(request.method) || 'GET').toUpperCase(),
    url: textOf(request.url),
    ...(atMs !== undefined && { atMs }),
  }
  const fields = fieldsOf(request.headers)
  if (!(status > 0)) {
    const message = textOf(response['_error'])
    const code = netErrors[message.replace(/^net::/, '')]
    return good({
      failure: { ...seen, phase: 'sent', causes: [{ name: 'Error', message, ...(code && { code }) }] },
      fields,
    })
  }
  if (!Number.isInteger(status) || status < 100 || status > 599) return bad(`its status is no status: ${status}`)
  return good({
    failure: { ...seen, status, headers: fieldsOf(response.headers), body: bodyOf(response.content), phase: 'headers' },
    fields,
  })
}

const hasFailed = (entry: Entry | null): boolean => {
  const status = Number(entry?.response?.status)
  return Boolean(entry?.response) && !(status >= 100 && status < 400)
}

function fieldsOf(pairs: unknown): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const pair of Array.isArray(pairs) ? (pairs as readonly Pair[]) : []) {
    const [name, value] = [textOf(pair?.name).toLowerCase(), textOf(pair?.value)]
    if (name === '' || name.startsWith(':')) continue
    fields[name] = Object.hasOwn(fields, name) ? `${fields[name]}, ${value}` : value
  }
  return fields
}

function bodyOf(content: Readonly<{ text?: unknown; encoding?: unknown }> | null | undefined): string {
  const text = textOf(content?.text)
  return content?.encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
