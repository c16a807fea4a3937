import { describe, expect, test } from 'vitest'
import type { Cause } from '../nouns/failure.ts'
import type { Kind } from '../nouns/fault.ts'
import { ofCauses } from './network.ts'

type Row = readonly [word: string, kind: Kind, retryable: boolean, sent: boolean]

/** As the runtimes and clients report them: the code, and what it means. */
const codes: readonly Row[] = [
  ['ECONNREFUSED', 'network', true, false],
  ['ENOTFOUND', 'network', true, false],
  ['EAI_AGAIN', 'network', true, false],
  ['EHOSTUNREACH', 'network', true, false],
  ['ENETUNREACH', 'network', true, false],
  ['ENETDOWN', 'network', true, false],
  ['EADDRNOTAVAIL', 'network', true, false],
  ['EMFILE', 'network', true, false],
  ['UND_ERR_DESTROYED', 'network', true, false],
  ['ConnectionRefused', 'network', true, false],
  ['ECONNRESET', 'network', true, true],
  ['EPIPE', 'network', true, true],
  ['UND_ERR_SOCKET', 'network', true, true],
  ['ERR_NETWORK', 'network', true, true],
  ['ERR_BAD_RESPONSE', 'network', true, true],
  ['ConnectionReset', 'network', true, true],
  ['ERR_INVALID_URL', 'network', false, false],
  ['ERR_INVALID_PROTOCOL', 'network', false, false],
  ['ERR_UNSUPPORTED_PROTOCOL', 'network', false, false],
  ['EPROTO', 'network', false, false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'network', false, false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'network', false, false],
  ['CERT_HAS_EXPIRED', 'network', false, false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network', false, false],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'network', false, false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network', false, false],
  ['HOSTNAME_MISMATCH', 'network', false, false],
  ['HPE_INVALID_CONSTANT', 'network', false, true],
  ['HPE_HEADER_OVERFLOW', 'network', false, true],
  ['UND_ERR_HEADERS_OVERFLOW', 'network', false, true],
  ['ERR_FR_TOO_MANY_REDIRECTS', 'network', false, true],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true, false],
  ['ETIMEDOUT', 'timeout', true, true],
  ['ESOCKETTIMEDOUT', 'timeout', true, true],
  ['ECONNABORTED', 'timeout', true, true],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true, true],
  ['UND_ERR_BODY_TIMEOUT', 'timeout', true, true],
  ['ABORT_ERR', 'aborted', false, true],
  ['ERR_CANCELED', 'aborted', false, true],
]

const names: readonly Row[] = [
  ['AbortError', 'aborted', false, true],
  ['CanceledError', 'aborted', false, true],
  ['APIUserAbortError', 'aborted', false, true],
  ['TimeoutError', 'timeout', true, true],
  ['APIConnectionTimeoutError', 'timeout', true, true],
  ['APIConnectionError', 'network', true, true],
  ['NetworkError', 'network', true, true],
  ['HTTPParserError', 'network', false, true],
]

const messages: readonly Row[] = [
  ['bad port', 'network', false, false],
  ['unknown scheme', 'network', false, false],
  ['Failed to parse URL from nonsense', 'network', false, false],
  ['Invalid URL', 'network', false, false],
  ['redirect count exceeded', 'network', false, true],
  ['fetch failed', 'network', true, true],
  ['terminated', 'network', true, true],
  ['socket hang up', 'network', true, true],
  ['Failed to fetch', 'network', true, true],
  ['Failed to fetch (api.example.com)', 'network', true, true],
  ['network error', 'network', true, true],
  ['NetworkError when attempting to fetch resource.', 'network', true, true],
  ['Load failed', 'network', true, true],
  ['Load failed (api.example.com)', 'network', true, true],
  ['The Internet connection appears to be offline.', 'network', true, false],
  ['Network request failed', 'network', true, true],
  ['Network connection lost.', 'network', true, true],
  ['error sending request for url (http://127.0.0.1:1/)', 'network', true, true],
  ['Client network socket disconnected before secure TLS connection was established', 'network', true, false],
  ['connect ETIMEDOUT 10.0.0.1:443', 'timeout', true, false],
]

