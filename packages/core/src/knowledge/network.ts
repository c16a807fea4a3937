import type { Cause } from '../nouns/failure.ts'
import type { Kind } from '../nouns/fault.ts'

/** What an error of the network means. `sent`: could the request have reached the server? false only where it provably did not. */
export type NetworkMatch = Readonly<{ kind: Kind; retryable: boolean; sent: boolean; by: string; code: string | null }>

type Row = readonly [kind: Kind, retryable: boolean, sent: boolean, words: string]

/**
 * By `code` of an error or of one of its causes; `*` ends a prefix. Codes beginning with ERR_ are Node's, with UND_ERR_ undici's, with HPE_
 * those of Node's HTTP parser, in capitals the system's as Node, Bun and Deno pass them on; each line names who says it.
 */
export const networkCodes: readonly Row[] = [
  ['network', true, false,
    'ECONNREFUSED ' + // Node, Bun, Deno: nothing listens there
    'ENOTFOUND EAI_AGAIN ' + // Node: no such name; no answer of the resolver
    'EHOSTUNREACH ENETUNREACH ENETDOWN ' + // Node: no route, no network
    'EADDRNOTAVAIL EMFILE ' + // Node: no local address, port or file descriptor left
    'UND_ERR_DESTROYED UND_ERR_CLOSED ' + // undici: the pool was closed before it was sent
    'ConnectionRefused FailedToOpenSocket ' + // Bun
    ''],
  ['network', true, true,
    'ECONNRESET EPIPE ' + // Node, Bun, Deno: reset; written after the other side closed
    'UND_ERR_SOCKET UND_ERR_INFO UND_ERR_RES_CONTENT_LENGTH_MISMATCH ' + // undici: closed; reset while idle; cut
    'ERR_NETWORK ERR_BAD_RESPONSE ' + // axios: in browsers and its fetch adapter; the stream was cut
    'ConnectionClosed ConnectionReset ' + // Bun
    ''],
  ['network', false, false,
    'ERR_INVALID_URL ERR_INVALID_PROTOCOL ERR_UNSUPPORTED_PROTOCOL UnsupportedProtocol ' + // Node; follow-redirects; Bun
    'ERR_TLS_* ERR_SSL_* EPROTO ' + // Node, OpenSSL: the certificate is another host's; no TLS at that port
    'CERT_* DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_* HOSTNAME_MISMATCH ' + // OpenSSL, Bun: no certificate to trust
    ''],
  ['network', false, true,
    'HPE_* UND_ERR_HEADERS_OVERFLOW ' + // Node, undici: no HTTP; too many fields
    'ERR_FR_TOO_MANY_REDIRECTS TooManyRedirects ' + // follow-redirects under axios; Bun
    ''],
  ['timeout', true, false,
    'UND_ERR_CONNECT_TIMEOUT ' + // undici
    ''],
  ['timeout', true, true,
    'ETIMEDOUT ESOCKETTIMEDOUT ' + // Node, axios; request and superagent
    'ECONNABORTED ' + // axios: its own limit
    'UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT ' + // undici
    'Timeout ' + // Bun
    ''],
  ['aborted', false, true,
    'ABORT_ERR UND_ERR_ABORTED ERR_CANCELED ' + // Node; undici; axios
    ''],
  ['authentication', false, false,
    'no_api_key malformed_api_key ' + // this library, before it sends anything
    ''],
  ['validation', false, false,
    'UND_ERR_INVALID_ARG UND_ERR_REQ_CONTENT_LENGTH_MISMATCH ' + // undici: misuse of the client
    ''],
]

/** By `name`, where no code is known. */
export const networkNames: readonly Row[] = [
  ['network', true, false, 'ConnectionRefused '], // Deno
  ['network', true, true,
    'ConnectionReset ConnectionAborted ' + // Deno
    'APIConnectionError ' + // OpenAI and Anthropic SDKs
    'NetworkError ' + // ky; Firefox's DOMException
    ''],
  ['network', false, true, 'HTTPParserError '], // undici: no HTTP; Node 24 gives it no code
  ['timeout', true, false, 'ConnectTimeoutError '], // undici
  ['timeout', true, true,
    'TimeoutError ' + // the DOM standard, AbortSignal.timeout in every runtime; ky
    'HeadersTimeoutError BodyTimeoutError ' + // undici
    'APIConnectionTimeoutError ' + // OpenAI and Anthropic SDKs
    'TimedOut ' + // Deno
    ''],
  ['aborted', false, true,
    'AbortError ' + // the DOM standard, every runtime
    'CanceledError APIUserAbortError ' + // axios; OpenAI and Anthropic SDKs
    ''],
]

/** By the beginning of `message` in lower case, `|` between them, where neither code nor name is known. */
export const networkMessages: readonly Row[] = [
  ['network', false, false,
    'bad port|unknown scheme|' + // undici, the fetch standard
    'failed to parse url|invalid url|' + // undici; Node, Bun, Deno, Safari
    ''],
  ['network', false, true, 'redirect count exceeded|'], // undici
  ['network', true, false,
    'client network socket disconnected before secure tls|' + // Node: in the TLS handshake
    'the internet connection appears to be offline|' + // Safari 16
    'a server with the specified hostname could not be found|could not connect to the server|' + // Safari
    'unable to connect|' + // Bun
    ''],
  ['timeout', true, false, 'connect etimedout|'], // Node
  ['network', true, true,
    'fetch failed|terminated|socket hang up|' + // undici; undici: the body was cut; node:http
    'failed to fetch|network error|' + // Chromium; Chromium: the body was cut, axios in browsers, Bun
    'networkerror when attempting to fetch|' + // Firefox
    'load failed|the network connection was lost|' + // Safari 17; Safari
    'network request failed|' + // React Native, whatwg-fetch
    'network connection lost|' + // Cloudflare workers
    'error sending request for url|' + // Deno
    'the socket connection was closed unexpectedly|' + // Bun
    ''],
]

/** Rows of `networkMessages` that know more than the code beside them (ECONNRESET and ETIMEDOUT also mean a request that was sent). */
const precise = ['client network socket disconnected', 'connect etimedout']

/** The row of the innermost cause that is known: outer errors only repeat "it failed" in their client's words. */
export function ofCauses(causes: readonly Cause[]): NetworkMatch | undefined {
  const inwards = [...causes].reverse()
  for (const { message, code = '' } of inwards) {
    const row = code && (precise.some((begins) => lower(message).startsWith(begins)) ? byMessage(message) : byWord(networkCodes, code))
    if (row) return match(row, code, code)
  }
  for (const { name, message } of inwards) {
    const row = byWord(networkNames, name) ?? byMessage(message)
    if (row) return match(row, `${name}: ${message.slice(0, 80)}`, null)
  }
  return undefined
}

const match = ([kind, retryable, sent]: Row, by: string, code: string | null): NetworkMatch => ({ kind, retryable, sent, by, code })
const lower = (message: string): string => message.slice(0, 100).trimStart().toLowerCase()

const byWord = (table: readonly Row[], word: string): Row | undefined =>
  table.find(([, , , words]) => words.split(' ').some((it) => it !== '' && (it.endsWith('*') ? word.startsWith(it.slice(0, -1)) : word === it)))

const byMessage = (message: string): Row | undefined =>
  networkMessages.find(([, , , begins]) => begins.split('|').some((it) => it !== '' && lower(message).startsWith(it)))
