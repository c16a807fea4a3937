import { type PartialFailure, explain } from '@recourse/core'
import { expect, test } from 'vitest'

type Given = Omit<PartialFailure, 'body'> & Readonly<{ body?: unknown }>

/** Answers of which one part says something else than another: what each said, in the order of authority, and which of them counted. */
const cases: readonly (readonly [what: string, given: Given, verdict: string, signals: readonly string[]])[] = [
  [
    'a quota under 429',
    { status: 429, body: { error: { code: 'insufficient_quota', message: 'm' } } },
    'quota, final',
    ['used: code, word quota: quota', 'overruled: status, 429: rate_limit'],
  ],
  [
    'a decline under 402',
    {
      url: 'https://api.stripe.com/v1/charges',
      status: 402,
      body: { error: { type: 'card_error', code: 'card_declined', message: 'm' } },
    },
    'payment, final',
    [
      'used: host, stripe',
      'used: code, word declined: payment',
      'seen: status, stripe 402: payment',
      'overruled: status, 402: quota',
    ],
  ],
  [
    'a server that says no',
    { status: 500, headers: { 'x-should-retry': 'false' } },
    'server, final',
    ['used: header, should-retry: false', 'used in part: status, 500: server'],
  ],
  [
    'a server that says yes',
    { status: 409, headers: { 'stripe-should-retry': 'true' } },
    'conflict, retryable',
    ['used: header, should-retry: true', 'used in part: status, 409: conflict'],
  ],
  [
    'a phrase of Anthropic',
    {
      url: 'https://api.anthropic.com/v1/messages',
      status: 400,
      body: { type: 'error', error: { type: 'invalid_request_error', message: 'Your credit balance is too low.' } },
    },
    'quota, final',
    ['used: host, anthropic', 'used: phrase, anthropic credit balance: quota', 'overruled: status, 400: validation'],
  ],
  [
    'a phrase of GitHub',
    {
      url: 'https://api.github.com/user',
      status: 403,
      headers: { 'retry-after': '60' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    },
    'rate_limit, retryable',
    [
      'used: host, github',
      'used: phrase, github rate limit: rate_limit',
      'overruled: status, 403: permission',
      'used: header, retry-after: 60000 ms',
    ],
  ],
  [
    'a throttle under 400',
    {
      url: 'https://dynamodb.us-east-1.amazonaws.com/',
      status: 400,
      body: { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'm' },
    },
    'rate_limit, retryable',
    ['seen: host, aws', 'used: code, word throttl: rate_limit', 'overruled: status, 400: validation'],
  ],
  [
    'a quota of a day at Google',
    {
      url: 'https://generativelanguage.googleapis.com/v1/x',
      status: 429,
      body: {
        error: {
          code: 429,
          status: 'RESOURCE_EXHAUSTED',
          message: 'm',
          details: [
            { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: 'RequestsPerDay' }] },
          ],
        },
      },
    },
    'quota, final',
    ['seen: host, google', 'used: field, google: quota', 'overruled: status, 429: rate_limit'],
  ],
  [
    'a poll of OAuth',
    { status: 400, body: { error: 'slow_down', error_description: 'm' } },
    'rate_limit, retryable',
    ['used: code, word slowdown: rate_limit', 'overruled: status, 400: validation'],
  ],
  [
    'a quota under 401',
    {
      url: 'https://api.elevenlabs.io/v1/x',
      status: 401,
      body: { detail: { status: 'quota_exceeded', message: 'm' } },
    },
    'quota, final',
    ['seen: host, elevenlabs', 'used: code, word quota: quota', 'overruled: status, 401: authentication'],
  ],
  [
    'a page about fields',
    { status: 400, body: '<html><head><title>400 Request Header Or Cookie Too Large</title></head></html>' },
    'too_large, final',
    ['used: field, page: too_large', 'overruled: status, 400: validation'],
  ],
  [
    'a status in the body',
    { status: 400, body: { statusCode: '404', error: 'Not found', message: 'm' } },
    'not_found, final',
    ['used: field, status 404: not_found', 'overruled: status, 400: validation'],
  ],
  [
    'a limit of the caller',
    { status: 500, timedOut: true },
    'timeout, retryable',
    ['used: client, timed out: timeout', 'overruled: status, 500: server'],
  ],
  [
    'a model that is not ready',
    {
      url: 'https://bedrock-runtime.us-east-1.amazonaws.com/model',
      status: 429,
      headers: { 'x-amzn-errortype': 'ModelNotReadyException' },
      body: { message: 'm' },
    },
    'overloaded, retryable',
    [
      'used: host, aws',
      'used: code, aws ModelNotReadyException: overloaded',
      'seen: code, aws ModelNotReadyException: overloaded',
      'overruled: status, 429: rate_limit',
    ],
  ],
  [
    'a ban under 418',
    {
      url: 'https://api.binance.com/api',
      status: 418,
      headers: { 'retry-after': '30' },
      body: { code: -1003, msg: 'm' },
    },
    'rate_limit, retryable',
    [
      'used: host, binance',
      'used: status, binance 418: rate_limit',
      'overruled: status, 418: unknown',
      'used: header, retry-after: 30000 ms',
    ],
  ],
  [
    'a limit of a month',
    { status: 429, body: { message: 'You have reached your monthly limit.' } },
    'quota, final',
    ['used: phrase, prose monthly: quota', 'overruled: status, 429: rate_limit'],
  ],
  [
    'a context too long',
    {
      status: 400,
      body: { error: { message: "This model's maximum context length is 8 tokens.", type: 'invalid_request_error' } },
    },
    'too_large, final',
    ['used: phrase, error_object maximum context length: too_large', 'overruled: status, 400: validation'],
  ],
  [
    'a stop of the caller',
    { status: 503, aborted: true },
    'aborted, final',
    ['used: client, aborted: aborted', 'overruled: status, 503: overloaded'],
  ],
  [
    'a token that expired under 400',
    { status: 400, body: { code: 'ExpiredTokenException', message: 'm' } },
    'authentication, final',
    ['used: code, word expiredtoken: authentication', 'overruled: status, 400: validation'],
  ],
  [
    'what was thrown beside an answer',
    { status: 400, causes: [{ name: 'Error', message: 'm', code: 'ECONNRESET' }] },
    'validation, final',
    ['used: status, 400: validation', 'overruled: thrown, ECONNRESET: network'],
  ],
]

const toldBy = (given: Given) => {
  const { body = '' } = given
  const { fault, signals } = explain({
    method: 'POST',
    url: 'https://api.unheard.example/v1/things',
    phase: 'headers',
    ...given,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const role = (used: boolean, overruled: boolean): string =>
    used ? (overruled ? 'used in part' : 'used') : overruled ? 'overruled' : 'seen'
  return {
    verdict: `${fault.kind}, ${fault.retryable ? 'retryable' : 'final'}`,
    signals: signals.map(({ from, said, used, overruled }) => `${role(used, overruled)}: ${from}, ${said}`),
  }
}

test.each(cases)('explain names what overruled what: %s', (_, given, verdict, signals) => {
  expect(toldBy(given)).toEqual({ verdict, signals })
})

test('in each of twenty answers something is overruled', () => {
  expect(cases.length).toBeGreaterThanOrEqual(20)
  for (const [, given] of cases)
    expect(toldBy(given).signals.some((it) => it.startsWith('overruled') || it.startsWith('used in part'))).toBe(true)
})
