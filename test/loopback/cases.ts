import { expect } from 'vitest'
import type { Outcome, Step, StepName, StepOf } from './index.ts'
import type { ErrorShape, Seen } from './seen.ts'

export type Unending = 'hang' | 'slowHeaders' | 'drip' | 'endless'
export type Case = { step: Step; outcome: Outcome; fetch: Partial<Seen>; http: Partial<Seen> }
// Named by step, so that a new step without a case does not compile.
type Cases = { [Name in Exclude<StepName, Unending>]: readonly (Case & { step: { step: Name } })[] }

type Cause = Omit<ErrorShape, 'message'>
const failed = (cause: Cause) => ({ error: { name: 'TypeError', message: 'fetch failed', cause } }) as Partial<Seen>
const cut = (status: number, cause: Cause) =>
  ({ status, error: { name: 'TypeError', message: 'terminated', cause } }) as Partial<Seen>
const broken = (code: string, message: string) => ({ error: { name: 'Error', code, message } })
const socketError: Cause = { name: 'SocketError', code: 'UND_ERR_SOCKET' }
const connectionReset: Cause = { name: 'Error', code: 'ECONNRESET' }
const readReset = broken('ECONNRESET', 'read ECONNRESET')
const both = (seen: Partial<Seen>) => ({ fetch: seen, http: seen })

const half = { status: 200, body: 'hello world', sendBytes: 5 } as const
const cutByFin = { fetch: cut(200, socketError), http: { status: 200, ...broken('ECONNRESET', 'aborted') } }
const cutByReset = { fetch: cut(200, connectionReset), http: { status: 200, ...readReset } }

export const cases: Cases = {
  answer: [
    { step: { step: 'answer', status: 200, body: 'hi' }, outcome: 'answered', ...both({ status: 200, body: 'hi' }) },
    {
      step: { step: 'answer', status: 503, body: { a: 1 } },
      outcome: 'answered',
      ...both({ status: 503, body: '{"a":1}' }),
    },
    {
      step: { step: 'answer', status: 200, bodyBase64: 'aGk=' },
      outcome: 'answered',
      ...both({ status: 200, body: 'hi' }),
    },
    { step: { step: 'answer', status: 204, afterMs: 1 }, outcome: 'answered', ...both({ status: 204, body: '' }) },
  ],
  closeAfterAnswer: [
    {
      step: { step: 'closeAfterAnswer', status: 200, body: 'hi' },
      outcome: 'answered',
      ...both({ status: 200, body: 'hi' }),
    },
    {
      step: { step: 'closeAfterAnswer', status: 200, headers: { 'content-length': '9' }, body: 'hi' },
      outcome: 'answered',
      ...cutByFin,
    },
  ],
  earlyAnswer: [
    {
      step: { step: 'earlyAnswer', body: 'too much' },
      outcome: 'answered',
      ...both({ status: 413, body: 'too much' }),
    },
    { step: { step: 'earlyAnswer', afterwards: 'reset' }, outcome: 'answered', ...both({ status: 413, body: '' }) },
  ],
  reset: [{ step: { step: 'reset' }, outcome: 'reset', fetch: failed(connectionReset), http: readReset }],
  resetDuringBody: [
    { step: { step: 'resetDuringBody' }, outcome: 'reset', fetch: failed(connectionReset), http: readReset },
  ],
  close: [
    {
      step: { step: 'close' },
      outcome: 'closed',
      fetch: failed(socketError),
      http: broken('ECONNRESET', 'socket hang up'),
    },
  ],
  garbage: [
    {
      step: { step: 'garbage' },
      outcome: 'garbled',
      fetch: failed({ name: 'HTTPParserError' }),
      http: { error: { name: 'Error', code: 'HPE_INVALID_CONSTANT', message: expect.stringContaining('Parse Error') } },
    },
  ],
  headerOverflow: [
    {
      step: { step: 'headerOverflow' },
      outcome: 'answered',
      fetch: failed({ name: 'HeadersOverflowError', code: 'UND_ERR_HEADERS_OVERFLOW' }),
      http: broken('HPE_HEADER_OVERFLOW', 'Parse Error: Header overflow'),
    },
  ],
  redirectLoop: [
    {
      step: { step: 'redirectLoop' },
      outcome: 'answered',
      fetch: failed({ name: 'Error' }),
      http: { status: 302, body: '' },
    },
  ],
  truncate: [
    { step: { step: 'truncate', ...half, end: 'fin' }, outcome: 'truncated', ...cutByFin },
    { step: { step: 'truncate', ...half, end: 'fin', chunked: true }, outcome: 'truncated', ...cutByFin },
    { step: { step: 'truncate', ...half, end: 'reset' }, outcome: 'truncated', ...cutByReset },
    {
      step: { step: 'truncate', ...half, sendBytes: 0, end: 'reset', chunked: true },
      outcome: 'truncated',
      ...cutByReset,
    },
  ],
  badGzip: [
    {
      step: { step: 'badGzip', status: 502 },
      outcome: 'answered',
      fetch: cut(502, { name: 'Error', code: 'Z_DATA_ERROR' }),
      http: { status: 502, body: 'not gzip' },
    },
  ],
  gzipBomb: [
    {
      step: { step: 'gzipBomb', status: 200, bytes: 3 * 1024 * 1024 },
      outcome: 'answered',
      fetch: { status: 200, body: '\0'.repeat(3 * 1024 * 1024) },
      http: { status: 200 },
    },
  ],
}

export const unending: { [Name in Unending]: StepOf<Name> } = {
  hang: { step: 'hang' },
  slowHeaders: { step: 'slowHeaders' },
  drip: { step: 'drip', status: 200, everyMs: 1, bytes: 10 },
  endless: { step: 'endless', status: 200 },
}
