import type { Scenario } from '../scenario.ts'
import { failed, fine } from '../steps.ts'
import { bothMethods, forMethods, gaveUp, quick, recovered } from './build.ts'

const get = { method: 'GET' } as const
const post = { method: 'POST', body: 'text' } as const
const soon = failed(429, { 'retry-after': '30' })
const drip = { step: 'drip', status: 500, everyMs: 5, bytes: 1 } as const

/** A stated wait is kept to the millisecond, or not begun. */
const waits: readonly Scenario[] = [
  ...bothMethods(
    {
      name: 'a wait of a second is waited for',
      server: [failed(429, { 'retry-after': '1' }), fine],
      longestWaitMs: Infinity,
    },
    { requests: 2, events: recovered('rate_limit'), delays: [[1_000, 1_200]], gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      name: 'a wait of a fraction of a second is waited for',
      server: [failed(503, { 'retry-after': '0.123456' }), fine],
      longestWaitMs: Infinity,
    },
    {
      requests: 2,
      events: recovered('overloaded'),
      delays: [[124, 248]],
      fault: { retryAfterMs: 124 },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      name: 'a wait is counted from the answer, not from the request',
      server: [{ ...failed(429, { 'retry-after-ms': '100' }), afterMs: 150 }, fine],
    },
    { requests: 2, events: recovered('rate_limit'), delays: [[100, 120]], gets: { status: 200 } },
  ),
  ...bothMethods(
    { name: 'a wait longer than the policy allows is not begun', server: [failed(429, { 'retry-after': '86400' })] },
    {
      requests: 1,
      events: gaveUp('wait_too_long', 'rate_limit'),
      fault: { kind: 'rate_limit', retryAfterMs: 86_400_000 },
      retryInMs: 86_400_000,
      gets: { status: 429 },
      message: 'rate_limit.wait',
    },
  ),
  ...bothMethods(
    {
      name: 'a wait as long as the policy allows is begun',
      server: [failed(429, { 'retry-after-ms': '50' }), fine],
      policy: { maxWaitMs: 50 },
    },
    { requests: 2, events: recovered('rate_limit'), delays: [[50, 60]], gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      name: 'a wait a millisecond longer than the policy allows is not begun',
      server: [failed(429, { 'retry-after-ms': '51' })],
      policy: { maxWaitMs: 50 },
    },
    { requests: 1, events: gaveUp('wait_too_long', 'rate_limit'), retryInMs: 51, gets: { status: 429 } },
  ),
  ...bothMethods(
    {
      name: 'a wait that would outlast the call is not begun',
      server: [failed(429, { 'retry-after': '30' })],
      policy: { totalTimeoutMs: 5_000 },
    },
    { requests: 1, events: gaveUp('out_of_time', 'rate_limit'), retryInMs: 30_000, gets: { status: 429 } },
  ),
]

/** Limits of the whole call. */
const limits: readonly Scenario[] = [
  {
    name: 'no answer comes within the time of the call',
    server: [{ step: 'hang' }],
    policy: { totalTimeoutMs: 300 },
    request: get,
    expected: {
      requests: 1,
      events: gaveUp('out_of_time', 'timeout'),
      fault: { kind: 'timeout' },
      gets: { throws: 'timeout' },
    },
  },
  {
    name: 'the second attempt has what the first left of the time',
    server: [{ ...failed(500), afterMs: 50 }, { step: 'hang' }],
    policy: { ...quick, totalTimeoutMs: 600 },
    request: get,
    expected: { requests: 2, events: gaveUp('out_of_time', 'server', 'timeout'), gets: { throws: 'timeout' } },
  },
  {
    name: 'an error is not read for longer than the call may take',
    server: [{ ...drip, status: 400 }],
    policy: { totalTimeoutMs: 500 },
    options: { limits: { bodyTimeoutMs: 600_000 } },
    request: get,
    expected: {
      requests: 1,
      events: gaveUp('permanent', 'validation'),
      gets: { status: 400, reading: 'endless' },
      sockets: 0,
    },
  },
  {
    name: 'a call within its time is not disturbed',
    server: [failed(500), fine],
    policy: { ...quick, totalTimeoutMs: 60_000 },
    request: post,
    call: { idempotent: true },
    expected: { requests: 2, events: recovered('server'), gets: { status: 200 } },
  },
]

