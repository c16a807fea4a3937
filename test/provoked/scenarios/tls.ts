import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { createCertificate } from '../../loopback/certificates.ts'
import { type CertificateFault, startTlsLoopback } from '../../loopback/index.ts'
import { type Provocation, never, notSent, says } from '../provocation.ts'
import { hangingUp, listening, served, viaFetch, viaHttp } from '../tools.ts'

const post = { method: 'POST', body: 'abcdef' } as const

/** No secure connection came about, so that nothing was sent. */
export const tls: readonly Provocation[] = [
  {
    name: 'a certificate that signed itself',
    words: says('DEPTH_ZERO_SELF_SIGNED_CERT'),
    means: never,
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    provoke: () => secured('self_signed', (url) => viaFetch(url, post)),
  },
  {
    name: 'a certificate of a stranger',
    words: says('UNABLE_TO_*'),
    means: never,
    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    provoke: () => secured('untrusted_ca', (url) => viaFetch(url, post)),
  },
  {
    name: 'a certificate that has expired',
    words: says('CERT_*'),
    means: never,
    code: 'CERT_HAS_EXPIRED',
    provoke: () => secured('expired', (url) => viaFetch(url, post)),
  },
  {
    name: 'a certificate for another host',
    alone: true,
    words: says('ERR_TLS_*'),
    means: never,
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    provoke: () =>
      secured(
        'wrong_host',
        trusting((url) => viaFetch(url, post)),
      ),
  },
  {
    name: 'a chain that ends in a stranger who signed himself',
    words: says('SELF_SIGNED_CERT_IN_CHAIN'),
    means: never,
    code: 'SELF_SIGNED_CERT_IN_CHAIN',
    provoke: chained,
  },
  {
    name: 'no TLS at that port',
    words: says('ERR_SSL_*'),
    means: never,
    code: 'ERR_SSL_WRONG_VERSION_NUMBER',
    provoke: () => served({ step: 'hang' }, (url) => viaFetch(url.replace('http:', 'https:'), post)),
  },
  {
    name: 'no TLS at that port, by node:https',
    words: says('EPROTO'),
    means: never,
    code: 'EPROTO',
    provoke: () => served({ step: 'hang' }, (url) => viaHttp(url.replace('http:', 'https:'))),
  },
  {
    name: 'closed in the handshake',
    words: says('client network socket disconnected before secure tls'),
    means: notSent,
    code: 'ECONNRESET',
    provoke: () => listening(hangingUp(), (host) => viaFetch(`https://${host}/`, post)),
  },
  {
    name: 'closed in the handshake, by node:https',
    words: says('client network socket disconnected before secure tls'),
    means: notSent,
    code: 'ECONNRESET',
    provoke: () => listening(hangingUp(), (host) => viaHttp(`https://${host}/`)),
  },
]

type Send = (url: string, authority: string) => Promise<unknown>

async function secured(certificate: CertificateFault, send: Send): Promise<unknown> {
  const server = await startTlsLoopback({ certificate })
  try {
    return await send(`${server.url}/`, server.certificateAuthority)
  } finally {
    await server.close()
  }
}

/** Who trusts the authority sees what else is wrong. */
const trusting =
  (send: (url: string) => Promise<unknown>): Send =>
  async (url, authority) => {
    const known = getCACertificates('default')
    setDefaultCACertificates([...known, authority])
    try {
      return await send(url)
    } finally {
      setDefaultCACertificates(known)
    }
  }

/** A server that sends its authority's certificate along. */
async function chained(): Promise<unknown> {
  const { key, certificate, authority } = await createCertificate('untrusted_ca')
  const server = createServer({ key, cert: `${certificate}\n${authority}` })
  server.on('tlsClientError', () => {})
  return listening(server, (host) => viaFetch(`https://${host}/`, post))
}
