import type { Scenario } from '../scenario.ts'
import { empty, failed, fine, htmlPage, redirect, text } from '../steps.ts'
import { bothMethods, forMethods, gaveUp, quick, recovered, succeeded } from './build.ts'

const mebibyte = 'x'.repeat(1_048_576)
const post = { method: 'POST', body: 'text' } as const
const get = { method: 'GET' } as const
const apiError = { error: { message: 'Slow down', code: 'rate_limited', request_id: 'req_7' } }

/** Answers whose body is not what it says, or is not at all. */
const odd: readonly Scenario[] = [
  ...bothMethods(
    {
      name: 'a page of a proxy says what a person would read of it',
      server: [htmlPage(502, 'Bad Gateway')],
      policy: { maxAttempts: 1, repeat: 'unsafe_always' },
    },
    {
      requests: 1,
      events: gaveUp('attempts_exhausted', 'server'),
      fault: { kind: 'server', status: 502, code: null, message: 'Bad Gateway' },
      gets: { status: 502 },
    },
  ),
  ...forMethods(
    { name: 'a page of a proxy in front of an API heals like any 502', server: [htmlPage(502, 'Bad Gateway'), fine] },
    { GET: { expected: { requests: 2, events: recovered('server'), gets: { status: 200 } } } },
  ),
  ...bothMethods(
    {
      name: 'a page that says that it is JSON is still a page',
      server: [htmlPage(403, 'Forbidden', { 'content-type': 'application/json' })],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'permission'),
      fault: { kind: 'permission', message: 'Forbidden' },
      gets: { status: 403 },
    },
  ),
  ...bothMethods(
    {
      name: 'JSON that says that it is text is still JSON',
      server: [text(429, JSON.stringify(apiError), { 'retry-after-ms': '10' }), fine],
    },
    {
      requests: 2,
      events: recovered('rate_limit'),
      fault: { code: 'rate_limited', message: 'Slow down', requestId: 'req_7' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      name: 'JSON that breaks off in the middle leaves the status to speak',
      server: [text(400, '{"error": {"mess', { 'content-type': 'application/json' })],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'validation'),
      fault: { kind: 'validation', code: null },
      gets: { status: 400 },
    },
  ),
  ...bothMethods(
    { name: 'an empty body leaves the status to speak', server: [empty(404)] },
    {
      requests: 1,
      events: gaveUp('permanent', 'not_found'),
      fault: { kind: 'not_found', message: null },
      gets: { status: 404, text: '' },
    },
  ),
  ...bothMethods(
    { name: 'a status that nobody registered counts as its class', server: [failed(499 - 7)] },
    { requests: 1, events: gaveUp('permanent', 'validation'), fault: { status: 492 }, gets: { status: 492 } },
  ),
  ...bothMethods(
    {
      name: 'an error with many fields is read, and passed on with all of them',
      server: [failed(400, { 'x-filler': 'y'.repeat(12_000), 'x-request-id': 'req_many' })],
    },
    { requests: 1, events: gaveUp('permanent', 'validation'), fault: { requestId: 'req_many' }, gets: { status: 400 } },
  ),
  {
    name: 'the answer to a HEAD has no body and heals like any other',
    server: [failed(503), fine],
    request: { method: 'HEAD' },
    policy: quick,
    expected: { requests: 2, events: recovered('overloaded'), gets: { status: 200, text: '' } },
  },
  {
    name: 'the answer to a HEAD has no body and is final like any other',
    server: [empty(404)],
    request: { method: 'HEAD' },
    expected: { requests: 1, events: gaveUp('permanent', 'not_found'), gets: { status: 404, text: '' } },
  },
]

/** Large bodies, and bodies without end: classified by their beginning, and the caller's to read in full. */
const large: readonly Scenario[] = [
  ...bothMethods(
    { name: 'a mebibyte of error is fully readable by the caller', server: [text(400, mebibyte)] },
    {
      requests: 1,
      events: gaveUp('permanent', 'validation'),
      fault: { kind: 'validation', message: null },
      gets: { status: 400 },
    },
  ),
  ...forMethods(
    {
      name: 'a mebibyte of error is readable after the last of several attempts',
      server: [text(500, mebibyte)],
      policy: quick,
    },
    {
      GET: {
        expected: {
          requests: 3,
          events: gaveUp('attempts_exhausted', 'server', 'server', 'server'),
          gets: { status: 500 },
        },
      },
    },
  ),
  {
    name: 'an error body without end does not keep a retry waiting',
    server: [{ step: 'endless', status: 500 }, fine],
    options: { limits: { bodyTimeoutMs: 600_000 } },
    request: get,
    expected: { requests: 2, events: recovered('server'), gets: { status: 200 } },
  },
  {
    name: 'an error body without end goes to the caller, who lets go of it',
    server: [{ step: 'endless', status: 500 }],
    options: { limits: { bodyTimeoutMs: 600_000 } },
    request: post,
    expected: {
      requests: 1,
      events: gaveUp('not_repeatable', 'server'),
      fault: { kind: 'server' },
      gets: { status: 500, reading: 'endless' },
      sockets: 0,
    },
  },
  {
    name: 'an error body that drips is given its time and no more',
    server: [{ step: 'drip', status: 500, everyMs: 5, bytes: 1 }, fine],
    options: { limits: { bodyTimeoutMs: 60 } },
    request: get,
    expected: { requests: 2, events: recovered('server'), gets: { status: 200 } },
  },
  {
    name: 'an error body that drips goes to the caller, who lets go of it',
    server: [{ step: 'drip', status: 500, everyMs: 5, bytes: 1 }],
    options: { limits: { bodyTimeoutMs: 60 } },
    request: post,
    expected: {
      requests: 1,
      events: gaveUp('not_repeatable', 'server'),
      fault: { kind: 'server' },
      gets: { status: 500, reading: 'endless' },
      sockets: 0,
    },
  },
  {
    name: 'an error body that never begins is given its time and no more',
    server: [{ step: 'drip', status: 429, everyMs: 60_000, bytes: 1 }, fine],
    policy: quick,
    options: { limits: { bodyTimeoutMs: 60 } },
    request: post,
    expected: { requests: 2, events: recovered('rate_limit'), gets: { status: 200 } },
  },
  {
    name: 'an error body that unpacks to a gibibyte is read to the limit',
    server: [{ step: 'gzipBomb', status: 500, bytes: 2 ** 30 }, fine],
    options: { limits: { bodyTimeoutMs: 600_000 } },
    request: get,
    expected: { requests: 2, events: recovered('server'), gets: { status: 200 } },
  },
  {
    name: 'a limit of no bytes leaves the status to speak',
    server: [failed(429, {}, apiError), fine],
    policy: quick,
    options: { limits: { maxBodyBytes: 0 } },
    request: post,
    expected: {
      requests: 2,
      events: recovered('rate_limit'),
      fault: { kind: 'rate_limit', code: null },
      gets: { status: 200 },
    },
  },
]

