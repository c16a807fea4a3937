import type { PartialFailure } from '@recourse/core'
import { type Result, bad, good } from './result.ts'

/** What curl's exit codes say, by the names that the network table knows (curl's manual, "Exit codes"). */
const exits: Readonly<Record<string, string>> = {
  5: 'ENOTFOUND', // could not resolve the proxy
  6: 'ENOTFOUND', // could not resolve the host
  7: 'ECONNREFUSED', // failed to connect
  28: 'ETIMEDOUT', // the time limit was reached
  35: 'ERR_SSL_WRONG_VERSION_NUMBER', // the TLS handshake failed
  52: 'ECONNRESET', // the server answered nothing
  55: 'ECONNRESET', // sending failed
  56: 'ECONNRESET', // receiving failed
  60: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', // the certificate could not be verified
}

const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/
/** What `curl -v` says of its own around a body: `* Connection #0 …`, `{ [39 bytes data]`. */
const note = /^(?:\* |[{}] \[\d+ bytes data\])/

/** Does this text look like what `curl -i` or `curl -v` prints? */
export const isCurl = (text: string): boolean => /^(?:HTTP\/\d|[<>*] |curl: \(\d+\))/m.test(text.slice(0, 10_000))

/**
 * Reads what `curl -i`, `curl -v` or both print, on a terminal or in a file. Of several answers (a proxy's, 100 Continue, redirects) the last
 * counts.
 */
export function readCurl(text: string): Result<PartialFailure> {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const request = requestIn(lines)
  const start = lines.findLastIndex((line) => statusLine.test(line.replace(/^< /, '')))
  const [, exit = ''] = /^curl: \((\d+)\)/m.exec(text) ?? []
  if (start < 0) {
    if (exit === '')
      return bad('no answer in it: a status line such as "HTTP/2 429" is missing; use curl -i or curl -v')
    const message = /^curl: \(\d+\) (.*)$/m.exec(text)?.[1] ?? ''
    const code = exits[exit]
    return good({ ...request, phase: 'sent', causes: [{ name: 'Error', message, ...(code && { code }) }] })
  }
  const isVerbose = lines[start]?.startsWith('< ') ?? false
  const [, status] = statusLine.exec((lines[start] ?? '').replace(/^< /, '')) ?? []
  const headers: Record<string, string> = {}
  let end = start + 1
  for (; end < lines.length; end++) {
    const line = isVerbose ? (lines[end] ?? '').replace(/^< ?/, '') : (lines[end] ?? '')
    if (line.trim() === '') break
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value
  }
  const rest = lines.slice(end + 1).filter((line) => !/^curl: \(\d+\)/.test(line))
  const isBody = (line: string): boolean => !note.test(line) && line !== ''
  const [first, last] = isVerbose ? [rest.findIndex(isBody), rest.findLastIndex(isBody)] : [0, rest.length]
  const body =
    first < 0
      ? ''
      : rest
          .slice(first, last + 1)
          .join('\n')
          .trimEnd()
  return good({ ...request, status: Number(status), headers, body, phase: 'headers' })
}

/** `> POST /v1/things HTTP/2` and `> Host: api.example.com`, where `-v` was given. */
function requestIn(lines: readonly string[]): PartialFailure {
  const index = lines.findLastIndex((line) => /^> [A-Z]+ \S+ HTTP\//.test(line))
  const [, method, path = ''] = /^> ([A-Z]+) (\S+)/.exec(lines[index] ?? '') ?? []
  if (method === undefined) return {}
  const fields = lines.slice(index + 1).filter((line) => line.startsWith('> '))
  const host = fields.map((line) => /^> host: (\S+)/i.exec(line)?.[1]).find((it) => it !== undefined)
  const isPlain = lines.some((line) => /^\* +(?:Connected to|Established connection) .* port 80\b/.test(line))
  return { method, ...(host !== undefined && { url: `${isPlain ? 'http' : 'https'}://${host}${path}` }) }
}
