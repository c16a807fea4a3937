import { describe, expect, test } from 'vitest'
import { imfFixdate, serverDateMs } from '../../../../test/fixtures/stated-waits.ts'
import { answerOf, fieldOf } from '../../../../test/fixtures/nouns.ts'
import type { Kind } from '../nouns/fault.ts'
import { defineFormat } from '../knowledge/format.ts'
import { formats } from '../knowledge/formats/index.ts'
import { type Waits, defineProvider } from '../knowledge/provider.ts'
import { classify } from './classify.ts'
import { retryHint, serverTime } from './retry-hint.ts'

const date = imfFixdate(serverDateMs)
const epoch = serverDateMs / 1_000
const iso = (ms: number): string => new Date(serverDateMs + ms).toISOString()

type Fields = Readonly<Record<string, string>>
type Given = Readonly<{ status?: number; kind?: Kind; body?: unknown; waits?: Waits; localMs?: number }>

/** What an answer is read to state, by an API that writes waits in this way. It is a rate limit unless it is said to be something else. */
function statedBy(fields: Fields, given: Given = {}): number | null {
  const { status = 429, kind = 'rate_limit', body = '', waits, localMs = serverDateMs } = given
  const rule = { kind, retryable: true }
  const provider = defineProvider({ name: 'x', hosts: [], statuses: { [status]: rule }, ...(waits && { waits }) })
  const failure = answerOf(status, body, { headers: { date, ...fields }, atMs: localMs })
  return classify(failure, { formats, providers: [], provider }).fault.retryAfterMs
}

