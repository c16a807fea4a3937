import type { BodyKind } from '../bodies.ts'
import type { Scenario } from '../scenario.ts'
import { failed, fine } from '../steps.ts'
import { gaveUp, quick, recovered } from './build.ts'

const again: readonly BodyKind[] = ['none', 'text', 'bytes', 'buffer', 'blob', 'form', 'params']
const once: readonly BodyKind[] = ['stream', 'iterable']
const post = { method: 'POST' } as const
const refusing = [failed(429), failed(429), fine]

/** What can be sent again is the same, byte for byte; what cannot is sent once, and its first failure is the one that is told. */
export const bodies: readonly Scenario[] = [
  ...again.flatMap((body): Scenario[] => [
    {
      name: `a body of kind ${body} is sent again byte for byte`,
      server: refusing,
      policy: quick,
      request: { ...post, body },
      expected: { requests: 3, events: recovered('rate_limit', 'rate_limit'), gets: { status: 200 } },
    },
    {
      name: `a request object with a body of kind ${body} is sent again byte for byte`,
      server: refusing,
      policy: quick,
      request: { ...post, body, asRequest: true },
      expected: { requests: 3, events: recovered('rate_limit', 'rate_limit'), gets: { status: 200 } },
    },
  ]),
  {
    name: 'a request object without a body is sent again',
    server: refusing,
    policy: quick,
    request: { method: 'GET', asRequest: true },
    expected: { requests: 3, events: recovered('rate_limit', 'rate_limit'), gets: { status: 200 } },
  },
  ...once.flatMap((body): Scenario[] => [
    {
      name: `a body of kind ${body} is sent once, and its refusal is told`,
      server: [failed(429)],
      policy: quick,
      request: { ...post, body },
      expected: {
        requests: 1,
        events: gaveUp('body_not_replayable', 'rate_limit'),
        fault: { kind: 'rate_limit', status: 429 },
        gets: { status: 429 },
      },
    },
    {
      name: `a body of kind ${body} is sent once, also where twice is as once`,
      server: [failed(503, { 'retry-after': '1' })],
      policy: quick,
      request: { method: 'PUT', body },
      expected: {
        requests: 1,
        events: gaveUp('body_not_replayable', 'overloaded'),
        retryInMs: 1_000,
        gets: { status: 503 },
      },
    },
    {
      name: `a body of kind ${body} is sent once, and its broken connection is told`,
      server: [{ step: 'reset' }],
      policy: quick,
      request: { method: 'PUT', body },
      expected: {
        requests: 1,
        events: gaveUp('body_not_replayable', 'network'),
        fault: { kind: 'network', retryable: true },
        gets: { throws: 'network' },
      },
    },
    {
      name: `a body of kind ${body} is sent again where the caller makes a fresh one`,
      server: refusing,
      policy: quick,
      request: { ...post, body },
      bodyFactory: true,
      expected: { requests: 3, events: recovered('rate_limit', 'rate_limit'), gets: { status: 200 } },
    },
  ]),
]
