import type { Kind } from '@recourse/core'
import type { BodyKind } from '../bodies.ts'
import type { Expected, Scenario } from '../scenario.ts'
import { empty, fine, htmlPage, json, text } from '../steps.ts'
import { forMethods, gaveUp, quick, recovered } from './build.ts'

/** The same end for both methods; the POST carries a body of this kind. */
const both = (body: BodyKind, story: Parameters<typeof forMethods>[0], expected: Expected): Scenario[] =>
  forMethods(story, { GET: { expected }, POST: { body, expected } })

/** The first answer refuses, the second is fine. */
const heals = (kind: Kind, more: Partial<Expected> = {}): Expected => ({
  requests: 2,
  events: recovered(kind),
  gets: { status: 200 },
  ...more,
})

const stays = (kind: Kind, status: number, more: Partial<Expected> = {}): Expected => ({
  requests: 1,
  events: gaveUp('permanent', kind),
  gets: { status },
  ...more,
})

const error = { error: { message: 'Slow down', code: 'slow_down' } }
const typed = (type: string) => ({ 'content-type': type })
const date = 'Sun, 06 Nov 1994 08:49:37 GMT'
const parts = '--part\r\ncontent-type: text/plain\r\n\r\nslow down\r\n--part--\r\n'
const busyXml = '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>'

/** Waits in every form that is stated. */
const stated: readonly Scenario[] = [
  ...both(
    'form',
    {
      name: 'a page for maintenance names the second of its end',
      server: [{ ...htmlPage(503, 'Back soon', { 'retry-after': 'Sun, 06 Nov 1994 08:49:39 GMT' }), date }, fine],
    },
    heals('overloaded', { delays: [[2_000, 4_000]], fault: { message: 'Back soon', retryAfterMs: 2_000 } }),
  ),
  ...both(
    'params',
    { name: 'a wait of nothing is no leave to hammer', server: [json(429, error, { 'retry-after': '0' }), fine] },
    heals('rate_limit', { delays: [[500, 1_000]], fault: { retryAfterMs: 0, code: 'slow_down' } }),
  ),
  ...both(
    'blob',
    {
      name: 'a wait in words that no machine reads is no wait',
      server: [json(429, error, { 'retry-after': 'soon' }), fine],
    },
    heals('rate_limit', { delays: [[500, 1_000]], fault: { retryAfterMs: null } }),
  ),
  ...both(
    'buffer',
    {
      name: 'a RateLimit field says when the window ends',
      server: [json(429, error, { ratelimit: '"default";r=0;t=2' }), fine],
    },
    heals('rate_limit', { delays: [[2_000, 2_400]], fault: { retryAfterMs: 2_000 } }),
  ),
  ...both(
    'bytes',
    {
      name: 'a reset in seconds says when the window ends',
      server: [json(429, error, { 'x-ratelimit-reset': '3', 'x-ratelimit-remaining': '0' }), fine],
    },
    heals('rate_limit', { delays: [[3_000, 3_600]], fault: { retryAfterMs: 3_000 } }),
  ),
  ...both(
    'form',
    { name: 'a refusal with a wait and nothing else is kept to', server: [empty(429, { 'retry-after': '2' }), fine] },
    heals('rate_limit', { delays: [[2_000, 2_400]], fault: { code: null, message: null } }),
  ),
]

