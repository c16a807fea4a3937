import { request as requestHttp } from 'node:http'
import { refusedUrl } from '../../loopback/index.ts'
import { type Provocation, misuse, never, says } from '../provocation.ts'
import { served, viaFetch, viaHttp } from '../tools.ts'

const okay = { step: 'answer', status: 200 } as const
/** Where nothing listens; what is sent there does not get that far. */
const nowhere = await refusedUrl()
const post = { method: 'POST', body: 'abcdef' } as const

/** The request was never right. */
export const misused: readonly Provocation[] = [
  {
    name: 'a URL that is none',
    words: says('ERR_INVALID_URL', 'failed to parse url', 'invalid url'),
    means: never,
    code: 'ERR_INVALID_URL',
    provoke: () => fetch('/relative'),
  },
  {
    name: 'a protocol that node:http does not speak',
    words: says('ERR_INVALID_PROTOCOL'),
    means: never,
    code: 'ERR_INVALID_PROTOCOL',
    provoke: async () => requestHttp('https://127.0.0.1:9/'),
  },
  {
    name: 'a port that fetch does not use',
    words: says('bad port'),
    means: never,
    provoke: () => viaFetch('http://127.0.0.1:1/'),
  },
  {
    name: 'a scheme that nobody knows',
    words: says('unknown scheme'),
    means: never,
    provoke: () => viaFetch('foo://api.test/'),
  },
  {
    name: 'a file',
    words: says('not implemented... yet...'),
    means: never,
    provoke: () => viaFetch('file:///etc/hosts'),
  },
  {
    name: 'a name and password in the URL',
    words: says('request cannot be constructed'),
    means: misuse,
    provoke: () => fetch('http://user:secret@api.test/'),
  },
  {
    name: 'a body for a GET',
    words: says('request with get/head method'),
    means: misuse,
    provoke: () => fetch(nowhere, { ...post, method: 'GET' }),
  },
  {
    name: 'a field name with a blank',
    words: says('headers.append'),
    means: misuse,
    provoke: () => fetch(nowhere, { headers: { 'a b': 'x' } }),
  },
  {
    name: 'a field value with a line break',
    words: says('headers.append'),
    means: misuse,
    provoke: () => fetch(nowhere, { headers: { a: 'x\ny' } }),
  },
  {
    name: 'a field name with a blank, by node:http',
    words: says('ERR_INVALID_HTTP_TOKEN'),
    means: misuse,
    code: 'ERR_INVALID_HTTP_TOKEN',
    provoke: () => viaHttp(nowhere, { headers: { 'a b': 'x' } }),
  },
  {
    name: 'a field value with a line break, by node:http',
    words: says('ERR_INVALID_CHAR'),
    means: misuse,
    code: 'ERR_INVALID_CHAR',
    provoke: () => viaHttp(nowhere, { headers: { a: 'x\ny' } }),
  },
  {
    name: 'a content-length that is wrong',
    words: says('UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'),
    means: misuse,
    code: 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
    provoke: () => served(okay, (url) => viaFetch(url, { ...post, headers: { 'content-length': '9' } })),
  },
]
