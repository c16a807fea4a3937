import type { Kind } from '@recourse/core'
import { type ApiError, apiErrors, apiRequestId, apiSentence } from '../../fixtures/api-errors.ts'
import type { Expected, Scenario } from '../scenario.ts'
import { failed, fine, json } from '../steps.ts'
import { bothMethods, forMethods, gaveUp, quick, recovered, throttled, ungated } from './build.ts'

/** Keys of the form that each API documents; those without one have any. */
export const keys = {
  mavera: 'mvra_live_0123456789abcdefghij',
  mavio: 'mvo_live_0123456789abcdefghij',
  mira: 'mira-0123456789abcdefghij',
  jobs: 'job-0123456789abcdefghij',
} as const

export const bearer = (key: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${key}` })

/** "Without the header, wait 60 s" (Mira). */
const unstatedMs = (api: ApiError['api'], kind: string): number | undefined =>
  api === 'mira' && kind === 'rate_limit' ? 60_000 : undefined

/** Every documented code of the four, as it comes: what it means, and whether it is sent again. */
const documented: readonly Scenario[] = apiErrors.flatMap(
  ({ api, status, code, kind: named, retryable, post, body }) => {
    const kind = named as Kind
    const known = unstatedMs(api, kind)
    const retryInMs = known === undefined ? {} : { retryInMs: known }
    const delays = known === undefined ? {} : { delays: [[known, known * 1.2]] as const }
    const fault = {
      kind,
      status,
      code,
      retryable,
      provider: api,
      message: apiSentence,
      requestId: api === 'mavera' || api === 'mavio' ? apiRequestId : null,
    }
    const gets = { status }
    const again: Expected = {
      requests: 2,
      events: gaveUp('attempts_exhausted', kind, kind),
      fault,
      gets,
      ...retryInMs,
      ...delays,
    }
    const final = (reason: 'permanent' | 'not_repeatable'): Expected => ({
      requests: 1,
      events: gaveUp(reason, kind),
      fault,
      gets,
    })
    return forMethods(
      {
        name: `${api} ${status} ${code ?? 'without a code'}`,
        server: [json(status, body as never)],
        request: { headers: bearer(keys[api]) },
        provider: api,
        policy: { ...quick, maxAttempts: 2 },
      },
      {
        GET: { expected: retryable ? again : final('permanent') },
        POST: { expected: post === 'repeated' ? again : final(post) },
      },
    )
  },
)

const request = (api: keyof typeof keys) => ({ headers: bearer(keys[api]) })
const mavera = { provider: 'mavera', request: request('mavera') } as const
const mira = { provider: 'mira', request: request('mira') } as const
const mavio = { provider: 'mavio', request: request('mavio') } as const
const jobs = { provider: 'jobs', request: request('jobs') } as const

const maveraError = (code: string, type: string, param: string | null = null) => ({
  error: { message: `about ${code}`, type, code, param },
})

const maveraStories: readonly Scenario[] = [
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: a 429 with a hint is kept to',
      server: [failed(429, { 'retry-after': '5' }, maveraError('rate_limit_exceeded', 'rate_limit_error')), fine],
    },
    {
      requests: 2,
      events: recovered('rate_limit'),
      delays: [[5_000, 6_000]],
      fault: { code: 'rate_limit_exceeded', type: 'rate_limit_error', retryAfterMs: 5_000, provider: 'mavera' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: a 500 is sent again, by its own guide a POST too',
      server: [failed(500, {}, maveraError('internal_error', 'server_error')), fine],
    },
    { requests: 2, events: recovered('server'), delays: [[0, 100]], gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: a 503 is sent again, by its own guide a POST too',
      server: [failed(503, {}, maveraError('service_unavailable', 'server_error')), fine],
    },
    { requests: 2, events: recovered('overloaded'), delays: [throttled[0]], gets: { status: 200 } },
  ),
  ...([502, 504] as const).flatMap((status) =>
    forMethods(
      { ...mavera, name: `Mavera: of ${status} its guide says nothing`, server: [failed(status, {}, {}), fine] },
      {
        GET: {
          expected: { requests: 2, events: recovered(status === 504 ? 'timeout' : 'server'), gets: { status: 200 } },
        },
        POST: {
          expected: {
            requests: 1,
            events: gaveUp('not_repeatable', status === 504 ? 'timeout' : 'server'),
            fault: { effect: 'unknown' },
            gets: { status, text: '{}' },
          },
        },
      },
    ),
  ),
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: a connection error is sent again, by its own guide a POST too',
      server: [{ step: 'reset' }, fine],
    },
    { requests: 2, events: recovered('network'), gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: a bad key fails at once, and is not repeated in words',
      server: [
        json(401, {
          error: {
            message: `Incorrect API key: ${keys.mavera}`,
            type: 'authentication_error',
            code: 'invalid_api_key',
          },
        }),
      ],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'authentication'),
      fault: {
        kind: 'authentication',
        code: 'invalid_api_key',
        message: 'Incorrect API key: [REDACTED]',
        keyHint: 'mvra_li\u2026',
        remedy: 'Check the key in the workspace settings; it begins with mvra_live_.',
      },
      gets: { status: 401 },
      message: 'authentication',
    },
  ),
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: a parameter at fault is named',
      server: [failed(400, {}, maveraError('invalid_model', 'validation_error', 'model'))],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'validation'),
      fault: {
        kind: 'validation',
        code: 'invalid_model',
        type: 'validation_error',
        param: 'model',
        remedy: 'Use the model mavera-1.',
      },
      gets: { status: 400 },
      message: 'validation',
    },
  ),
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: spent credits are not waited for',
      server: [failed(402, { 'retry-after': '1' }, maveraError('credits_exhausted', 'billing_error'))],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'quota'),
      fault: { kind: 'quota', code: 'credits_exhausted', retryAfterMs: 1_000 },
      retryInMs: 1_000,
      gets: { status: 402 },
    },
  ),
  ...bothMethods(
    {
      ...mavera,
      name: 'Mavera: by its guide six attempts, from a second on',
      // its breaker would stop the call after five
      policy: { preset: 'guide', ...ungated, breaker: false },
      server: [failed(500, {}, maveraError('internal_error', 'server_error'))],
    },
    {
      requests: 6,
      events: gaveUp('attempts_exhausted', 'server', 'server', 'server', 'server', 'server', 'server'),
      delays: [
        [500, 1_000],
        [1_000, 2_000],
        [2_000, 4_000],
        [4_000, 8_000],
        [8_000, 16_000],
      ],
      gets: { status: 500 },
    },
  ),
]

const otherStories: readonly Scenario[] = [
  ...bothMethods(
    {
      ...mavio,
      name: 'Mavio: field errors are listed',
      server: [
        json(400, {
          error: {
            code: 'validation_error',
            message: 'Two fields are wrong',
            request_id: 'req_9',
            details: [
              { field: 'title', message: 'is required' },
              { field: 'start', message: 'is in the past' },
            ],
          },
        }),
      ],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'validation'),
      fault: {
        kind: 'validation',
        code: 'validation_error',
        requestId: 'req_9',
        fieldErrors: [
          { path: 'title', message: 'is required' },
          { path: 'start', message: 'is in the past' },
        ],
      },
      gets: { status: 400 },
      message: 'validation',
    },
  ),
  ...forMethods(
    {
      ...mavio,
      name: 'Mavio: a 503 for maintenance with a hint is sent again',
      server: [
        failed(
          503,
          { 'retry-after-ms': '15' },
          { error: { code: 'service_unavailable', message: 'Maintenance', request_id: 'req_3' } },
        ),
        fine,
      ],
    },
    {
      GET: { expected: { requests: 2, events: recovered('overloaded'), delays: [[15, 30]], gets: { status: 200 } } },
      POST: {
        expected: {
          requests: 2,
          events: recovered('overloaded'),
          delays: [[15, 30]],
          fault: { effect: 'none', requestId: 'req_3' },
          gets: { status: 200 },
        },
      },
    },
  ),
  ...bothMethods(
    {
      ...mira,
      name: 'Mira: a 429 without a hint waits a minute',
      server: [failed(429, {}, { detail: 'Too many requests' }), fine],
    },
    {
      requests: 2,
      events: recovered('rate_limit'),
      delays: [[60_000, 72_000]],
      fault: { kind: 'rate_limit', message: 'Too many requests', retryAfterMs: null, provider: 'mira' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      ...mira,
      name: 'Mira: a 429 with a hint waits as long as it says',
      server: [failed(429, { 'retry-after': '7' }, { detail: 'Too many requests' }), fine],
    },
    { requests: 2, events: recovered('rate_limit'), delays: [[7_000, 8_400]], gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      ...mira,
      name: 'Mira: a plan without the model is told by its sentence',
      server: [failed(403, {}, { detail: 'Your plan does not include this model' })],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'permission'),
      fault: {
        kind: 'permission',
        code: null,
        type: null,
        message: 'Your plan does not include this model',
        remedy: 'Choose a model that the plan includes, or upgrade the plan.',
      },
      gets: { status: 403 },
      message: 'permission',
    },
  ),
  ...bothMethods(
    {
      ...jobs,
      name: 'jobs: no money left is a quota, though its status says validation',
      server: [failed(400, {}, { error: { code: 'INSUFFICIENT_BALANCE', message: 'Balance is 0' } })],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'quota'),
      fault: { kind: 'quota', code: 'INSUFFICIENT_BALANCE', remedy: 'Top up the balance; the request itself is fine.' },
      gets: { status: 400 },
      message: 'quota',
    },
  ),
  ...bothMethods(
    {
      ...jobs,
      name: 'jobs: a job that failed is not sent again',
      server: [failed(500, {}, { error: { code: 'PROCESSING_FAILED', message: 'The job failed' } })],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'server'),
      fault: { kind: 'server', code: 'PROCESSING_FAILED', retryable: false },
      gets: { status: 500 },
    },
  ),
  ...bothMethods(
    {
      ...jobs,
      name: 'jobs: by its guide three attempts, a second and two apart',
      policy: { preset: 'guide' },
      server: [failed(500, {}, { error: { code: 'DATABASE_ERROR', message: 'It broke' } })],
    },
    {
      requests: 3,
      events: gaveUp('attempts_exhausted', 'server', 'server', 'server'),
      delays: throttled,
      gets: { status: 500 },
    },
  ),
]

/** A body that merely looks like one of theirs gives a code its meaning, and never the right to repeat. */
const lookAlikes: readonly Scenario[] = [
  ...forMethods(
    {
      name: 'a stranger who speaks like the jobs API is not repeated for it',
      server: [failed(500, {}, { error: { code: 'INTERNAL_ERROR', message: 'It broke' } }), fine],
    },
    {
      GET: { expected: { requests: 2, events: recovered('server'), gets: { status: 200 } } },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'server'),
          fault: { provider: null, code: 'INTERNAL_ERROR' },
          gets: { status: 500, text: '{"error":{"code":"INTERNAL_ERROR","message":"It broke"}}' },
        },
      },
    },
  ),
  ...bothMethods(
    {
      name: 'a stranger without money left is understood',
      server: [failed(400, {}, { error: { code: 'INSUFFICIENT_BALANCE', message: 'Balance is 0' } })],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'quota'),
      fault: { provider: null, kind: 'quota' },
      gets: { status: 400 },
    },
  ),
]

/** A key that cannot be right is not sent. */
const refused = { requests: 0, events: ['refused 1: authentication, permanent'], gets: { throws: 'refused' } } as const
const preflight: readonly Scenario[] = [
  ...bothMethods(
    { name: 'Mavera: a missing key is refused before anything is sent', provider: 'mavera', server: [fine] },
    {
      ...refused,
      fault: { kind: 'authentication', code: 'missing_api_key', effect: 'none', status: null, provider: 'mavera' },
      message: 'authentication',
    },
  ),
  ...bothMethods(
    {
      name: 'Mavera: a key of another API is refused before anything is sent',
      provider: 'mavera',
      server: [fine],
      request: { headers: bearer(keys.mavio) },
    },
    { ...refused, fault: { kind: 'authentication', code: 'invalid_api_key', keyHint: 'mvo_liv\u2026' } },
  ),
  ...bothMethods(
    {
      name: 'Mavera: a prefix alone is no key',
      provider: 'mavera',
      server: [fine],
      request: { headers: bearer('mvra_live_') },
    },
    { ...refused, fault: { code: 'invalid_api_key', keyHint: null } },
  ),
  ...bothMethods(
    { name: 'Mavio: a missing key is refused before anything is sent', provider: 'mavio', server: [fine] },
    { ...refused, fault: { code: 'missing_api_key', provider: 'mavio' } },
  ),
  ...bothMethods(
    {
      name: 'without the check a missing key is the server\u2019s to refuse',
      provider: 'mavera',
      options: { preflight: false },
      server: [failed(401, {}, maveraError('missing_api_key', 'authentication_error'))],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'authentication'),
      fault: { code: 'missing_api_key' },
      gets: { status: 401 },
    },
  ),
  ...bothMethods(
    { name: 'an API without a key of its own form is asked without one', provider: 'mira', server: [fine] },
    { requests: 1, events: ['attempt 1'], gets: { status: 200 } },
  ),
]

export const apis: readonly Scenario[] = [...documented, ...maveraStories, ...otherStories, ...lookAlikes, ...preflight]
