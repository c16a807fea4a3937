import { inSuccess } from '../../fixtures/opened.ts'
import type { StepOf } from '../../loopback/index.ts'
import type { Scenario } from '../scenario.ts'
import { json } from '../steps.ts'
import { bothMethods, forMethods, gaveUp, quick, recovered, succeeded } from './build.ts'

const { graphql, slack, jsonRpc, events } = inSuccess

const wrong = (code: string): StepOf<'answer'> =>
  json(200, { errors: [{ message: `about ${code}`, path: ['thing'], extensions: { code } }], data: null })
const right = json(200, { data: { thing: { id: 1 } } })

const stream = (...data: readonly string[]): StepOf<'answer'> => ({
  step: 'answer',
  status: 200,
  headers: { 'content-type': 'text/event-stream; charset=utf-8' },
  body: data.map((it) => `event: message\ndata: ${it}\n\n`).join(''),
})
const broken = (type: string): string => JSON.stringify({ type: 'error', error: { type, message: `about ${type}` } })

const reading = { policy: quick, options: { errorsInSuccess: [graphql] } } as const

const asked: readonly Scenario[] = [
  ...bothMethods(
    { ...reading, name: 'GraphQL: a throttled query is sent again', server: [wrong('THROTTLED'), right] },
    {
      requests: 2,
      events: recovered('rate_limit'),
      fault: { code: 'THROTTLED', status: 200, effect: 'none', message: 'about THROTTLED' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    { ...reading, name: 'GraphQL: one that stays throttled is handed on in the end', server: [wrong('THROTTLED')] },
    {
      requests: 3,
      events: gaveUp('attempts_exhausted', 'rate_limit', 'rate_limit', 'rate_limit'),
      fault: { code: 'THROTTLED', status: 200, attempt: 3 },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      ...reading,
      name: 'GraphQL: what the caller got wrong is the answer, and is told',
      server: [wrong('BAD_USER_INPUT')],
    },
    {
      requests: 1,
      events: gaveUp('permanent', 'validation'),
      fault: { code: 'BAD_USER_INPUT', status: 200, message: 'about BAD_USER_INPUT' },
      gets: { status: 200 },
    },
  ),
  ...forMethods(
    {
      ...reading,
      name: 'GraphQL: what may have been done is not done twice',
      server: [wrong('INTERNAL_SERVER_ERROR'), right],
    },
    {
      GET: { expected: { requests: 2, events: recovered('server'), fault: { effect: 'none' }, gets: { status: 200 } } },
      POST: {
        expected: {
          requests: 1,
          events: gaveUp('not_repeatable', 'server'),
          fault: { effect: 'unknown' },
          gets: { status: 200, text: JSON.stringify(wrong('INTERNAL_SERVER_ERROR').body) },
        },
      },
    },
  ),
  ...bothMethods(
    {
      ...reading,
      name: 'GraphQL: a caller stops while it waits',
      server: [wrong('THROTTLED')],
      policy: { throttled: { baseMs: 1_000, capMs: 1_000, jitter: 'none' } },
      caller: { aborts: 'in_wait' },
    },
    {
      requests: 1,
      events: ['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'],
      gets: { throws: 'aborted' },
      sockets: 1,
    },
  ),
  ...bothMethods(
    {
      name: 'GraphQL: a call asks for itself',
      server: [wrong('THROTTLED'), right],
      policy: quick,
      call: { errorsInSuccess: [slack, graphql] },
    },
    { requests: 2, events: recovered('rate_limit'), gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      name: 'Slack: a limit in a 200 is kept to',
      server: [json(200, { ok: false, error: 'ratelimited' }, { 'retry-after': '1' }), json(200, { ok: true })],
      options: { errorsInSuccess: [slack] },
    },
    {
      requests: 2,
      events: recovered('rate_limit'),
      delays: [[1_000, 1_200]],
      fault: { code: 'ratelimited', status: 200, retryAfterMs: 1_000 },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      name: 'Slack: a bad key in a 200 is the answer, and is told',
      server: [json(200, { ok: false, error: 'invalid_auth' })],
      options: { errorsInSuccess: [slack] },
    },
    { requests: 1, events: gaveUp('permanent', 'authentication'), fault: { status: 200 }, gets: { status: 200 } },
  ),
  ...bothMethods(
    {
      name: 'JSON-RPC: a limit is waited for, and bad parameters are told',
      server: [
        json(200, { jsonrpc: '2.0', id: 1, error: { code: -32_005, message: 'limit exceeded' } }),
        json(200, { jsonrpc: '2.0', id: 1, error: { code: -32_602, message: 'invalid params' } }),
      ],
      policy: quick,
      options: { errorsInSuccess: [jsonRpc] },
    },
    {
      requests: 2,
      events: ['attempt 1', 'retry 1: rate_limit', 'attempt 2', 'give_up 2: validation, permanent'],
      fault: { code: '-32602', message: 'invalid params' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      name: 'a stream whose first event is an error is asked for again',
      server: [stream(broken('overloaded_error')), stream('{"text":"a"}', '{"text":"b"}')],
      policy: quick,
      options: { errorsInSuccess: [events] },
    },
    {
      requests: 2,
      events: recovered('overloaded'),
      fault: { status: 200, code: 'overloaded_error' },
      gets: { status: 200 },
    },
  ),
  ...bothMethods(
    {
      name: 'a stream whose first event is an error for good is the answer, and is told',
      server: [stream(broken('invalid_request_error'))],
      options: { errorsInSuccess: [events] },
    },
    { requests: 1, events: gaveUp('permanent', 'validation'), fault: { status: 200 }, gets: { status: 200 } },
  ),
]

const successes: readonly Readonly<{ what: string } & Pick<Scenario, 'server' | 'options' | 'call'>>[] = [
  { what: 'nobody asks for it', server: [wrong('THROTTLED')] },
  { what: 'the call does not', server: [wrong('THROTTLED')], ...reading, call: { errorsInSuccess: false } },
  { what: 'the shape is another', server: [wrong('THROTTLED')], options: { errorsInSuccess: [slack, jsonRpc] } },
  { what: 'there is none', server: [right], ...reading },
  {
    what: 'the answer is larger than the limit',
    server: [wrong('THROTTLED')],
    options: { errorsInSuccess: [graphql], limits: { maxClientBodyBytes: 64 } },
  },
  {
    what: 'it is no JSON',
    server: [{ ...wrong('THROTTLED'), headers: { 'content-type': 'text/plain' } }],
    ...reading,
  },
  {
    what: 'it comes later in a stream',
    server: [stream('{"text":"a"}', broken('overloaded_error'))],
    options: { errorsInSuccess: [events] },
  },
]

/** Errors in answers of 200: they count where the caller asked for them by their shape, and nowhere else. */
export const inside: readonly Scenario[] = [
  ...asked,
  ...successes.flatMap(({ what, ...story }) =>
    bothMethods(
      { ...story, name: `a 200 is a success where an error in it is not looked for: ${what}` },
      { requests: 1, events: succeeded, gets: { status: 200 } },
    ),
  ),
]
