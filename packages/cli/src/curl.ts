import type { PartialFailure } from '@recourse/core'
import { type Result, bad, good } from './result.ts'

/** What curl's exit codes say, by the names that the network table knows (curl's manual, "Exit codes"). */
const exits: Readonly<Record<string, string>> = {
  5: 'ENOTFOUND', // could not resolve the proxy
  6: 'ENOTFOUND', // could not resolve the host
  7: 'ECONNREFUSED', // failed to connect
  18: 'ECONNRESET', // a part of the answer came
  28: 'ETIMEDOUT', // the time limit was reached
  35: 'ERR_SSL_WRONG_VERSION_NUMBER', // the TLS handshake failed
  52: 'ECONNRESET', // the server answered nothing
  55: 'ECONNRESET', // sending failed
  56: 'ECONNRESET', // receiving failed
  92: 'ECONNRESET', // a stream of HTTP/2 was not closed as it should be
  60: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', // the certificate could not be verified
}

const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/
/** What `curl -v` says of its own before and after a body: `{ [39 bytes data]`, `* Connection #0 to host …`. */
const before = /^[{}] \[\d+ bytes data\]/
const after = /^(?:\* (?:Connection|Closing|Closed|Curl_|transfer|abort|shutting)|[{}] \[\d+ bytes data\])/i
/** After these another answer follows: to the same request, or to the one that curl makes of it. */
const interim = /^HTTP\/\S+ (?:1\d\d|3\d\d|401|407|200 connection established)/i

/** Does this text look like what `curl -i` or `curl -v` prints? */
export const isCurl = (text: string): boolean => /^(?:HTTP\/\d|[<>*] |curl: \(\d+\))/m.test(text.slice(0, 10_000))

/** What was read of one transcript: the failure, and the fields of the request that led to it, by their lower-case names. */
export type Transcript = Readonly<{ failure: PartialFailure; fields: Readonly<Record<string, string>> }>

/**
 * Reads what `curl -i` or `curl -v` print, on a terminal or in a file. Of several answers (a proxy's, 100 Continue, redirects) the last
 * counts; a status line within a body is none.
 */
export function readCurl(text: string): Result<Transcript> {
  const lines = text.split(/\r?\n/)
  const isVerbose = lines.some((line) => line.startsWith('< HTTP/'))
  const request = requestIn(lines)
  const [, exit = '', told = ''] = /^curl: \((\d+)\) ?(.*)$/m.exec(text) ?? []
  const start = isVerbose ? lines.findLastIndex((line) => statusLine.test(line.replace(/^< /, ''))) : lastAnswer(lines)
  const code = exits[exit]
  const causes = exit === '' ? [] : [{ name: 'Error', message: told, ...(code && { code }) }]
  if (start < 0)
    return exit === ''
      ? bad('no answer in it: a status line such as "HTTP/2 429" is missing; use curl -i or curl -v')
      : good({ ...request, failure: { ...request.failure, phase: 'sent', causes } })
  const bare = (line = ''): string => (isVerbose ? line.replace(/^< ?/, '') : line)
  const status = Number(statusLine.exec(bare(lines[start]))?.[1])
  const end = lines.findIndex((line, index) => index > start && bare(line).trim() === '')
  const headers = fieldsOf(lines.slice(start + 1, end < 0 ? undefined : end).map(bare))
  const rest = end < 0 ? [] : lines.slice(end + 1).filter((line) => !/^curl: \(\d+\)/.test(line))
  const first = isVerbose ? rest.findIndex((line) => line !== '' && !before.test(line)) : 0
  const last = isVerbose ? rest.findLastIndex((line) => line !== '' && !after.test(line)) : rest.length
  const body =
    first < 0
      ? ''
      : rest
          .slice(first, last + 1)
          .join('\n')
          .trimEnd()
  const isCut = exit !== '' && status < 300
  return good({
    ...request,
    failure: { ...request.failure, status, headers, body, phase: isCut ? 'body' : 'headers', ...(isCut && { causes }) },
  })
}

/** The first answer, or the one that follows it where it was not the last word. */
function lastAnswer(lines: readonly string[]): number {
  let start = lines.findIndex((line) => statusLine.test(line))
  while (start >= 0 && interim.test(lines[start] ?? '')) {
    const blank = lines.findIndex((line, index) => index > start && line.trim() === '')
    if (blank < 0 || !statusLine.test(lines[blank + 1] ?? '')) break
    start = blank + 1
  }
  return start
}

function fieldsOf(lines: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    fields[name] = Object.hasOwn(fields, name) ? `${fields[name]}, ${value}` : value
  }
  return fields
}

/** `> POST /v1/things HTTP/2` and `> Host: api.example.com`, where `-v` was given. */
function requestIn(lines: readonly string[]): Transcript {
  const index = lines.findLastIndex((line) => /^> [A-Z]+ \S+ HTTP\//.test(line))
  const [, method, path = ''] = /^> ([A-Z]+) (\S+)/.exec(lines[index] ?? '') ?? []
  if (method === undefined) return { failure: {}, fields: {} }
  const fields = fieldsOf(lines.slice(index + 1).flatMap((line) => (line.startsWith('> ') ? [line.slice(2)] : [])))
  const isPlain = lines.some((line) => /^\* +(?:Connected to|Established connection) .* port 80\b/.test(line))
  const url = fields['host'] === undefined ? {} : { url: `${isPlain ? 'http' : 'https'}://${fields['host']}${path}` }
  return { failure: { method, ...url }, fields }
}
