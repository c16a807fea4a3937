import type { Scenario } from '../scenario.ts'
import { fine, json } from '../steps.ts'
import { bothMethods, forMethods, gaveUp, quick, recovered, transient } from './build.ts'

const throws = { throws: 'network' } as const
const lost = { kind: 'network', effect: 'unknown', status: null, retryable: true } as const
const post = { method: 'POST', body: 'text' } as const

/** The connection breaks in one of its phases. What was not sent, or may be sent twice, comes again. */
export const network: readonly Scenario[] = [
  ...bothMethods(
    { name: 'nothing listens there', server: 'refused' },
    {
      requests: 0,
      events: gaveUp('attempts_exhausted', 'network', 'network', 'network'),
      delays: transient,
      fault: { kind: 'network', code: 'ECONNREFUSED', effect: 'none', retryable: true, status: null },
      gets: throws,
    },
  ),
  ...(['reset', 'close'] as const).flatMap((step) =>
    forMethods(
      { name: `the connection breaks before the answer, by ${step}`, server: [{ step }, fine] },
      {
        GET: {
          expected: {
            requests: 2,
            events: recovered('network'),
            fault: { ...lost, effect: 'none' },
            gets: { status: 200 },
          },
        },
        PUT: { expected: { requests: 2, events: recovered('network'), fault: lost, gets: { status: 200 } } },
        POST: {
          expected: {
            requests: 1,
            events: gaveUp('not_repeatable', 'network'),
            fault: lost,
            gets: throws,
            message: 'network.write',
          },
        },
      },
    ),
  ),
  ...forMethods(
    { name: 'the connection breaks before every answer', server: [{ step: 'reset' }], policy: quick },
    {
      GET: {
        expected: {
          requests: 3,
          events: gaveUp('attempts_exhausted', 'network', 'network', 'network'),
          gets: throws,
          message: 'network',
        },
      },
    },
  ),
  ...forMethods(
    { name: 'the connection breaks while the body is sent', server: [{ step: 'resetDuringBody' }, fine] },
    {
      PUT: {
        body: 'bytes',
        expected: { requests: 2, events: recovered('network'), fault: lost, gets: { status: 200 } },
      },
      POST: {
        body: 'bytes',
        expected: { requests: 1, events: gaveUp('not_repeatable', 'network'), fault: lost, gets: throws },
      },
    },
  ),
  ...forMethods(
    { name: 'what answers is no HTTP', server: [{ step: 'garbage' }] },
    {
      GET: {
        expected: {
          requests: 1,
          events: gaveUp('permanent', 'network'),
          fault: { kind: 'network', retryable: false, effect: 'none' },
          gets: throws,
        },
      },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('permanent', 'network'),
          fault: { kind: 'network', retryable: false, effect: 'unknown' },
          gets: throws,
        },
      },
    },
  ),
  ...forMethods(
    { name: 'the answer has more fields than the client reads', server: [{ step: 'headerOverflow' }] },
    {
      GET: {
        expected: { requests: 1, events: gaveUp('permanent', 'network'), fault: { retryable: false }, gets: throws },
      },
    },
  ),
  {
    name: 'a redirect leads round in a circle',
    server: [{ step: 'redirectLoop' }],
    request: { method: 'GET' },
    expected: {
      requests: 21,
      events: gaveUp('permanent', 'network'),
      fault: { kind: 'network', retryable: false },
      gets: throws,
    },
  },
  ...forMethods(
    {
      name: 'no answer comes within the time of an attempt',
      server: [{ step: 'hang' }, fine],
      policy: { attemptTimeoutMs: 200 },
    },
    {
      GET: {
        expected: {
          requests: 2,
          events: recovered('timeout'),
          delays: [transient[0]],
          fault: { kind: 'timeout', effect: 'none', status: null },
          gets: { status: 200 },
        },
      },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'timeout'),
          fault: { kind: 'timeout', effect: 'unknown' },
          gets: { throws: 'timeout' },
          message: 'timeout.write',
        },
      },
    },
  ),
  ...forMethods(
    {
      name: 'half an answer comes within the time of an attempt',
      server: [{ step: 'slowHeaders' }],
      policy: { ...quick, attemptTimeoutMs: 150, maxAttempts: 2 },
    },
    {
      GET: {
        expected: {
          requests: 2,
          events: gaveUp('attempts_exhausted', 'timeout', 'timeout'),
          fault: { kind: 'timeout', retryable: true },
          gets: { throws: 'timeout' },
          message: 'timeout',
        },
      },
    },
  ),
  {
    name: 'an attempt within its time is not disturbed',
    server: [json(500, {}), fine],
    policy: { ...quick, attemptTimeoutMs: 30_000 },
    request: { method: 'GET' },
    expected: { requests: 2, events: recovered('server'), gets: { status: 200 } },
  },
  {
    name: 'an idempotency key makes a POST repeatable after a broken connection',
    server: [{ step: 'reset' }, fine],
    request: { ...post, headers: { 'idempotency-key': '"7a1f"' } },
    expected: { requests: 2, events: recovered('network'), gets: { status: 200 } },
  },
]
