import { connect } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { type CertificateFault, refusedUrl, silentTcp, startLoopback, startTlsLoopback, type Step } from './index.ts'
import { text } from './presets.ts'
import { type Seen, seenByFetch, seenByHttp, shapeOf } from './seen.ts'

const known = getCACertificates('default')
afterEach(() => setDefaultCACertificates(known))

// What a client says that does not know the authority, and one that does; undefined is an answer.
const codes: Record<CertificateFault, { strange: string; trusted: string | undefined }> = {
  self_signed: { strange: 'DEPTH_ZERO_SELF_SIGNED_CERT', trusted: undefined },
  untrusted_ca: { strange: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', trusted: undefined },
  expired: { strange: 'CERT_HAS_EXPIRED', trusted: 'CERT_HAS_EXPIRED' },
  wrong_host: { strange: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', trusted: 'ERR_TLS_CERT_ALTNAME_INVALID' },
}

const codeOf = ({ error }: Seen): unknown => error?.cause?.code ?? error?.code

test.each(Object.keys(codes) as CertificateFault[])('%s is refused by fetch and by node:https', async (certificate) => {
  const server = await startTlsLoopback({ certificate })
  const { url } = server.script([text(200, 'ok')])
  const { strange, trusted } = codes[certificate]
  expect([codeOf(await seenByFetch(url)), codeOf(await seenByHttp(url))]).toEqual([strange, strange])
  expect(server.log).toEqual([])
  setDefaultCACertificates([...known, server.certificateAuthority])
  expect([codeOf(await seenByFetch(url)), codeOf(await seenByHttp(url))]).toEqual([trusted, trusted])
  expect(server.log.length).toBe(trusted === undefined ? 2 : 0)
  await server.close()
  expect(server.openSockets()).toBe(0)
})

test('faults work the same under TLS', async () => {
  const server = await startTlsLoopback({ certificate: 'untrusted_ca' })
  setDefaultCACertificates([...known, server.certificateAuthority])
  const steps: Step[] = [
    { step: 'reset' },
    { step: 'resetDuringBody' },
    { step: 'close' },
    { step: 'garbage' },
    { step: 'truncate', status: 200, body: 'hello', sendBytes: 2, end: 'fin' },
    { step: 'truncate', status: 200, body: 'hello', sendBytes: 2, end: 'reset' },
  ]
  const { url } = server.script(steps)
  const seen = []
  for (const { step } of steps) {
    const { error } = await seenByFetch(url, { method: 'POST', body: 'abc' })
    seen.push([step, error?.cause?.code ?? error?.cause?.name])
  }
  expect(seen).toEqual([
    ['reset', 'ECONNRESET'],
    ['resetDuringBody', 'ECONNRESET'],
    ['close', 'UND_ERR_SOCKET'],
    ['garbage', 'HTTPParserError'],
    ['truncate', 'UND_ERR_SOCKET'],
    ['truncate', 'ECONNRESET'],
  ])
  expect(server.mistakes).toEqual([])
  await server.close()
})

test('the wrong scheme for a port fails before any request', async () => {
  const [plain, secure] = [await startLoopback(), await startTlsLoopback({ certificate: 'self_signed' })]
  const tlsToPlain = `https://${plain.host}/r1`
  const plainToTls = `http://${secure.host}/r1`
  expect(codeOf(await seenByFetch(tlsToPlain))).toBe('ERR_SSL_WRONG_VERSION_NUMBER')
  expect(codeOf(await seenByHttp(tlsToPlain))).toBe('EPROTO')
  expect(codeOf(await seenByFetch(plainToTls))).toBe('UND_ERR_SOCKET')
  expect(codeOf(await seenByHttp(plainToTls))).toBe('ECONNRESET')
  expect([...plain.log, ...secure.log]).toEqual([])
  await Promise.all([plain.close(), secure.close()])
})

test('a refused port refuses', async () => {
  const url = await refusedUrl()
  expect(codeOf(await seenByFetch(url))).toBe('ECONNREFUSED')
  expect(codeOf(await seenByHttp(url))).toBe('ECONNREFUSED')
})

describe('a silent address', () => {
  test('takes the connection and leaves the handshake open', async () => {
    const address = await silentTcp()
    const [host, port] = address.host.split(':')
    const socket = connect(Number(port), host)
    await new Promise((resolve) => socket.once('connect', resolve))
    socket.destroy()
    expect((await seenByFetch(address.url, { signal: AbortSignal.timeout(50) })).error).toMatchObject({
      name: 'TimeoutError',
    })
    await address.close()
  })

  test('leaves the connection itself open', async ({ skip }) => {
    skip(process.platform !== 'linux', 'only Linux holds the connection open')
    const address = await silentTcp({ stage: 'connect' })
    const [host, port] = address.host.split(':')
    const socket = connect({ port: Number(port), host, signal: AbortSignal.timeout(50) })
    const error = await new Promise((resolve) =>
      socket.once('error', resolve).once('connect', () => resolve('connected')),
    )
    expect(shapeOf(error)).toMatchObject({ name: 'AbortError' })
    await address.close()
  })
})