/** A caller who stops is obeyed at once, and gets back what was handed over. */
const aborts: readonly Scenario[] = (['aborted', 'own_reason'] as const).flatMap((throws): readonly Scenario[] => {
  const reason = throws === 'own_reason' ? ({ reason: 'own' } as const) : {}
  const whose = throws === 'own_reason' ? 'with an error of its own' : 'without a reason'
  const gets = { throws }
  return [
    ...forMethods(
      { name: `a caller stops before it begins, ${whose}`, server: [fine], caller: { aborts: 'before', ...reason } },
      {
        GET: {
          expected: {
            requests: 0,
            events: gaveUp('aborted', 'aborted'),
            fault: { kind: 'aborted', effect: 'none' },
            gets,
            message: null,
          },
        },
        POST: {
          expected: {
            requests: 0,
            events: gaveUp('aborted', 'aborted'),
            fault: { kind: 'aborted', effect: 'none' },
            gets,
            message: null,
          },
        },
      },
    ),
    ...forMethods(
      {
        name: `a caller stops while no answer comes, ${whose}`,
        server: [{ step: 'hang' }],
        caller: { aborts: 'in_flight', ...reason },
      },
      {
        GET: {
          expected: {
            requests: 1,
            events: gaveUp('aborted', 'aborted'),
            fault: { kind: 'aborted', effect: 'none' },
            gets,
          },
        },
        POST: {
          expected: {
            requests: 1,
            events: gaveUp('aborted', 'aborted'),
            fault: { kind: 'aborted', effect: 'unknown' },
            gets,
          },
        },
      },
    ),
    ...bothMethods(
      { name: `a caller stops while it waits, ${whose}`, server: [soon], caller: { aborts: 'in_wait', ...reason } },
      {
        requests: 1,
        events: ['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'],
        delays: [[30_000, 36_000]],
        gets,
        sockets: 1,
      },
    ),
    ...bothMethods(
      {
        name: `a caller stops while an error is read, ${whose}`,
        server: [drip],
        caller: { aborts: 'in_error_body', ...reason },
      },
      { requests: 1, events: gaveUp('aborted', 'aborted'), fault: { kind: 'aborted', status: 500 }, gets },
    ),
  ]
})

/** A limit that the caller set on its own signal. */
const callerLimits: readonly Scenario[] = [
  ...forMethods(
    { name: 'the caller\u2019s own limit ends the attempt', server: [{ step: 'hang' }], caller: { timeoutMs: 400 } },
    {
      GET: {
        expected: {
          requests: 1,
          events: gaveUp('aborted', 'timeout'),
          fault: { kind: 'timeout', effect: 'none' },
          gets: { throws: 'caller_timeout' },
        },
      },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('aborted', 'timeout'),
          fault: { kind: 'timeout', effect: 'unknown' },
          gets: { throws: 'caller_timeout' },
        },
      },
    },
  ),
  ...bothMethods(
    { name: 'the caller\u2019s own limit ends the wait', server: [soon], caller: { timeoutMs: 500 } },
    {
      requests: 1,
      events: ['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'],
      gets: { throws: 'caller_timeout' },
      sockets: 1,
    },
  ),
  {
    name: 'the caller\u2019s own limit and the policy\u2019s live side by side',
    server: [{ step: 'hang' }, fine],
    caller: { timeoutMs: 60_000 },
    policy: { ...quick, attemptTimeoutMs: 200 },
    request: get,
    expected: { requests: 2, events: recovered('timeout'), gets: { status: 200 } },
  },
]

export const time: readonly Scenario[] = [...waits, ...limits, ...aborts, ...callerLimits]