/** Bodies of every type, which say more, or nothing, to whoever reads them. */
const typedBodies: readonly Scenario[] = [
  ...both(
    'form',
    {
      name: 'a problem in the standard form is read as one',
      server: [
        json(
          422,
          { type: 'https://api.test/problems/taken', title: 'The name is taken', detail: 'Choose another name.' },
          typed('application/problem+json'),
        ),
      ],
    },
    stays('validation', 422, { fault: { message: 'Choose another name.' } }),
  ),
  ...both(
    'params',
    {
      name: 'a store that answers in XML is slowed down for',
      server: [text(503, busyXml, typed('application/xml')), fine],
      policy: { ...quick, repeat: 'unsafe_always' },
    },
    heals('rate_limit', { fault: { status: 503, code: 'SlowDown', message: 'Reduce your request rate.' } }),
  ),
  ...both(
    'blob',
    {
      name: 'bytes that nobody can read leave the status to speak',
      server: [
        {
          step: 'answer',
          status: 429,
          headers: { ...typed('application/octet-stream'), 'retry-after-ms': '10' },
          bodyBase64: '/wD+gICA',
        },
        fine,
      ],
    },
    heals('rate_limit', { delays: [[10, 12]] }),
  ),
  ...both(
    'form',
    {
      name: 'a refusal in parts leaves the status to speak',
      server: [text(429, parts, { ...typed('multipart/mixed; boundary=part'), 'retry-after-ms': '12' }), fine],
    },
    heals('rate_limit', { delays: [[12, 15]] }),
  ),
  ...both(
    'bytes',
    {
      name: 'a refusal in a stream of events is a refusal',
      server: [
        text(429, `event: error\ndata: ${JSON.stringify(error)}\n\n`, {
          ...typed('text/event-stream'),
          'retry-after': '1',
        }),
        fine,
      ],
    },
    heals('rate_limit', { delays: [[1_000, 1_200]], fault: { status: 429 } }),
  ),
  ...both(
    'none',
    {
      name: 'a declined card is not charged again',
      server: [json(422, { error: { type: 'card_error', code: 'card_declined', message: 'The card was declined.' } })],
    },
    stays('payment', 422, { fault: { code: 'card_declined', message: 'The card was declined.' } }),
  ),
  ...both(
    'text',
    { name: 'a page that asks to sign in is a missing key', server: [htmlPage(401, 'Sign in')] },
    stays('authentication', 401, { fault: { message: 'Sign in' } }),
  ),
  ...both(
    'form',
    { name: 'a page of a firewall forbids', server: [htmlPage(403, 'Access denied')] },
    stays('permission', 403, { fault: { message: 'Access denied' } }),
  ),
  ...both(
    'none',
    { name: 'a page that is not there is a page', server: [htmlPage(404, 'Not found')] },
    stays('not_found', 404, { fault: { message: 'Not found' } }),
  ),
]

/** Bodies that go wrong while they are read, of refusals: the status is known, and the next attempt is not kept waiting. */
const breaking: readonly Scenario[] = [
  ...both(
    'blob',
    {
      name: 'a refusal that is cut short is a refusal',
      server: [
        { step: 'truncate', status: 429, headers: typed('application/json'), body: error, sendBytes: 9, end: 'fin' },
        fine,
      ],
      policy: quick,
    },
    heals('rate_limit', { fault: { status: 429, code: null } }),
  ),
  ...both(
    'text',
    {
      name: 'a refusal without end is a refusal',
      server: [{ step: 'endless', status: 429, headers: { 'retry-after-ms': '10' } }, fine],
      options: { limits: { bodyTimeoutMs: 600_000 } },
    },
    heals('rate_limit', { delays: [[10, 12]], fault: { status: 429 } }),
  ),
  ...both(
    'form',
    {
      name: 'a refusal that drips is a refusal',
      server: [{ step: 'drip', status: 429, headers: { 'retry-after-ms': '15' }, everyMs: 5, bytes: 1 }, fine],
      options: { limits: { bodyTimeoutMs: 60 } },
    },
    heals('rate_limit', { delays: [[15, 18]], fault: { status: 429 } }),
  ),
  ...both(
    'params',
    {
      name: 'a refusal that unpacks to a gibibyte is a refusal',
      server: [{ step: 'gzipBomb', status: 429, bytes: 2 ** 30 }, fine],
      policy: quick,
      options: { limits: { bodyTimeoutMs: 600_000 } },
    },
    heals('rate_limit', { fault: { status: 429 } }),
  ),
  ...both(
    'buffer',
    {
      name: 'a refusal that does not unpack is a refusal',
      server: [{ step: 'badGzip', status: 429 }, fine],
      policy: quick,
    },
    heals('rate_limit', { fault: { status: 429 } }),
  ),
]

/** What the other stories leave out, so that faults, phases, waits and bodies meet in more ways. */
export const variety: readonly Scenario[] = [...stated, ...typedBodies, ...breaking]