const cause = (over: Partial<Cause>): Cause => ({ name: 'Error', message: '', ...over })

describe('what was thrown', () => {
  test.each(codes)(
    'is known by the code %s: %s, retryable %s, could have been sent %s',
    (code, kind, retryable, sent) => {
      expect(ofCauses([cause({ code })])).toEqual({ kind, retryable, sent, by: code, code })
    },
  )

  test.each(names)(
    'is known by the name %s: %s, retryable %s, could have been sent %s',
    (name, kind, retryable, sent) => {
      expect(ofCauses([cause({ name })])).toMatchObject({ kind, retryable, sent, code: null })
    },
  )

  test.each(messages)(
    'is known by the message %s: %s, retryable %s, could have been sent %s',
    (message, kind, retryable, sent) => {
      expect(ofCauses([cause({ name: 'TypeError', message })])).toMatchObject({ kind, retryable, sent, code: null })
      expect(ofCauses([cause({ name: 'TypeError', message: ` ${message.toUpperCase()}` })])).toMatchObject({
        kind,
        retryable,
      })
    },
  )

  test.each([
    [[]],
    [[cause({ message: 'Cannot read properties of undefined' })]],
    [[cause({ code: 'ENOENT', message: 'no such file' })]],
    [[cause({ code: 'constructor', name: 'toString', message: '__proto__' })]],
    [[cause({ code: '', name: '', message: '' })]],
    [[cause({ message: 'my fetch failed' })]],
    [[cause({ message: 'a terminated contract' })]],
    [[cause({ code: 'econnreset' })]],
  ])('is unknown where nothing tells: %j', (causes) => {
    expect(ofCauses(causes)).toBeUndefined()
  })

  test('is told by the innermost cause that is known', () => {
    const outer = cause({ name: 'AxiosError', code: 'ERR_NETWORK', message: 'Network Error' })
    const inner = cause({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' })
    expect(ofCauses([outer, inner, cause({ message: 'who knows' })])).toMatchObject({ by: 'ECONNREFUSED', sent: false })
    expect(ofCauses([cause({ name: 'TimeoutError' }), cause({ name: 'AbortError' })])).toMatchObject({
      kind: 'aborted',
    })
  })

  test('is told by a code before any name or message', () => {
    const chain = [cause({ code: 'ECONNRESET' }), cause({ name: 'AbortError', message: 'fetch failed' })]
    expect(ofCauses(chain)).toMatchObject({ by: 'ECONNRESET', kind: 'network' })
  })

  test('is told by the message where it knows more than the code beside it', () => {
    const handshake = 'Client network socket disconnected before secure TLS connection was established'
    expect(ofCauses([cause({ code: 'ECONNRESET', message: handshake })])).toEqual({
      kind: 'network',
      retryable: true,
      sent: false,
      by: 'ECONNRESET',
      code: 'ECONNRESET',
    })
    expect(ofCauses([cause({ code: 'ETIMEDOUT', message: 'connect ETIMEDOUT 10.0.0.1:443' })])).toMatchObject({
      kind: 'timeout',
      sent: false,
    })
    expect(ofCauses([cause({ code: 'ETIMEDOUT', message: 'read ETIMEDOUT' })])).toMatchObject({
      kind: 'timeout',
      sent: true,
    })
    // a proxy that says so of somebody else does not: the message must begin with it
    expect(ofCauses([cause({ code: 'ECONNRESET', message: 'proxy: connect ETIMEDOUT' })])).toMatchObject({
      kind: 'network',
      sent: true,
    })
  })

  test('is named by name and message, cut short, where it has no code', () => {
    expect(ofCauses([cause({ name: 'TypeError', message: `fetch failed ${'x'.repeat(100)}` })])?.by).toBe(
      `TypeError: fetch failed ${'x'.repeat(67)}`,
    )
  })
})
