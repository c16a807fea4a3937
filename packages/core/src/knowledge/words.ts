import type { Kind } from '../nouns/fault.ts'
import { type Phrases, ruleIn } from './rule.ts'

/** The statuses that APIs use for more than one thing. */
const vague = '200 400 401 403 404 409 412 413 422 424'
const spent = `${vague} 429`
const slowed = `${vague} 503`
const denied = '200 400 401'
const tokens = '200 400 403'
const missing = '200 400 422'
const laden = `${spent} 500`

/**
 * Words that machine codes of unrelated APIs share, looked for in a code or type whose letters and digits alone are kept
 * (`INSUFFICIENT_QUOTA` and `insufficient-quota` are one word). They speak only under statuses that mislead, never in prose.
 * Longer and more telling words stand first. Each row names two APIs that use it so.
 */
const groups: Readonly<Record<string, string>> = {
  [`quota ${spent}`]:
    'quota ' + // OpenAI insufficient_quota 429, ElevenLabs quota_exceeded 401
    'insufficientbalance ' + // DeepSeek 402, the jobs API 400
    'insufficientcredit ' + // Stability 402, OpenRouter 402
    'creditsbalance ' + // Google Cloud Code INSUFFICIENT_G1_CREDITS_BALANCE, AssemblyAI
    'creditbalance ' + // OpenAI credit_balance_exhausted 429, Apillon CREDIT_BALANCE_TOO_LOW 402
    'usagelimit ' + // OpenAI Codex usage_limit_reached 429, Cursor usage_limit_exceeded 400
    'dailylimit ' + // Gmail, YouTube dailyLimitExceeded 403
    'spendlimit', // OpenAI project_spend_limit_exceeded 429, Anthropic enforced_spend_limit_reached 429
  'quota 400 403': 'requestlimitexceeded', // Salesforce REQUEST_LIMIT_EXCEEDED, Zoho
  [`rate_limit ${slowed}`]:
    'ratelimit ' + // Stripe, Linear; Google userRateLimitExceeded
    'toomanyrequests ' + // AWS TooManyRequestsException, Docker Hub
    'throttl ' + // AWS ThrottlingException, SQS RequestThrottled
    'slowdown', // S3 SlowDown, OAuth slow_down (RFC 8628, 3.5)
  [`too_large ${vague}`]:
    'contextlength ' + // OpenAI, Groq context_length_exceeded
    'toolarge', // S3 EntityTooLarge, Fastify FST_ERR_CTP_BODY_TOO_LARGE
  [`permission ${denied}`]:
    'accessdenied ' + // AWS AccessDeniedException, Kinesis
    'insufficientpermission', // Deepgram 401, Google insufficientPermissions
  'permission 200 400': 'forbidden', // Apollo FORBIDDEN 200, Directus 200
  [`authentication ${tokens}`]:
    'expiredtoken ' + // AWS ExpiredTokenException, S3 ExpiredToken
    'tokenexpired ' + // Directus TOKEN_EXPIRED, Firebase TOKEN_EXPIRED 400
    'invalidtoken ' + // RFC 6750, 3.1; Etsy
    'invalidauth ' + // Slack, Zoom
    'invalidapikey', // Mailchimp, Google API_KEY_INVALID's older form
  'authentication 200 400': 'unauth', // Apollo UNAUTHENTICATED 200, gRPC UNAUTHENTICATED
  [`timeout ${vague}`]: 'requesttimeout', // S3 RequestTimeout, Azure OperationTimedOut's sibling
  [`overloaded ${laden}`]: 'overloaded', // Anthropic overloaded_error, Groq
  'conflict 200 400 403 422': 'alreadyexists', // Google ALREADY_EXISTS, AWS EntityAlreadyExists
  [`not_found ${missing}`]:
    'notfound ' + // AWS ResourceNotFoundException 400, Firebase EMAIL_NOT_FOUND 400
    'nosuch', // S3 NoSuchKey, Route 53 NoSuchHostedZone
  [`content_policy ${vague}`]:
    'contentfilter ' + // Azure OpenAI content_filter, Mistral
    'contentpolicy ' + // OpenAI content_policy_violation, LiteLLM
    'moderation', // Stability content_moderation 403, OpenAI moderation_blocked 400
  'payment 400 402 422': 'declined', // PayPal INSTRUMENT_DECLINED, Stripe card_declined
  'server 200': 'internal', // Apollo INTERNAL_SERVER_ERROR, Slack internal_error
  'validation 200': 'invalid', // Slack invalid_arguments, Cloudflare Turnstile invalid-input-response
}

/**
 * What is looked for in prose. Under 429, where the answer states no wait: a limit of a day or a month is used up, and seconds cure nothing.
 * Under 400 and 403 the limit that it is. Two APIs each.
 */
const longPeriods = [
  'per day', // YouTube videosPerDay, Bedrock "Too many tokens per day"
  'daily', // Resend daily_quota_exceeded, Cloudflare Workers AI "daily free allocation"
  'per month', // WeatherAPI 2007, Hunter
  'monthly', // LINE Messaging API "monthly limit", RapidAPI "MONTHLY quota"
]
const limits = [
  'rate limit exceeded', // Unsplash 403, GitHub "API rate limit exceeded" 403
]
export const periods: Phrases = { 'quota 429': longPeriods, 'rate_limit 400 403': limits }

/** `RateLimitRuleNotFound` and `invalid_request_timeout` name a thing of that name, and tell of no limit and no timeout. */
const isNamed = /^(?:invalid|missing|unknown|unsupported)|notfound|already|notset|notsupported/
const guards: ReadonlySet<Kind> = new Set(['quota', 'rate_limit', 'timeout', 'too_large', 'overloaded'] as const) // the kinds that cost most when they are wrong
/** What is not found is then what the request lacks: Zoho MANDATORY_NOT_FOUND, field_not_found. */
const isLacking = /mandatory|required|field|param/

const means = (kind: Kind, letters: string): boolean =>
  guards.has(kind) ? !isNamed.test(letters) : kind !== 'not_found' || !isLacking.test(letters)

/** What a machine code says under a status that is known to mislead, or undefined. */
export function ofWord(given: string, status: number | null): Word | undefined {
  const code = given.slice(0, longestCode)
  let byStatus = known.get(code)
  if (byStatus === undefined) {
    if (known.size >= mostKnown) known.clear()
    known.set(code, (byStatus = new Map()))
  }
  const word = byStatus.get(status)
  if (word !== undefined) return word ?? undefined
  const found = find(code, status)
  byStatus.set(status, found ?? null)
  return found
}

type Word = readonly [kind: Kind, retryable: boolean, word: string]

/** An API has few codes, and says them again and again. */
const known = /* @__PURE__ */ new Map<string, Map<number | null, Word | null>>()
const mostKnown = 500
const longestCode = 200

function find(code: string, status: number | null): Word | undefined {
  const letters = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  for (const [meaning, words] of Object.entries(groups)) {
    if (!meaning.includes(` ${status}`)) continue
    const word = words.split(' ').find((it) => letters.includes(it))
    if (word === undefined) continue
    const { kind, retryable = false } = ruleIn(meaning)
    if (means(kind, letters)) return [kind, retryable, word]
  }
  return undefined
}
