import { Agent, ProxyAgent } from 'undici'
import { refusedUrl, silentTcp } from '../../loopback/index.ts'
import { type Provocation, never, noConnection, notSent, says } from '../provocation.ts'
import { exhausted, forbidden, listening, refusingProxy, viaFetch, viaHttp } from '../tools.ts'

/** Where nothing listens; most of what is sent there does not get that far. */
const nowhere = await refusedUrl()
const post = { method: 'POST', body: 'abcdef' } as const

/** The resolver cannot be made to fail in time, so its answer is injected, as Node words it. */
const noResolver = (name: string, _options: unknown, done: (error: Error) => void): void =>
  done(
    Object.assign(new Error(`getaddrinfo EAI_AGAIN ${name}`), {
      code: 'EAI_AGAIN',
      errno: -3001,
      syscall: 'getaddrinfo',
    }),
  )

/** Two addresses for one name: one that says nothing, and one where nothing listens. No name of this machine has both. */
const twoAddresses = (_name: string, _options: unknown, done: (error: null, found: unknown) => void): void =>
  done(
    null,
    ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 })),
  )

/** The request stayed on this machine: no connection came about. */
export const unconnected: readonly Provocation[] = [
  {
    name: 'nothing listens',
    words: says('ECONNREFUSED'),
    means: notSent,
    code: 'ECONNREFUSED',
    provoke: async () => viaFetch(await refusedUrl(), post),
  },
  {
    name: 'nothing listens, by node:http',
    words: says('ECONNREFUSED'),
    means: notSent,
    code: 'ECONNREFUSED',
    provoke: async () => viaHttp(await refusedUrl()),
  },
  // a label of more than 63 characters cannot be a name, so no resolver is asked
  {
    name: 'no such name',
    words: says('ENOTFOUND'),
    means: notSent,
    code: 'ENOTFOUND',
    provoke: () => viaFetch(`http://${'a'.repeat(64)}.test/`),
  },
  {
    name: 'the resolver does not answer',
    words: says('EAI_AGAIN'),
    means: notSent,
    code: 'EAI_AGAIN',
    provoke: () => viaFetch('http://api.test/', {}, { connect: { lookup: noResolver as never } }),
  },
  {
    name: 'no route',
    platform: 'linux',
    words: says('ENETUNREACH'),
    means: notSent,
    code: 'ENETUNREACH',
    provoke: () => viaFetch('http://127.255.255.255:81/'),
  },
  {
    name: 'a local address that is not ours',
    words: says('EADDRNOTAVAIL'),
    means: notSent,
    code: 'EADDRNOTAVAIL',
    provoke: () => viaFetch(nowhere, {}, { localAddress: '192.0.2.1' }),
  },
  {
    name: 'no file descriptor left',
    platform: 'linux',
    words: says('EMFILE'),
    means: notSent,
    code: 'EMFILE',
    provoke: async () => exhausted(await refusedUrl()),
  },
  {
    name: 'a pool that was destroyed',
    words: says('UND_ERR_DESTROYED'),
    means: notSent,
    code: 'UND_ERR_DESTROYED',
    provoke: () => afterEnd((agent) => agent.destroy()),
  },
  {
    name: 'a pool that was closed',
    words: says('UND_ERR_DESTROYED'),
    means: notSent,
    code: 'UND_ERR_DESTROYED',
    provoke: () => afterEnd((agent) => agent.close()),
  },
  {
    name: 'a path that is forbidden',
    platform: 'linux',
    alone: true,
    words: says('EACCES'),
    means: never,
    code: 'EACCES',
    provoke: () => forbidden((socketPath) => viaFetch('http://api.test/', {}, { connect: { socketPath } })),
  },
  {
    name: 'the connection is not taken',
    platform: 'linux',
    words: says('UND_ERR_CONNECT_TIMEOUT'),
    means: noConnection,
    code: 'UND_ERR_CONNECT_TIMEOUT',
    provoke: () => silent({ stage: 'connect' }, (url) => viaFetch(url, {}, { connect: { timeout: 50 } })),
  },
  {
    name: 'the handshake is not answered',
    words: says('UND_ERR_CONNECT_TIMEOUT'),
    means: noConnection,
    code: 'UND_ERR_CONNECT_TIMEOUT',
    provoke: () => silent({}, (url) => viaFetch(url, {}, { connect: { timeout: 50 } })),
  },
  {
    name: 'one address of two says nothing and the other refuses',
    platform: 'linux',
    words: { 'connect etimedout': noConnection, ETIMEDOUT: { kind: 'timeout', retryable: true, effect: 'unknown' } },
    means: notSent,
    code: 'ECONNREFUSED',
    provoke: () =>
      silent({ stage: 'connect' }, (url) =>
        viaFetch(url.replace('127.0.0.1', 'two.test'), {}, { connect: { lookup: twoAddresses as never } }),
      ),
  },
]

/** What a proxy says instead of opening a tunnel is not the caller's doing, though undici words it as an abort. */
export const proxied: readonly Provocation[] = [
  {
    name: 'a proxy that opens no tunnel',
    words: says('proxy response ('),
    means: notSent,
    code: 'UND_ERR_ABORTED',
    provoke: () => throughProxy('502 Bad Gateway'),
  },
  {
    name: 'a proxy that wants to know who asks',
    words: says('proxy response (407)'),
    means: never,
    code: 'UND_ERR_ABORTED',
    provoke: () => throughProxy('407 Proxy Authentication Required'),
  },
]

const throughProxy = (refusal: string): Promise<unknown> =>
  listening(refusingProxy(refusal), (host) => viaFetch('https://api.test/', post, new ProxyAgent(`http://${host}`)))

async function afterEnd(end: (agent: Agent) => Promise<void>): Promise<unknown> {
  const dispatcher = new Agent()
  await end(dispatcher)
  return fetch(nowhere, { dispatcher } as unknown as RequestInit)
}

async function silent(
  options: Parameters<typeof silentTcp>[0],
  send: (url: string) => Promise<unknown>,
): Promise<unknown> {
  const address = await silentTcp(options)
  try {
    return await send(address.url)
  } finally {
    await address.close()
  }
}
