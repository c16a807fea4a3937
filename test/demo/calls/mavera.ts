import type { Step } from '../../loopback/index.ts'
import { htmlPage, json } from '../../loopback/presets.ts'
import type { Call } from '../call.ts'
import { keys } from '../keys.ts'

const ask = {
  at: 'mavera',
  method: 'POST',
  path: '/api/v1/responses',
  body: { persona_id: 'per_1', input: 'Would you buy this?' },
  key: keys.mavera,
} as const

const error = (status: number, type: string, code: string, message: string, headers: Record<string, string>): Step =>
  json(status, { error: { message, type, code, param: null } }, headers)

export const rateLimited: Call = {
  ...ask,
  name: 'rate limited, then fine',
  point: 'The server asks for one second. The call waits at least that long and goes through.',
  steps: [
    error(429, 'rate_limit_error', 'rate_limit_exceeded', 'Rate limit reached.', {
      'retry-after': '1',
      'x-request-id': 'req_mv01',
    }),
    json(200, { id: 'resp_1', output_text: 'I would.' }),
  ],
  expected: {
    attempts: 2,
    kind: 'rate_limit',
    code: 'rate_limit_exceeded',
    effect: 'none',
    requestId: 'req_mv01',
    end: 'recovered',
    says: 'rate_limit.auto',
    waitsMs: [1000],
  },
}

export const unknownKey: Call = {
  ...ask,
  name: 'the key is not known',
  point: 'The same request cannot succeed later, so it is sent once. The server echoes the key; nothing here shows it.',
  steps: [
    error(401, 'authentication_error', 'invalid_api_key', `Incorrect API key provided: ${keys.mavera}.`, {
      'x-request-id': 'req_mv03',
    }),
  ],
  expected: {
    attempts: 1,
    kind: 'authentication',
    code: 'invalid_api_key',
    effect: 'none',
    requestId: 'req_mv03',
    end: 'permanent',
    says: 'authentication',
    waitsMs: [],
  },
}

export const wrongKey: Call = {
  ...ask,
  name: 'a key of another API',
  point: 'A Mavio key for Mavera cannot be right: the call is refused before anything is sent.',
  key: keys.mavio,
  steps: [],
  expected: {
    attempts: 0,
    kind: 'authentication',
    code: 'invalid_api_key',
    effect: 'none',
    requestId: null,
    end: 'permanent',
    says: 'authentication',
    waitsMs: [],
  },
}

export const creditsSpent: Call = {
  ...ask,
  name: 'the credits are spent',
  point: 'Waiting seconds does not help, so nobody is told to try again.',
  steps: [
    error(402, 'billing_error', 'credits_exhausted', 'No credits left in this period.', { 'x-request-id': 'req_mv05' }),
  ],
  expected: {
    attempts: 1,
    kind: 'quota',
    code: 'credits_exhausted',
    effect: 'none',
    requestId: 'req_mv05',
    end: 'permanent',
    says: 'quota',
    waitsMs: [],
  },
}

export const proxyPage: Call = {
  ...ask,
  at: 'proxy',
  name: 'a page instead of JSON',
  point: "The POST may have arrived behind the proxy, and Mavera's guide is silent on 502: it is not sent twice.",
  steps: [htmlPage(502, '502 Bad Gateway', { 'x-request-id': 'req_px10' })],
  expected: {
    attempts: 1,
    kind: 'server',
    code: null,
    effect: 'unknown',
    requestId: 'req_px10',
    end: 'not_repeatable',
    says: 'server.write',
    waitsMs: [],
  },
}
