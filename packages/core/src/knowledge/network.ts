import type { Cause } from '../nouns/failure.ts'
import type { Kind } from '../nouns/fault.ts'
import { own } from '../nouns/options.ts'
import { ruleIn } from './rule.ts'

/** What an error of the network means. `sent`: could the request have reached the server? false only where it provably did not. */
type Meaning = Readonly<{ kind: Kind; retryable: boolean; sent: boolean }>
/** A line as in the other tables; `none`: nothing was sent, `stop`: the same will come back. */
type Row = readonly [line: string, words: string]

/** A meaning, and who said it. */
export type NetworkMatch = Meaning & Readonly<{ by: string; code: string | null }>

/** By `code` of an error or of one of its causes, else by `name`; `*` ends a prefix. Each row names who says it. */
export const networkWords: readonly Row[] = [
  [
    'network none',
    'ECONNREFUSED ' + // Node: nothing listens there
      'ENOTFOUND EAI_AGAIN ' + // Node: no such name; no answer of the resolver
      'EHOSTUNREACH ENETUNREACH ENETDOWN ' + // Node: no route; no network
      'EADDRNOTAVAIL EMFILE ' + // Node: no local address or port left; no file descriptor left
      'UND_ERR_DESTROYED ' + // undici: the pool was closed before it was sent
      'ConnectionRefused FailedToOpenSocket', // Bun and Deno; Bun
  ],
  [
    'network',
    'ECONNRESET EPIPE ' + // Node: reset; written after the other side closed
      'UND_ERR_SOCKET ' + // undici: the other side closed
      'Z_DATA_ERROR ' + // Node: the body does not decompress
      'ERR_NETWORK ERR_BAD_RESPONSE ' + // axios: in browsers and its fetch adapter; the stream was cut
      'ConnectionClosed ConnectionReset ConnectionAborted ' + // Bun; Bun and Deno; Deno
      'APIConnectionError ' + // OpenAI and Anthropic SDKs
      'NetworkError', // ky; Firefox's DOMException
  ],
  [
    'network stop none',
    'ERR_INVALID_URL ERR_INVALID_PROTOCOL ' + // Node
      'ERR_UNSUPPORTED_PROTOCOL UnsupportedProtocol ' + // follow-redirects under axios; Bun
      'EACCES ' + // Node: a firewall of this machine forbids it
      'ERR_TLS_* ERR_SSL_* EPROTO ' + // Node: the certificate is another host's; no TLS at that port
      'CERT_* UNABLE_TO_* ' + // OpenSSL: expired, revoked or not yet valid; no chain
      'HOSTNAME_MISMATCH ' + // Bun: the certificate is another host's
      'DEPTH_ZERO_* SELF_SIGNED_*', // OpenSSL
  ],
  [
    'network stop',
    'HPE_* ' + // Node: what came is no HTTP
      'HTTPParserError UND_ERR_HEADERS_OVERFLOW UND_ERR_RES_* ' + // undici
      'ERR_FR_TOO_MANY_REDIRECTS TooManyRedirects', // follow-redirects under axios; Bun
  ],
  ['timeout none', 'UND_ERR_CONNECT_TIMEOUT'], // undici
  [
    'timeout',
    'ETIMEDOUT ' + // Node; axios with clarifyTimeoutError
      'UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT ' + // undici
      'ECONNABORTED ESOCKETTIMEDOUT ' + // axios, its own limit; superagent
      'TimeoutError ' + // the DOM standard, AbortSignal.timeout in every runtime; ky
      'APIConnectionTimeoutError ' + // OpenAI and Anthropic SDKs
      'Timeout TimedOut', // Bun; Deno
  ],
  [
    'aborted',
    'ABORT_ERR ' + // Node
      'AbortError ' + // the DOM standard, every runtime
      'ERR_CANCELED CanceledError ' + // axios
      'APIUserAbortError', // OpenAI and Anthropic SDKs
  ],
  [
    'validation none',
    'UND_ERR_REQ_* ' + // undici: the caller's content-length is wrong
      'ERR_INVALID_HTTP_TOKEN ERR_INVALID_CHAR', // Node: a field name or value that HTTP does not allow
  ],
  ['authentication none', 'missing_api_key invalid_api_key'], // this library, before it sends anything
]

/** By the beginning of `message` in lower case, where neither code nor name is known; parted by `|`. */
export const networkMessages: readonly Row[] = [
  ['network stop none', 'proxy response (407)'], // undici: the proxy wants credentials
  ['network none', 'proxy response ('], // undici: the proxy opened no tunnel
  [
    'network stop none',
    'bad port|' + // undici: the fetch standard's blocked ports
      'unknown scheme|' + // undici
      'not implemented|' + // undici: the scheme file:
      'failed to parse url|' + // undici
      'invalid url', // Bun, Deno, Safari
  ],
  [
    'network stop',
    'redirect count|' + // undici
      'unexpected redir|' + // undici: the caller asked for none
      'url scheme must', // undici: redirected to another scheme
  ],
  [
    'network none',
    'client network socket|' + // Node: in the TLS handshake
      'the internet|' + // Safari 16
      'a server with|' + // Safari
      'could not connect|' + // Safari
      'unable to connect', // Bun
  ],
  ['timeout none', 'connect etimedout'], // Node
  [
    'validation none',
    'request cannot|' + // undici: credentials in the URL
      'request with get|' + // undici: a body where none may be
      'headers.append', // undici: a field name or value that HTTP does not allow
  ],
  [
    'network',
    'fetch failed|' + // undici, with any cause
      'terminated|' + // undici: the body was cut
      'socket hang up|' + // Node
      'failed to fetch|' + // Chromium
      'network|' + // Chromium, axios, Bun: `network error`; Firefox: `NetworkError when`; React Native: `request failed`; workers: `connection lost`
      'load failed|' + // Safari 17 and later
      'the network|' + // Safari
      'error sending|' + // Deno
      'the socket', // Bun
  ],
]

/**
 * The row of the innermost cause that is known: outer errors only repeat "it failed" in their client's words. A message that proves that
 * nothing was sent knows more than the code beside it: ECONNRESET and ETIMEDOUT also mean a request that was.
 */
export function ofCauses(causes: readonly Cause[]): NetworkMatch | undefined {
  const inwards = [...causes].reverse()
  for (const cause of inwards) {
    const { message } = cause
    const code = own(cause, 'code') as string | undefined
    const said = byMessage(message)
    const meaning = code && (said?.sent === false ? said : byWord(code))
    if (meaning) return { ...meaning, by: code, code }
  }
  for (const { name, message } of inwards) {
    const meaning = byWord(name) ?? byMessage(message)
    if (meaning) return { ...meaning, by: `${name}: ${message.slice(0, 80)}`, code: null }
  }
  return undefined
}

const byWord = (word: string): Meaning | undefined =>
  meant(networkWords, ' ', (it) => it === word || (it.endsWith('*') && word.startsWith(it.slice(0, -1))))

function byMessage(message: string): Meaning | undefined {
  const start = message.slice(0, 100).trimStart().toLowerCase()
  return meant(networkMessages, '|', (it) => start.startsWith(it))
}

function meant(rows: readonly Row[], mark: string, test: (word: string) => boolean): Meaning | undefined {
  const line = rows.find(([, words]) => words.split(mark).some(test))?.[0]
  if (line === undefined) return undefined
  const { kind, retryable = false, effect } = ruleIn(line)
  return { kind, retryable, sent: effect !== 'none' }
}