const anthropic: Waits = {
  limits: ['requests', 'tokens', 'input-tokens', 'output-tokens'].map((what) => ({
    remaining: `anthropic-ratelimit-${what}-remaining`,
    reset: `anthropic-ratelimit-${what}-reset`,
    unit: 'date',
  })),
}
const buckets = (requests: string, tokens: string, left: readonly [string, string]): Fields => ({
  'x-ratelimit-reset-requests': requests,
  'x-ratelimit-reset-tokens': tokens,
  'x-ratelimit-remaining-requests': left[0],
  'x-ratelimit-remaining-tokens': left[1],
})
const discord: Waits = {
  limits: [{ remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset-after', unit: 'seconds' }],
}
const linear: Waits = {
  limits: ['requests', 'complexity'].map((what) => ({
    remaining: `x-ratelimit-${what}-remaining`,
    reset: `x-ratelimit-${what}-reset`,
    unit: 'epoch_milliseconds',
  })),
}
const sentry: Waits = {
  limits: [{ remaining: 'x-sentry-rate-limit-remaining', reset: 'x-sentry-rate-limit-reset', unit: 'epoch_seconds' }],
}

describe('a field', () => {
  test.each<[string, Fields, number | null, Given?]>([
    ['Anthropic, seconds', { 'retry-after': '16' }, 16_000],
    ['Spotify, hours of seconds', { 'retry-after': '13749' }, 13_749_000],
    ['GitHub, seconds on a 403', { 'retry-after': '123' }, 123_000, { status: 403 }],
    ['fractions of a second', { 'retry-after': '0.1' }, 100],
    ['Shopify, decimal seconds', { 'retry-after': '2.0' }, 2_000],
    ['a date', { 'retry-after': imfFixdate(serverDateMs + 9_000) }, 9_000],
    ['a date in the past', { 'retry-after': imfFixdate(serverDateMs - 9_000) }, null],
    ['no number', { 'retry-after': 'notanumber' }, null],
    ['milliseconds before seconds', { 'retry-after-ms': '10', 'retry-after': '5' }, 10],
    ['milliseconds that are 0', { 'retry-after-ms': '0', 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    ['Cosmos DB, milliseconds', { 'x-ms-retry-after-ms': '100' }, 100],
    ['AWS, milliseconds', { 'x-amz-retry-after': '1500' }, 1_500, { status: 503, kind: 'overloaded' }],
    ['Traefik, a duration', { 'x-retry-in': '321.5ms' }, 322],
    ['Traefik, with its ceiling', { 'retry-after': '1', 'x-retry-in': '321.5ms' }, 1_000],
    ['Fastify, as it states them', { 'retry-after': '5000' }, 5_000_000, { body: { error: true, retryInMs: 5_000 } }],
    ['Smoobu, an epoch', { 'x-ratelimit-retry-after': String(epoch + 9) }, 9_000],
    ['Better Auth, seconds', { 'x-retry-after': '9' }, 9_000],
    ['MailerLite, seconds', { 'x-ratelimit-retry-after': '9' }, 9_000],
    ['Bucket4j, seconds', { 'x-rate-limit-retry-after-seconds': '9' }, 9_000],
    ['Wildberries, not the whole burst', { 'x-ratelimit-retry': '2', 'x-ratelimit-reset': '20' }, 2_000],
    ['its own', { 'x-time-reset-ms': '900' }, 900, { waits: { fields: { 'x-time-reset-ms': 'milliseconds' } } }],
  ])('states a wait: %s', (_, fields, ms, given) => {
    expect(statedBy(fields, given)).toBe(ms)
  })

  test('of the API itself speaks after Retry-After and before the body', () => {
    const waits: Waits = { fields: { 'x-wait': 'milliseconds' }, body: { wait: 'seconds' } }
    expect(statedBy({ 'retry-after': '5', 'x-wait': '7' }, { waits, body: { wait: 9 } })).toBe(5_000)
    expect(statedBy({ 'x-wait': '7' }, { waits, body: { wait: 9 } })).toBe(7)
    expect(statedBy({}, { waits, body: { wait: 9 } })).toBe(9_000)
    expect(statedBy({ age: '1', 'x-wait': '1500' }, { waits })).toBe(500)
  })
})

describe('a reset', () => {
  test.each<[string, Fields, number | null, Given?]>([
    [
      'GitHub, epoch seconds',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(epoch + 9) },
      9_000,
      { status: 403 },
    ],
    ['X, epoch seconds', { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(epoch + 900) }, 900_000],
    [
      'Okta, by the Date of the answer',
      { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(epoch + 9) },
      9_000,
      { localMs: serverDateMs - 3_600_000 },
    ],
    [
      'Sentry, epoch seconds',
      { 'x-sentry-rate-limit-remaining': '0', 'x-sentry-rate-limit-reset': String(epoch + 9) },
      9_000,
      { waits: sentry },
    ],
    ['Discord, a fractional epoch', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${epoch + 9}.123` }, 9_123],
    [
      'Discord, fractional seconds',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '64.57' },
      64_570,
      { waits: discord },
    ],
    [
      'Discord, a limit that others share',
      {
        'retry-after': '1337',
        'x-ratelimit-scope': 'shared',
        'x-ratelimit-remaining': '9',
        'x-ratelimit-reset-after': '64.57',
      },
      1_337_000,
      { waits: discord },
    ],
    [
      'Datadog, seconds, with more left',
      { 'x-ratelimit-period': '10', 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': '3' },
      3_000,
    ],
    [
      'Envoy, seconds',
      { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3598' },
      3_598_000,
    ],
    [
      'Jira Cloud, a date to the minute',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-01-02T03:05Z' },
      55_000,
    ],
    [
      'Kong, seconds',
      { 'ratelimit-limit': '6', 'ratelimit-remaining': '0', 'ratelimit-reset': '39', 'x-ratelimit-limit-minute': '6' },
      39_000,
    ],
    ['DigitalOcean, epoch seconds', { 'ratelimit-remaining': '4816', 'ratelimit-reset': String(epoch + 33) }, 33_000],
    ['SendGrid, epoch seconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(epoch + 9) }, 9_000],
    ['Honeycomb, policies', { ratelimit: 'limit=100, remaining=0, reset=54', 'ratelimit-policy': '100;w=60' }, 54_000],
    [
      'Linear, epoch milliseconds',
      { 'x-ratelimit-complexity-remaining': '0', 'x-ratelimit-complexity-reset': String(serverDateMs + 9_000) },
      9_000,
      { waits: linear },
    ],
    ['RapidAPI, seconds', { 'x-ratelimit-requests-remaining': '0', 'x-ratelimit-requests-reset': '85374' }, 85_374_000],
    [
      'Linear, unknown, epoch milliseconds',
      { 'x-ratelimit-requests-remaining': '0', 'x-ratelimit-requests-reset': String(serverDateMs + 9_000) },
      9_000,
    ],
    ['Groq, durations: the tokens are spent', buckets('2m59.56s', '7.66s', ['14370', '0']), 7_660],
    ['OpenAI, durations: both are spent', buckets('6m0s', '1.57s', ['0', '0']), 360_000],
    [
      'Brave Search, seconds: the second is spent, the month is not',
      { 'x-ratelimit-remaining': '0, 14523', 'x-ratelimit-reset': '1, 1419704' },
      1_000,
    ],
    [
      'Brave Search, seconds: both are spent',
      { 'x-ratelimit-remaining': '0, 0', 'x-ratelimit-reset': '1, 1419704' },
      1_419_704_000,
    ],
    [
      'Brave Search, seconds: nobody knows which, the soonest',
      { 'x-ratelimit-remaining': '1, 1000', 'x-ratelimit-reset': '1, 1419704' },
      1_000,
    ],
    ['Akamai, a date', { 'x-ratelimit-remaining': '0', 'x-ratelimit-next': iso(9_000) }, 9_000],
    [
      'Anthropic, dates: one is spent',
      {
        'anthropic-ratelimit-input-tokens-remaining': '0',
        'anthropic-ratelimit-input-tokens-reset': iso(63_000),
        'anthropic-ratelimit-requests-remaining': '4000',
        'anthropic-ratelimit-requests-reset': iso(0),
      },
      63_000,
      { waits: anthropic },
    ],
    [
      'Anthropic, dates: the last of the spent',
      {
        'anthropic-ratelimit-input-tokens-remaining': '0',
        'anthropic-ratelimit-input-tokens-reset': iso(63_000),
        'anthropic-ratelimit-tokens-remaining': '0',
        'anthropic-ratelimit-tokens-reset': iso(64_000),
      },
      64_000,
      { waits: anthropic },
    ],
    [
      'Anthropic, Retry-After before dates',
      {
        'retry-after': '16',
        'anthropic-ratelimit-tokens-remaining': '0',
        'anthropic-ratelimit-tokens-reset': iso(63_000),
      },
      16_000,
      { waits: anthropic },
    ],
    [
      'one that is spent, before those that are not',
      { ratelimit: '"a";r=5;t=2', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' },
      60_000,
    ],
    ['repeated', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5, 10' }, 10_000],
  ])('is a wait: %s', (_, fields, ms, given) => {
    expect(statedBy(fields, given)).toBe(ms)
  })

  test.each<[string, Fields, Given?]>([
    ['Docker Hub, windows', { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' }],
    ['a policy', { 'ratelimit-policy': '100;w=60' }],
    ['Kong, sizes of buckets', { 'x-ratelimit-limit-minute': '6', 'x-ratelimit-remaining-minute': '0' }],
    [
      'Jira Data Center, rates',
      { 'x-ratelimit-fillrate': '1', 'x-ratelimit-interval-seconds': '1', 'x-ratelimit-limit': '1' },
    ],
    ['Zendesk, counts', { 'x-rate-limit': '700', 'x-rate-limit-remaining': '0' }],
    ['Shopify, counts', { 'x-shopify-shop-api-call-limit': '40/40' }],
    [
      'HubSpot, what remains',
      { 'x-hubspot-ratelimit-remaining': '0', 'x-hubspot-ratelimit-interval-milliseconds': '10000' },
    ],
    ['Azure, what remains', { 'x-ms-ratelimit-remaining-subscription-reads': '0' }],
    ['PostgREST, a code', { 'proxy-status': 'PostgREST; error=57014' }],
    ['one in the past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(epoch - 9) }],
    ['one before anybody had an API', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000000000' }],
    ['Groq, on a 400', { ...buckets('2m59.56s', '7.66s', ['0', '0']) }, { status: 400, kind: 'validation' }],
    ['SendGrid, on a 400', { 'x-ratelimit-remaining': '599', 'x-ratelimit-reset': String(epoch + 9) }, { status: 400 }],
    [
      'DigitalOcean, on a 404',
      { 'ratelimit-remaining': '4816', 'ratelimit-reset': String(epoch + 9) },
      { status: 404 },
    ],
    [
      'GitHub, on a 401',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(epoch + 9) },
      { status: 401, kind: 'authentication' },
    ],
    [
      'GitHub, in a success with some left',
      { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': String(epoch + 9) },
      { status: 403 },
    ],
    ['a tenth that remains', { 'x-ratelimit-remaining': '0.1', 'x-ratelimit-reset': '9' }, { status: 403 }],
    ['durations, nobody knows which', buckets('6m0s', '1.57s', ['1', '5'])],
    [
      'RapidAPI, a month of a plan that is not used up',
      { 'x-ratelimit-requests-remaining': '9', 'x-ratelimit-requests-reset': '2591999' },
    ],
    [
      'Anthropic, dates: none is spent',
      { 'anthropic-ratelimit-tokens-remaining': '9', 'anthropic-ratelimit-tokens-reset': iso(63_000) },
      { waits: anthropic },
    ],
    [
      'a list, on an answer that is no refusal',
      { 'x-ratelimit-remaining': '1, 1000', 'x-ratelimit-reset': '1, 1419704' },
      { status: 403 },
    ],
    [
      'out of a cache',
      { age: '1', 'anthropic-ratelimit-tokens-remaining': '0', 'anthropic-ratelimit-tokens-reset': iso(63_000) },
      { waits: anthropic },
    ],
  ])('or what looks like one is no wait: %s', (_, fields, given) => {
    expect(statedBy(fields, given)).toBeNull()
  })
})

describe('a body', () => {
  const info = (type: string, rest: object) => ({ '@type': `type.googleapis.com/google.rpc.${type}`, ...rest })
  const google = (...details: object[]) => ({
    error: { code: 429, message: 'm', status: 'RESOURCE_EXHAUSTED', details },
  })
  const delays = (metadata: object) => google(info('ErrorInfo', { reason: 'RATE_LIMIT_EXCEEDED', metadata }))

  test.each<[string, unknown, number | null, Waits?]>([
    ['Replicate, seconds', { detail: 'm', retry_after: 5 }, 5_000],
    ['Discord, fractional seconds', { message: 'm', retry_after: 64.57, global: false }, 64_570],
    ['Telegram, seconds', { ok: false, error_code: 429, description: 'm', parameters: { retry_after: 60 } }, 60_000],
    [
      'Hugging Face, seconds',
      { error: 'm', estimated_time: 1809.1820068359375 },
      1_809_183,
      { body: { estimated_time: 'seconds' } },
    ],
    ['Google, seconds', google(info('QuotaFailure', {}), info('RetryInfo', { retryDelay: '34.4s' })), 34_400],
    ['Google, nanoseconds', google(info('RetryInfo', { retryDelay: '0.539477544s' })), 540],
    ['Google, hours', google(info('RetryInfo', { retryDelay: '68940s' })), 68_940_000],
    [
      'Cloud Code, milliseconds',
      delays({ quotaResetDelay: '539.477544ms' }),
      540,
      { body: { 'error.details.*.metadata.quotaResetDelay': 'duration' } },
    ],
    [
      'Cloud Code, hours',
      delays({ quotaResetDelay: '4h30m28.06s' }),
      16_228_060,
      { body: { 'error.details.*.metadata.quotaResetDelay': 'duration' } },
    ],
    [
      'Cloud Code, a date',
      delays({ quotaResetTimeStamp: iso(9_000) }),
      9_000,
      { body: { 'error.details.*.metadata.quotaResetTimeStamp': 'date' } },
    ],
    [
      'OpenRouter, epoch milliseconds',
      { error: { message: 'm', metadata: { headers: { 'X-RateLimit-Reset': String(serverDateMs + 9_000) } } } },
      9_000,
      { body: { 'error.metadata.headers.X-RateLimit-Reset': 'epoch_milliseconds' } },
    ],
    ['Marketing Cloud, seconds', { message: 'm', errorcode: 50_100, retryAfter: 5 }, 5_000],
    ['Fastify, milliseconds', { error: true, retryInMs: 5_000 }, 5_000],
    [
      'Kubernetes, seconds',
      { kind: 'Status', status: 'Failure', message: 'm', details: { retryAfterSeconds: 5 } },
      5_000,
    ],
    [
      'Infura, seconds',
      { error: { message: 'm', data: { rate: { backoff_seconds: 30 } } } },
      30_000,
      { body: { 'error.data.rate.backoff_seconds': 'seconds' } },
    ],
    [
      'Resource Manager, a sentence in its details',
      {
        error: {
          code: 'RetryableError',
          message: 'm',
          details: [{ message: 'The call can be retried in 14 seconds.' }],
        },
      },
      14_000,
      { body: { 'error.details.*.message': 'prose' } },
    ],
    [
      'an API that counts in milliseconds',
      { message: 'm', retry_after: 500 },
      500,
      { body: { retry_after: 'milliseconds' } },
    ],
    ['a date in the past', { message: 'm', until: iso(-9_000) }, null, { body: { until: 'date' } }],
    ['a path that is not there', { message: 'm' }, null, { body: { 'error.details.*.wait': 'seconds' } }],
    ['a wait below 0', { message: 'm', wait: -5 }, null, { body: { wait: 'seconds' } }],
  ])('states a wait: %s', (_, body, ms, waits) => {
    expect(statedBy({}, { body, ...(waits && { waits }) })).toBe(ms)
  })
})

describe('a message', () => {
  const waits: Waits = { prose: ['try again in', 'retry after', 'available in'] }
  const error = (message: string) => ({ message, code: 'rate_limit_exceeded' })

  test.each([
    [
      'Rate limit reached: Limit 30000, Used 14567, Requested 24754. Please try again in 18.642s. Visit our page.',
      18_642,
    ],
    ['Please retry after 86400 seconds. Please contact support.', 86_400_000],
    ['Expected available in 831.0 seconds.', 831_000],
  ])('states a wait where the table of the API says so: %s', (message, ms) => {
    expect(statedBy({}, { body: error(message), waits })).toBe(ms)
    expect(statedBy({}, { body: error(message), waits: { prose: ['will reset after'] } })).toBeNull()
  })

  test('speaks after fields and bodies', () => {
    const body = { message: 'Try again in 9 seconds.', retry_after: 5 }
    expect(statedBy({ 'retry-after': '3' }, { body, waits })).toBe(3_000)
    expect(statedBy({}, { body, waits })).toBe(5_000)
    expect(statedBy({ 'x-ratelimit-reset': '2' }, { body: { message: body.message }, waits })).toBe(9_000)
  })

  test.each([
    'Limit is 3 requests in 3600 seconds',
    'You are limited to 40 API calls / minute',
    'Exceeded 2 calls per second for api client.',
    'Please try again later.',
    'No more than 5 in a 10-second window',
  ])('of other words states none: %s', (message) => {
    expect(statedBy({}, { body: error(message), waits })).toBeNull()
  })

  test('states a wait where its format says that it may, or the API', () => {
    const header = fieldOf({})
    const of = (prose?: boolean, waits?: Waits): number | null | undefined =>
      retryHint({
        header,
        time: serverTime(header, serverDateMs),
        kind: 'rate_limit',
        status: 429,
        reading: { message: 'Please try again in 20s.' },
        format: prose === undefined ? null : defineFormat({ name: 'x', prose, read: () => undefined }),
        waits,
      })?.ms
    expect([of(true), of(true, waits), of(false, waits), of(undefined, waits)]).toEqual(Array(4).fill(20_000))
    expect([of(), of(false), of(false, {})]).toEqual(Array(3).fill(undefined))
  })

  test('that is no text states none', () => {
    const reading = { message: 5 as unknown as string }
    const header = fieldOf({})
    const time = serverTime(header, serverDateMs)
    expect(retryHint({ header, time, kind: 'rate_limit', status: 429, reading, waits })).toBeNull()
  })
})

test('an answer that nobody can mend by waiting states no wait, whatever it says', () => {
  // Varnish sends it with every answer that it makes itself
  const varnish = answerOf(404, '', { headers: { 'retry-after': '5' } })
  expect(classify(varnish, { formats, providers: [] }).fault.retryAfterMs).toBeNull()
  const method = answerOf(405, '', { headers: { 'retry-after': '5' } })
  expect(classify(method, { formats, providers: [] }).fault.retryAfterMs).toBeNull()
})
