import type { Kind } from '@recourse/core'
import type { Scenario } from '../scenario.ts'
import { failed, fine } from '../steps.ts'
import { bothMethods, forMethods, gaveUp, quick, recovered, throttled, transient, ungated } from './build.ts'

/** What heals is repeated, and nothing is done twice that may have been done. The API is one that nobody knows. */
const healing: readonly Scenario[] = [
  ...forMethods(
    { name: 'a 500 is sent again only where twice is as once', server: [failed(500), fine] },
    {
      GET: {
        expected: {
          requests: 2,
          events: recovered('server'),
          delays: [transient[0]],
          fault: { kind: 'server', effect: 'none' },
          gets: { status: 200 },
        },
      },
      PUT: {
        expected: { requests: 2, events: recovered('server'), fault: { effect: 'unknown' }, gets: { status: 200 } },
      },
      DELETE: { body: 'none', expected: { requests: 2, events: recovered('server'), gets: { status: 200 } } },
      QUERY: {
        expected: { requests: 2, events: recovered('server'), fault: { effect: 'none' }, gets: { status: 200 } },
      },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'server'),
          fault: { kind: 'server', effect: 'unknown', retryable: true },
          gets: { status: 500, text: '{"oops":"it went wrong"}' },
          message: 'server.write',
        },
      },
      PATCH: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'server'),
          fault: { effect: 'unknown' },
          gets: { status: 500, text: '{"oops":"it went wrong"}' },
        },
      },
    },
  ),
  ...forMethods(
    { name: 'a 500 that stays is given up after three attempts', server: [failed(500)] },
    {
      GET: {
        expected: {
          requests: 3,
          events: gaveUp('attempts_exhausted', 'server', 'server', 'server'),
          delays: transient,
          fault: { kind: 'server', effect: 'none', attempt: 3 },
          gets: { status: 500 },
          message: 'server',
        },
      },
      PUT: {
        expected: {
          requests: 3,
          events: gaveUp('attempts_exhausted', 'server', 'server', 'server'),
          delays: transient,
          gets: { status: 500 },
          message: 'server.write',
        },
      },
    },
  ),
  ...forMethods(
    { name: 'a 502 of a proxy is sent again only where twice is as once', server: [failed(502), fine] },
    {
      GET: { expected: { requests: 2, events: recovered('server'), delays: [transient[0]], gets: { status: 200 } } },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'server'),
          fault: { effect: 'unknown' },
          gets: { status: 502, text: '{"oops":"it went wrong"}' },
        },
      },
    },
  ),
  ...forMethods(
    { name: 'a 504 is a timeout of somebody on the way', server: [failed(504), fine] },
    {
      GET: { expected: { requests: 2, events: recovered('timeout'), delays: [transient[0]], gets: { status: 200 } } },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'timeout'),
          fault: { kind: 'timeout', effect: 'unknown' },
          gets: { status: 504, text: '{"oops":"it went wrong"}' },
          message: 'timeout.write',
        },
      },
    },
  ),
]

