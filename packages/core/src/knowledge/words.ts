import { type Kind, kinds } from '../nouns/fault.ts'

type Group = Readonly<{ kind: Kind; retryable?: boolean; under: readonly number[]; words: readonly string[] }>

/** The statuses that APIs use for more than one thing. */
const vague = [200, 400, 401, 403, 404, 409, 412, 413, 422, 424]
const spent = [...vague, 429]
const slowed = [...vague, 503]
const laden = [...vague, 429, 500]

/**
 * Words that machine codes of unrelated APIs share, looked for in a code or type whose letters and digits alone are kept
 * (`INSUFFICIENT_QUOTA` and `insufficient-quota` are one word). They speak only under statuses that mislead, never in prose.
 * Longer and more telling words stand first. Each row names two APIs that use it so.
 */
const groups: readonly Group[] = [
  {
    kind: 'quota',
    under: spent,
    words: [
      'quota', // OpenAI insufficient_quota 429, ElevenLabs quota_exceeded 401
      'insufficientbalance', // DeepSeek 402, the jobs API 400
      'insufficientcredit', // Stability 402, OpenRouter 402
      'creditsbalance', // Google Cloud Code INSUFFICIENT_G1_CREDITS_BALANCE, AssemblyAI
      'usagecap', // X problem type usage-capped, X title UsageCapExceeded
      'usagelimit', // OpenAI Codex usage_limit_reached 429, Cursor usage_limit_exceeded 400
      'dailylimit', // Gmail, YouTube dailyLimitExceeded 403
    ],
  },
  {
    kind: 'quota',
    under: [400, 403],
    words: [
      'requestlimitexceeded', // Salesforce REQUEST_LIMIT_EXCEEDED, Zoho
    ],
  },
  {
    kind: 'rate_limit',
    under: slowed,
    words: [
      'ratelimit', // Stripe, Linear; Google userRateLimitExceeded
      'toomanyrequests', // AWS TooManyRequestsException, Docker Hub
      'throttl', // AWS ThrottlingException, SQS RequestThrottled
      'throughputexceeded', // DynamoDB, Kinesis
      'slowdown', // S3 SlowDown, OAuth slow_down (RFC 8628, 3.5)
      'toomanyattempts', // Firebase TOO_MANY_ATTEMPTS_TRY_LATER 400, Auth0 too_many_attempts 403
    ],
  },
  {
    kind: 'too_large',
    under: vague,
    words: [
      'contextlength', // OpenAI, Groq context_length_exceeded
      'toolarge', // S3 EntityTooLarge, Fastify FST_ERR_CTP_BODY_TOO_LARGE
    ],
  },
  {
    kind: 'permission',
    under: [400, 401],
    words: [
      'accessdenied', // AWS AccessDeniedException, Kinesis
      'insufficientpermission', // Deepgram 401, Google insufficientPermissions
    ],
  },
  {
    kind: 'permission',
    under: [200, 400],
    words: [
      'forbidden', // Apollo FORBIDDEN 200, Directus 200
    ],
  },
  {
    kind: 'authentication',
    under: [200, 400, 403],
    words: [
      'expiredtoken', // AWS ExpiredTokenException, S3 ExpiredToken
      'tokenexpired', // Directus TOKEN_EXPIRED, Firebase TOKEN_EXPIRED 400
      'invalidtoken', // RFC 6750, 3.1; Etsy
      'invalidcredential', // Supabase invalid_credentials 400, Directus INVALID_CREDENTIALS
      'invalidauth', // Slack, Zoom
      'invalidapikey', // Mailchimp, Google API_KEY_INVALID's older form
    ],
  },
  {
    kind: 'authentication',
    under: [200, 400],
    words: [
      'unauth', // Apollo UNAUTHENTICATED 200, gRPC UNAUTHENTICATED
    ],
  },
  {
    kind: 'timeout',
    under: vague,
    words: [
      'requesttimeout', // S3 RequestTimeout, Azure OperationTimedOut's sibling
    ],
  },
  {
    kind: 'overloaded',
    under: laden,
    words: [
      'overloaded', // Anthropic overloaded_error, Groq
      'notready', // Bedrock ModelNotReadyException, Kubernetes
      'serviceunavailable', // AWS ServiceUnavailableException 500, GitHub GraphQL SERVICE_UNAVAILABLE 200
    ],
  },
  {
    kind: 'conflict',
    under: [200, 400, 403, 422],
    words: [
      'alreadyexists', // Google ALREADY_EXISTS, AWS EntityAlreadyExists
    ],
  },
  {
    kind: 'not_found',
    under: [200, 400, 422],
    words: [
      'notfound', // AWS ResourceNotFoundException 400, Firebase EMAIL_NOT_FOUND 400
      'nosuch', // S3 NoSuchKey, Route 53 NoSuchHostedZone
    ],
  },
  {
    kind: 'content_policy',
    under: vague,
    words: [
      'contentfilter', // Azure OpenAI content_filter, Mistral
      'contentpolicy', // OpenAI content_policy_violation, LiteLLM
      'moderation', // Stability content_moderation 403, OpenAI moderation_blocked 400
    ],
  },
  {
    kind: 'payment',
    under: [400, 422],
    words: [
      'declined', // PayPal INSTRUMENT_DECLINED, Stripe card_declined
    ],
  },
  {
    kind: 'conflict',
    retryable: true,
    under: [409],
    words: [
      'concurrent', // Fly.io, DynamoDB ConcurrentModification
    ],
  },
  {
    kind: 'server',
    under: [200],
    words: [
      'internal', // Apollo INTERNAL_SERVER_ERROR, Slack internal_error
    ],
  },
  {
    kind: 'validation',
    under: [200],
    words: [
      'invalid', // Slack invalid_arguments, Cloudflare Turnstile invalid-input-response
    ],
  },
]

/** What a machine code says under a status that is known to mislead, or undefined. */
export function ofWord(given: string, status: number | null): Word | undefined {
  const code = given.slice(0, longestCode)
  const key = `${status} ${code}`
  if (known.has(key)) return known.get(key)
  if (known.size >= mostKnown) known.clear()
  const word = find(code, status)
  known.set(key, word)
  return word
}

type Word = readonly [kind: Kind, retryable: boolean, word: string]

/** An API has few codes, and says them again and again. */
const known = /* @__PURE__ */ new Map<string, Word | undefined>()
const mostKnown = 500
const longestCode = 200

function find(code: string, status: number | null): Word | undefined {
  let letters: string | undefined
  for (const { kind, retryable = kinds[kind].retryable, under, words } of groups) {
    if (!under.includes(status ?? 0)) continue
    letters ??= code.toLowerCase().replace(/[^a-z0-9]/g, '')
    const word = words.find((it) => letters?.includes(it))
    if (word !== undefined) return [kind, retryable, word]
  }
  return undefined
}
