import type { Cause } from '../nouns/failure.ts'
import type { Kind } from '../nouns/fault.ts'
import { own } from '../nouns/options.ts'

/** What an error of the network means. `sent`: could the request have reached the server? false only where it provably did not. */
type Meaning = Readonly<{ kind: Kind; retryable: boolean; sent: boolean }>
type Row = readonly [meaning: Meaning, words: string]

/** A meaning, and who said it. */
export type NetworkMatch = Meaning & Readonly<{ by: string; code: string | null }>

const unreached: Meaning = { kind: 'network', retryable: true, sent: false }
const broken: Meaning = { kind: 'network', retryable: true, sent: true }
/** Nothing was sent, and nothing will be: the address, the scheme or the certificate is wrong. */
const impossible: Meaning = { kind: 'network', retryable: false, sent: false }
/** It was sent, and the same will come back: a redirect loop, an answer that is no HTTP. */
const hopeless: Meaning = { kind: 'network', retryable: false, sent: true }
const connectTimeout: Meaning = { kind: 'timeout', retryable: true, sent: false }
const timeout: Meaning = { kind: 'timeout', retryable: true, sent: true }
const stopped: Meaning = { kind: 'aborted', retryable: false, sent: true }
/** The client was misused, and said so before it sent anything. */
const misuse: Meaning = { kind: 'validation', retryable: false, sent: false }
const noKey: Meaning = { kind: 'authentication', retryable: false, sent: false }

/** By `code` of an error or of one of its causes, else by `name`; `*` ends a prefix. Each row names who says it. */
export const networkWords: readonly Row[] = [
  [unreached, 'ECONNREFUSED'], // Node: nothing listens there
  [unreached, 'ENOTFOUND EAI_AGAIN'], // Node: no such name; no answer of the resolver
  [unreached, 'EHOSTUNREACH ENETUNREACH ENETDOWN'], // Node: no route; no network
  [unreached, 'EADDRNOTAVAIL EMFILE'], // Node: no local address or port left; no file descriptor left
  [unreached, 'UND_ERR_DESTROYED'], // undici: the pool was closed before it was sent
  [unreached, 'ConnectionRefused FailedToOpenSocket'], // Bun and Deno; Bun
  [broken, 'ECONNRESET EPIPE'], // Node: reset; written after the other side closed
  [broken, 'UND_ERR_SOCKET'], // undici: the other side closed
  [broken, 'Z_DATA_ERROR'], // Node: the body does not decompress
  [broken, 'ERR_NETWORK ERR_BAD_RESPONSE'], // axios: in browsers and its fetch adapter; the stream was cut
  [broken, 'ConnectionClosed ConnectionReset ConnectionAborted'], // Bun; Bun and Deno; Deno
  [broken, 'APIConnectionError'], // OpenAI and Anthropic SDKs
  [broken, 'NetworkError'], // ky; Firefox's DOMException
  [impossible, 'ERR_INVALID_URL ERR_INVALID_PROTOCOL'], // Node
  [impossible, 'ERR_UNSUPPORTED_PROTOCOL UnsupportedProtocol'], // follow-redirects under axios; Bun
  [impossible, 'EACCES'], // Node: a firewall of this machine forbids it
  [impossible, 'ERR_TLS_* ERR_SSL_* EPROTO'], // Node: the certificate is another host's; no TLS at that port
  [impossible, 'CERT_* UNABLE_TO_*'], // OpenSSL: expired, revoked or not yet valid; no chain
  [impossible, 'HOSTNAME_MISMATCH'], // Bun: the certificate is another host's
  [impossible, 'DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN'], // OpenSSL
  [hopeless, 'HPE_*'], // Node: what came is no HTTP
  [hopeless, 'HTTPParserError UND_ERR_HEADERS_OVERFLOW UND_ERR_RES_EXCEEDED_MAX_SIZE'], // undici
  [hopeless, 'ERR_FR_TOO_MANY_REDIRECTS TooManyRedirects'], // follow-redirects under axios; Bun
  [connectTimeout, 'UND_ERR_CONNECT_TIMEOUT'], // undici
  [timeout, 'ETIMEDOUT'], // Node; axios with clarifyTimeoutError
  [timeout, 'UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT'], // undici
  [timeout, 'ECONNABORTED ESOCKETTIMEDOUT'], // axios, its own limit; superagent
  [timeout, 'TimeoutError'], // the DOM standard, AbortSignal.timeout in every runtime; ky
  [timeout, 'APIConnectionTimeoutError'], // OpenAI and Anthropic SDKs
  [timeout, 'Timeout TimedOut'], // Bun; Deno
  [stopped, 'ABORT_ERR'], // Node
  [stopped, 'AbortError'], // the DOM standard, every runtime
  [stopped, 'ERR_CANCELED CanceledError'], // axios
  [stopped, 'APIUserAbortError'], // OpenAI and Anthropic SDKs
  [misuse, 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'], // undici: the caller's content-length is wrong
  [misuse, 'ERR_INVALID_HTTP_TOKEN ERR_INVALID_CHAR'], // Node: a field name or value that HTTP does not allow
  [noKey, 'missing_api_key invalid_api_key'], // this library, before it sends anything
]

/** By the beginning of `message` in lower case, where neither code nor name is known. */
export const networkMessages: readonly Row[] = [
  [impossible, 'proxy response (407)'], // undici: the proxy wants credentials
  [unreached, 'proxy response ('], // undici: the proxy opened no tunnel
  [impossible, 'bad port'], // undici: the fetch standard's blocked ports
  [impossible, 'unknown scheme'], // undici
  [impossible, 'not implemented... yet...'], // undici: the scheme file:
  [impossible, 'failed to parse url'], // undici
  [impossible, 'invalid url'], // Bun, Deno, Safari
  [hopeless, 'redirect count exceeded'], // undici
  [hopeless, 'unexpected redirect'], // undici: the caller asked for none
  [hopeless, 'url scheme must be a http(s) scheme'], // undici: redirected to another scheme
  [unreached, 'client network socket disconnected before secure tls'], // Node: in the TLS handshake
  [unreached, 'the internet connection appears'], // Safari 16
  [unreached, 'a server with the specified hostname'], // Safari
  [unreached, 'could not connect to the server'], // Safari
  [unreached, 'unable to connect'], // Bun
  [connectTimeout, 'connect etimedout'], // Node
  [misuse, 'request cannot be constructed'], // undici: credentials in the URL
  [misuse, 'request with get/head method'], // undici: a body where none may be
  [misuse, 'headers.append'], // undici: a field name or value that HTTP does not allow
  [broken, 'fetch failed'], // undici, with any cause
  [broken, 'terminated'], // undici: the body was cut
  [broken, 'socket hang up'], // Node
  [broken, 'failed to fetch'], // Chromium
  [broken, 'network error'], // Chromium: the body was cut; axios in browsers; Bun
  [broken, 'networkerror when'], // Firefox
  [broken, 'load failed'], // Safari 17 and later
  [broken, 'the network connection was lost'], // Safari
  [broken, 'network request failed'], // React Native, whatwg-fetch
  [broken, 'network connection lost'], // Cloudflare workers
  [broken, 'error sending request'], // Deno
  [broken, 'the socket connection was closed'], // Bun
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
  networkWords.find(([, words]) =>
    words.split(' ').some((it) => it === word || (it.endsWith('*') && word.startsWith(it.slice(0, -1)))),
  )?.[0]

function byMessage(message: string): Meaning | undefined {
  const start = message.slice(0, 100).trimStart().toLowerCase()
  return networkMessages.find(([, begins]) => start.startsWith(begins))?.[0]
}