/** Answers that break off while they are read. */
const cut: readonly Scenario[] = [
  ...(['fin', 'reset'] as const).flatMap((end): Scenario[] => [
    {
      name: `an error that is cut by ${end} is known by its status`,
      server: [{ step: 'truncate', status: 500, body: 'a long story', sendBytes: 4, end }, fine],
      request: get,
      expected: {
        requests: 2,
        events: recovered('server'),
        fault: { kind: 'server', status: 500 },
        gets: { status: 200 },
      },
    },
    {
      name: `an error that is cut by ${end} goes to the caller as it is`,
      server: [{ step: 'truncate', status: 400, body: 'a long story', sendBytes: 4, end }],
      request: post,
      expected: {
        requests: 1,
        events: gaveUp('permanent', 'validation'),
        fault: { kind: 'validation', status: 400 },
        gets: { status: 400, reading: 'cut' },
        sockets: 0,
      },
    },
    {
      name: `a success that is cut by ${end} is the caller\u2019s to read`,
      server: [{ step: 'truncate', status: 200, body: 'a long story', sendBytes: 4, end }],
      request: get,
      expected: { requests: 1, events: succeeded, gets: { status: 200, reading: 'cut' }, sockets: 0 },
    },
  ]),
  {
    name: 'an error that does not unpack is known by its status',
    server: [{ step: 'badGzip', status: 500 }, fine],
    request: get,
    expected: { requests: 2, events: recovered('server'), gets: { status: 200 } },
  },
  {
    name: 'an error that does not unpack goes to the caller as it is',
    server: [{ step: 'badGzip', status: 404 }],
    request: get,
    expected: { requests: 1, events: gaveUp('permanent', 'not_found'), gets: { status: 404, reading: 'cut' } },
  },
  {
    name: 'a success that does not unpack is the caller\u2019s to read',
    server: [{ step: 'badGzip', status: 200 }],
    request: get,
    expected: { requests: 1, events: succeeded, gets: { status: 200, reading: 'cut' } },
  },
  {
    name: 'an answer before the body was read is an answer',
    server: [{ step: 'earlyAnswer', status: 413, body: 'too much' }],
    request: { method: 'POST', body: 'bytes' },
    expected: {
      requests: 1,
      events: gaveUp('permanent', 'too_large'),
      fault: { kind: 'too_large', effect: 'none' },
      gets: { status: 413 },
    },
  },
]

/** What is no failure is handed on untouched. */
const passing: readonly Scenario[] = [
  ...bothMethods(
    { name: 'a success is handed on', server: [fine] },
    { requests: 1, events: succeeded, gets: { status: 200 } },
  ),
  ...bothMethods(
    { name: 'an answer without content is a success', server: [empty(204)] },
    { requests: 1, events: succeeded, gets: { status: 204 } },
  ),
  {
    name: 'what was not modified is no failure',
    server: [empty(304, { etag: '"1"' })],
    request: { method: 'GET', headers: { 'if-none-match': '"1"' } },
    expected: { requests: 1, events: succeeded, gets: { status: 304 } },
  },
  ...bothMethods(
    {
      name: 'a redirect that the caller wants to see is no failure',
      server: [redirect(302, '/elsewhere')],
      request: { redirect: 'manual' },
    },
    { requests: 1, events: succeeded, gets: { status: 302 } },
  ),
  {
    name: 'an answer with a hint that is no failure is handed on',
    server: [{ ...fine, headers: { 'retry-after': '60' } }],
    request: get,
    expected: { requests: 1, events: succeeded, gets: { status: 200 } },
  },
]

export const answers: readonly Scenario[] = [...odd, ...large, ...cut, ...passing]
