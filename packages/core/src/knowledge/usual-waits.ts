import type { Waits } from './provider.ts'
import type { Unit } from './stated-wait.ts'

/** Response fields that state a wait, whoever sends them, in their order. */
export const usualFields: readonly (readonly [name: string, unit: Unit])[] = [
  ['retry-after-ms', 'milliseconds'], // OpenAI, Azure OpenAI
  ['x-ms-retry-after-ms', 'milliseconds'], // Azure Cosmos DB
  ['retry-after', 'seconds'], // RFC 9110, 10.2.3
  ['x-amz-retry-after', 'milliseconds'], // AWS SDKs
  ['x-retry-after', 'seconds'], // Better Auth
  ['x-retry-in', 'duration'], // Traefik, RateLimit middleware
  ['x-ratelimit-retry-after', 'reset'], // MailerLite: seconds; Smoobu: an epoch
  ['x-rate-limit-retry-after-seconds', 'seconds'], // Bucket4j's Spring Boot starter
  ['x-ratelimit-retry', 'seconds'], // Wildberries
]

/** Pairs of fields that come with every answer, whoever sends it; the first four are names of one and the same limit. */
export const usualLimits: readonly NonNullable<Waits['limits']>[] = [
  [{ remaining: 'ratelimit-remaining', reset: 'ratelimit-reset', unit: 'reset' }],
  [{ remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', unit: 'reset' }],
  [{ remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-next', unit: 'reset' }], // Akamai: a date
  [{ remaining: 'x-rate-limit-remaining', reset: 'x-rate-limit-reset', unit: 'reset' }],
  [
    // OpenAI, Groq and those who speak their protocol: durations
    { remaining: 'x-ratelimit-remaining-requests', reset: 'x-ratelimit-reset-requests', unit: 'reset' },
    { remaining: 'x-ratelimit-remaining-tokens', reset: 'x-ratelimit-reset-tokens', unit: 'reset' },
    // Anthropic: dates
    { remaining: 'anthropic-ratelimit-requests-remaining', reset: 'anthropic-ratelimit-requests-reset', unit: 'reset' },
    { remaining: 'anthropic-ratelimit-tokens-remaining', reset: 'anthropic-ratelimit-tokens-reset', unit: 'reset' },
    {
      remaining: 'anthropic-ratelimit-input-tokens-remaining',
      reset: 'anthropic-ratelimit-input-tokens-reset',
      unit: 'reset',
    },
    {
      remaining: 'anthropic-ratelimit-output-tokens-remaining',
      reset: 'anthropic-ratelimit-output-tokens-reset',
      unit: 'reset',
    },
    { remaining: 'x-ratelimit-requests-remaining', reset: 'x-ratelimit-requests-reset', unit: 'reset' }, // RapidAPI, Linear
  ],
]
