import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Kind } from '../nouns/fault.ts'
import { ofWord } from './words.ts'

/** Codes as public APIs send them, under the status they send them with. */
const codes: readonly (readonly [code: string, status: number, kind: Kind, retryable: boolean])[] = [
  ['insufficient_quota', 429, 'quota', false], // OpenAI
  ['exceeded_current_quota_error', 429, 'quota', false], // Moonshot
  ['insufficient_user_quota', 403, 'quota', false], // one-api
  ['organization_usage_limit_exceeded', 429, 'quota', false], // OpenAI
  ['usage_limit_reached', 429, 'quota', false], // OpenAI Codex
  ['credit_balance_exhausted', 429, 'quota', false], // OpenAI
  ['project_spend_limit_exceeded', 429, 'quota', false], // OpenAI
  ['INSUFFICIENT_BALANCE', 400, 'quota', false], // the jobs API
  ['insufficient_credits', 403, 'quota', false], // OpenRouter
  ['INSUFFICIENT_G1_CREDITS_BALANCE', 429, 'quota', false], // Google
  ['QUOTA_EXCEEDED', 429, 'quota', false], // Pinecone
  ['quota_exceeded', 401, 'quota', false], // ElevenLabs
  ['dailyLimitExceeded', 403, 'quota', false], // Google
  ['REQUEST_LIMIT_EXCEEDED', 403, 'quota', false], // Salesforce
  ['rateLimitExceeded', 403, 'rate_limit', true], // Google
  ['rate_limit', 400, 'rate_limit', true], // Stripe
  ['TooManyRequestsException', 400, 'rate_limit', true], // AWS
  ['ThrottlingException', 400, 'rate_limit', true], // AWS
  ['SlowDown', 503, 'rate_limit', true], // S3
  ['slow_down', 400, 'rate_limit', true], // RFC 8628, 3.5
  ['context_length_exceeded', 400, 'too_large', false], // OpenAI
  ['EntityTooLarge', 400, 'too_large', false], // S3
  ['AccessDeniedException', 400, 'permission', false], // AWS
  ['insufficient_permissions', 401, 'permission', false], // Deepgram
  ['ExpiredTokenException', 400, 'authentication', false], // AWS
  ['invalid_auth', 200, 'authentication', false], // Slack
  ['TOKEN_EXPIRED', 400, 'authentication', false], // Firebase
  ['invalid_token', 403, 'authentication', false], // RFC 6750, 3.1
  ['UNAUTHENTICATED', 200, 'authentication', false], // Apollo
  ['FORBIDDEN', 200, 'permission', false], // Apollo
  ['EMAIL_NOT_FOUND', 400, 'not_found', false], // Firebase
  ['content_moderation', 403, 'content_policy', false], // Stability
  ['INTERNAL_SERVER_ERROR', 200, 'server', true], // Apollo
  ['invalid_arguments', 200, 'validation', false], // Slack
  ['RequestTimeout', 400, 'timeout', true], // S3
  ['overloaded_error', 500, 'overloaded', true], // Anthropic
  ['ALREADY_EXISTS', 400, 'conflict', false], // Google
  ['ResourceNotFoundException', 400, 'not_found', false], // AWS
  ['NoSuchKey', 400, 'not_found', false], // S3
  ['content_filter', 400, 'content_policy', false], // Azure OpenAI
  ['content_policy_violation', 400, 'content_policy', false], // OpenAI
  ['INSTRUMENT_DECLINED', 422, 'payment', false], // PayPal
]

describe('ofWord', () => {
  test('reads as much of a code as tells it, and holds no more of one that a server made long', () => {
    const padding = '_'.repeat(1_000)
    expect(ofWord(`rate_limit${padding}`, 403)).toEqual(ofWord('rate_limit', 403))
    expect(ofWord(`${padding}rate_limit`, 403)).toBeUndefined()
    // of two that differ beyond what is read there is one answer, the very same
    expect(ofWord(`rate_limit${padding}a`, 403)).toBe(ofWord(`rate_limit${padding}b`, 403))
  })

  test.each(codes)('reads %s under %i as %s, retryable %s', (code, status, kind, retryable) => {
    expect(ofWord(code, status)?.slice(0, 2)).toEqual([kind, retryable])
  })

  test.each([
    ['resource_not_found', 404],
    ['rate_limit_exceeded', 429],
    ['server_overloaded', 503],
    ['insufficient_quota', 500],
    ['rate_limit', null],
    ['nothing_known', 400],
    ['', 400],
  ])('says nothing of %s under %s, where the status does not mislead', (code, status) => {
    expect(ofWord(code, status)).toBeUndefined()
  })

  test.each([
    ['RateLimitRuleNotFound', 409],
    ['invalid_throttling_config', 400],
    ['invalid_request_timeout', 400],
    ['RateLimitPolicyAlreadyExists', 409],
    ['quota_project_not_set', 401],
    ['MANDATORY_NOT_FOUND', 400],
    ['field_not_found', 422],
  ])(
    'is no name of a thing: %s under %s is neither a limit nor a timeout nor something that is not there',
    (code, status) => {
      expect(['conflict', undefined]).toContain(ofWord(code, status)?.[0])
    },
  )

  test('lets the longer word speak first', () => {
    expect(ofWord('REQUEST_LIMIT_EXCEEDED_BY_RATE_LIMIT', 403)?.[0]).toBe('quota')
    expect(ofWord('insufficient_quota_rate_limit', 429)?.[0]).toBe('quota')
  })

  test('reads no further than two hundred characters', () => {
    expect(ofWord(`${'x'.repeat(191)}ratelimit`, 400)?.[0]).toBe('rate_limit')
    expect(ofWord(`${'x'.repeat(192)}ratelimit`, 400)).toBeUndefined()
  })
})

test('at most forty words decide, each by the authority of two APIs', () => {
  const source = readFileSync(new URL('words.ts', import.meta.url), 'utf8')
  // a quoted word, and behind it who uses it
  const rows = source.split('\n').flatMap((line) => /'([a-z ]+?) ?'[ +,]*\/\/ (.*)$/.exec(line)?.slice(1, 3) ?? [])
  const words = rows.filter((_, index) => index % 2 === 0)
  expect(words.length).toBeGreaterThan(30)
  expect(words.length).toBeLessThanOrEqual(40)
  for (const [index, word] of words.entries())
    expect([word, rows[2 * index + 1]]).toEqual([word, expect.stringMatching(/[,;]|'s /)])
})