/** A refusal by status was not done, so that every method may come again. */
const refusals: readonly Scenario[] = [
  ...bothMethods(
    { name: 'a 429 without a hint is sent again after the throttled backoff', server: [failed(429), fine] },
    {
      requests: 2,
      events: recovered('rate_limit'),
      delays: [throttled[0]],
      fault: { kind: 'rate_limit', effect: 'none', retryAfterMs: null },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      name: 'a 429 with a hint is sent again not before it is over',
      server: [failed(429, { 'retry-after-ms': '40' }), fine],
    },
    {
      requests: 2,
      events: recovered('rate_limit'),
      delays: [[40, 48]],
      fault: { kind: 'rate_limit', retryAfterMs: 40 },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    { name: 'a second hint is no longer taken at its word', server: [failed(429, { 'retry-after-ms': '40' })] },
    {
      requests: 3,
      events: gaveUp('attempts_exhausted', 'rate_limit', 'rate_limit', 'rate_limit'),
      delays: [[40, 48], throttled[1]],
      retryInMs: 40,
      gets: { status: 429 },
      message: 'rate_limit.wait',
    },
  ),
  ...forMethods(
    { name: 'a 503 without a hint may have been done', server: [failed(503), fine] },
    {
      GET: {
        expected: { requests: 2, events: recovered('overloaded'), delays: [throttled[0]], gets: { status: 200 } },
      },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'overloaded'),
          fault: { kind: 'overloaded', effect: 'unknown' },
          gets: { status: 503, text: '{"oops":"it went wrong"}' },
          message: 'overloaded.write',
        },
      },
    },
  ),
  ...bothMethods(
    { name: 'a 503 with a hint was turned away at the door', server: [failed(503, { 'retry-after-ms': '30' }), fine] },
    {
      requests: 2,
      events: recovered('overloaded'),
      delays: [[30, 60]],
      fault: { kind: 'overloaded', effect: 'none' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    { name: 'a 408 is sent again', server: [failed(408), fine] },
    {
      requests: 2,
      events: recovered('timeout'),
      delays: [transient[0]],
      fault: { kind: 'timeout', effect: 'none' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    { name: 'a 425 is sent again once the handshake is done', server: [failed(425), fine] },
    {
      requests: 2,
      events: recovered('conflict'),
      fault: { kind: 'conflict', effect: 'none', retryable: true },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    { name: 'an answer that says to retry is sent again', server: [failed(409, { 'x-should-retry': 'true' }), fine] },
    { requests: 2, events: recovered('conflict'), gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      name: 'an answer that says not to retry is not sent again',
      server: [failed(429, { 'x-should-retry': 'false', 'retry-after': '1' })],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'rate_limit'),
      fault: { kind: 'rate_limit', retryable: false },
      gets: { status: 429 },
    },
  ),
  ...bothMethods(
    {
      name: 'a quota is not a rate limit, whatever its status',
      server: [
        failed(
          429,
          { 'retry-after': '1' },
          {
            error: {
              message: 'You exceeded your current quota',
              type: 'insufficient_quota',
              code: 'insufficient_quota',
            },
          },
        ),
      ],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'quota'),
      fault: { kind: 'quota', code: 'insufficient_quota', retryAfterMs: 1_000 },
      retryInMs: 1_000,
      gets: { status: 429 },
    },
  ),
]

const permanent: Readonly<Record<number, Kind>> = {
  400: 'validation',
  401: 'authentication',
  402: 'quota',
  403: 'permission',
  404: 'not_found',
  405: 'unsupported',
  409: 'conflict',
  410: 'gone',
  413: 'too_large',
  415: 'unsupported',
  422: 'validation',
  451: 'content_policy',
  501: 'unsupported',
}

/** Errors that stay: one request, and the answer goes to the caller as it came. */
const lasting: readonly Scenario[] = Object.entries(permanent).flatMap(([status, kind]) => {
  const fault = { kind, status: Number(status), retryable: false } as const
  const story = { name: `a ${status} is final`, server: [failed(Number(status))] }
  const end = { requests: 1, events: gaveUp('permanent', kind), gets: { status: Number(status) } }
  return forMethods(story, {
    GET: { expected: { ...end, fault: { ...fault, effect: 'none' }, message: kind } },
    POST: { expected: { ...end, fault: { ...fault, effect: Number(status) < 500 ? 'none' : 'unknown' } } },
  })
})

const post = { method: 'POST', body: 'text' } as const
const once = { requests: 1, events: gaveUp('not_repeatable', 'server'), gets: { status: 500 } } as const
const twice = { requests: 2, events: recovered('server'), gets: { status: 200 } } as const

/** What makes a POST repeatable. */
const permitted: readonly Scenario[] = [
  {
    name: 'an idempotency key makes a POST repeatable',
    server: [failed(500), fine],
    request: { ...post, headers: { 'idempotency-key': '"7a1f"' } },
    expected: twice,
  },
  {
    name: 'an idempotency key on a request object counts too',
    server: [failed(500), fine],
    request: { ...post, asRequest: true, headers: { 'Idempotency-Key': '"7a1f"' } },
    expected: twice,
  },
  {
    name: 'a caller who says so makes a POST repeatable',
    server: [failed(500), fine],
    request: post,
    call: { idempotent: true },
    expected: twice,
  },
  {
    name: 'a caller who says no does not make it repeatable',
    server: [failed(500)],
    request: post,
    call: { idempotent: false },
    expected: once,
  },
  {
    name: 'a policy may repeat everything',
    server: [failed(500), fine],
    request: post,
    policy: { repeat: 'unsafe_always' },
    expected: twice,
  },
]

/** Whose policy it is. */
const policies: readonly Scenario[] = [
  {
    name: 'a kind can be switched off',
    server: [failed(500)],
    request: { method: 'GET' },
    policy: { kinds: { server: false } },
    expected: { requests: 1, events: gaveUp('disabled', 'server'), gets: { status: 500 } },
  },
  {
    name: 'a kind can be switched on',
    server: [failed(409), fine],
    request: post,
    policy: { kinds: { conflict: true } },
    expected: { requests: 2, events: recovered('conflict'), gets: { status: 200 } },
  },
  {
    name: 'one attempt means none after it',
    server: [failed(500)],
    request: { method: 'GET' },
    policy: { maxAttempts: 1 },
    expected: { requests: 1, events: gaveUp('attempts_exhausted', 'server'), gets: { status: 500 } },
  },
  {
    name: 'a policy of the call is laid over the policy of the client',
    server: [failed(500)],
    request: { method: 'GET' },
    policy: { ...quick, ...ungated, maxAttempts: 2 },
    call: { policy: { maxAttempts: 5 } },
    expected: {
      requests: 5,
      events: gaveUp('attempts_exhausted', 'server', 'server', 'server', 'server', 'server'),
      delays: [
        [0, 2],
        [0, 4],
        [0, 8],
        [0, 8],
      ],
      gets: { status: 500 },
    },
  },
  {
    name: 'more than ten attempts are possible for those who insist',
    server: [...Array<typeof fine>(11).fill(failed(500)), fine],
    request: { method: 'GET' },
    policy: { ...quick, ...ungated, unsafeMaxAttempts: 12 },
    expected: { requests: 12, events: recovered(...Array<Kind>(11).fill('server')), gets: { status: 200 } },
  },
  {
    name: 'a call that wants none of it is sent once and left alone',
    server: [failed(503, { 'retry-after': '1' })],
    request: { method: 'GET' },
    call: false,
    expected: { requests: 1, events: [], gets: { status: 503 } },
  },
  {
    name: 'a POST that wants none of it is sent once and left alone',
    server: [failed(429)],
    request: post,
    call: false,
    expected: { requests: 1, events: [], gets: { status: 429 } },
  },
  {
    name: 'a client that is wrapped twice keeps to one policy',
    server: [failed(500)],
    request: { method: 'GET' },
    policy: { ...quick, maxAttempts: 2 },
    innerPolicy: { ...quick, maxAttempts: 4 },
    expected: { requests: 2, events: gaveUp('attempts_exhausted', 'server', 'server'), gets: { status: 500 } },
  },
  {
    name: 'a listener that throws changes nothing',
    server: [failed(500), failed(429, { 'retry-after-ms': '5' }), fine],
    request: { method: 'GET' },
    listener: 'throws',
    expected: { requests: 3, events: recovered('server', 'rate_limit'), gets: { status: 200 } },
  },
  {
    name: 'different failures of one call are each taken for what they are',
    server: [failed(500), failed(503, { 'retry-after-ms': '20' }), fine],
    request: { method: 'GET' },
    expected: {
      requests: 3,
      events: recovered('server', 'overloaded'),
      delays: [transient[0], [20, 40]],
      gets: { status: 200 },
    },
  },
]

export const repeating: readonly Scenario[] = [...healing, ...refusals, ...lasting, ...permitted, ...policies]
