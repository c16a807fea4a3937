import { refusedUrl } from '../../loopback/index.ts'
import { type Provocation, lost, noUse, says, stopped, tooLate } from '../provocation.ts'
import { served, viaFetch, viaHttp, writtenAfterClose } from '../tools.ts'

const post = { method: 'POST', body: 'abcdef' } as const
const half = { step: 'truncate', status: 200, body: 'hello world', sendBytes: 5 } as const
const elsewhere = (location: string) => ({ step: 'answer', status: 302, headers: { location } }) as const

/** The request may have been sent. */
export const sent: readonly Provocation[] = [
  {
    name: 'reset before the answer',
    words: says('ECONNRESET', 'fetch failed'),
    means: lost,
    code: 'ECONNRESET',
    provoke: () => served({ step: 'reset' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'reset while the body is sent',
    words: says('ECONNRESET'),
    means: lost,
    code: 'ECONNRESET',
    provoke: () => served({ step: 'resetDuringBody' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'reset before the answer, by node:http',
    words: says('ECONNRESET'),
    means: lost,
    code: 'ECONNRESET',
    provoke: () => served({ step: 'reset' }, (url) => viaHttp(url)),
  },
  {
    name: 'closed before the answer',
    words: says('UND_ERR_SOCKET'),
    means: lost,
    code: 'UND_ERR_SOCKET',
    provoke: () => served({ step: 'close' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'closed before the answer, by node:http',
    words: says('socket hang up'),
    means: lost,
    code: 'ECONNRESET',
    provoke: () => served({ step: 'close' }, (url) => viaHttp(url)),
  },
  {
    name: 'written after the other side closed',
    platform: 'linux',
    words: says('EPIPE'),
    means: lost,
    code: 'EPIPE',
    provoke: writtenAfterClose,
  },
  {
    name: 'closed in the middle of the answer',
    words: says('UND_ERR_SOCKET', 'terminated'),
    means: lost,
    code: 'UND_ERR_SOCKET',
    provoke: () => served({ ...half, end: 'fin' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'reset in the middle of the answer',
    words: says('ECONNRESET', 'terminated'),
    means: lost,
    code: 'ECONNRESET',
    provoke: () => served({ ...half, end: 'reset' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'an answer that does not unpack',
    words: says('Z_DATA_ERROR'),
    means: lost,
    code: 'Z_DATA_ERROR',
    provoke: () => served({ step: 'badGzip', status: 200 }, (url) => viaFetch(url, post)),
  },
  {
    name: 'what answers is no HTTP',
    words: says('HTTPParserError'),
    means: noUse,
    provoke: () => served({ step: 'garbage' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'what answers is no HTTP, by node:http',
    words: says('HPE_*'),
    means: noUse,
    code: 'HPE_INVALID_CONSTANT',
    provoke: () => served({ step: 'garbage' }, (url) => viaHttp(url)),
  },
  {
    name: 'too many fields',
    words: says('UND_ERR_HEADERS_OVERFLOW'),
    means: noUse,
    code: 'UND_ERR_HEADERS_OVERFLOW',
    provoke: () => served({ step: 'headerOverflow' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'too many fields, by node:http',
    words: says('HPE_*'),
    means: noUse,
    code: 'HPE_HEADER_OVERFLOW',
    provoke: () => served({ step: 'headerOverflow' }, (url) => viaHttp(url)),
  },
  {
    name: 'more than the client takes',
    words: says('UND_ERR_RES_EXCEEDED_MAX_SIZE'),
    means: noUse,
    code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
    provoke: () =>
      served({ step: 'answer', status: 200, body: 'too much' }, (url) => viaFetch(url, post, { maxResponseSize: 2 })),
  },
  {
    name: 'a redirect that leads in a circle',
    words: says('redirect count exceeded'),
    means: noUse,
    provoke: () => served({ step: 'redirectLoop' }, (url) => viaFetch(url, post)),
  },
  {
    name: 'a redirect where none is wanted',
    words: says('unexpected redirect'),
    means: noUse,
    provoke: () => served(elsewhere('/'), (url) => viaFetch(url, { ...post, redirect: 'error' })),
  },
  {
    name: 'a redirect to another scheme',
    words: says('url scheme must be a http(s) scheme'),
    means: noUse,
    provoke: () => served(elsewhere('ftp://api.test/'), (url) => viaFetch(url, post)),
  },
  {
    name: 'no answer in time',
    words: says('UND_ERR_HEADERS_TIMEOUT'),
    means: tooLate,
    code: 'UND_ERR_HEADERS_TIMEOUT',
    provoke: () => served({ step: 'hang' }, (url) => viaFetch(url, post, { headersTimeout: 50 })),
  },
  {
    name: 'an answer that stalls',
    words: says('UND_ERR_BODY_TIMEOUT'),
    means: tooLate,
    code: 'UND_ERR_BODY_TIMEOUT',
    provoke: () =>
      served({ step: 'drip', status: 200, everyMs: 60_000, bytes: 1 }, (url) =>
        viaFetch(url, post, { bodyTimeout: 50 }),
      ),
  },
  {
    name: 'a limit of the caller',
    words: says('TimeoutError'),
    means: tooLate,
    provoke: () => served({ step: 'hang' }, (url) => viaFetch(url, { ...post, signal: AbortSignal.timeout(50) })),
  },
  {
    name: 'a caller who stops',
    words: says('AbortError'),
    means: stopped,
    provoke: () => served({ step: 'hang' }, (url) => viaFetch(url, { ...post, signal: soon() })),
  },
  {
    name: 'a caller who stops, by node:http',
    words: says('ABORT_ERR'),
    means: stopped,
    code: 'ABORT_ERR',
    provoke: () => served({ step: 'hang' }, (url) => viaHttp(url, { signal: soon() })),
  },
  {
    name: 'a caller who stops before it begins',
    words: says('AbortError'),
    means: stopped,
    provoke: async () => fetch(await refusedUrl(), { ...post, signal: AbortSignal.abort() }),
  },
]

function soon(): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 50)
  return controller.signal
}
