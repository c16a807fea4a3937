import { type Kind, kinds } from '../nouns/fault.ts'

type WordRow = readonly [word: string, kind: Kind, under: readonly number[], retryable?: boolean]

/** The statuses that APIs use for more than one thing. */
const client = [200, 400, 401, 403, 404, 409, 412, 413, 422, 424]

/**
 * Words that machine codes of unrelated APIs share, looked for in a code or type whose letters and digits alone are kept
 * (`INSUFFICIENT_QUOTA` and `insufficient-quota` are one word). They speak only under statuses that mislead, never in prose.
 * Longer and more telling words stand first. Each row names two APIs that use it so.
 */
const words: readonly WordRow[] = [
  ['insufficientquota', 'quota', [...client, 429]], // OpenAI 429, Azure OpenAI 429
  ['insufficientbalance', 'quota', [...client, 429]], // DeepSeek 402, the jobs API 400
  ['insufficientcredit', 'quota', [...client, 429]], // Stability 402, OpenRouter 402
  ['creditsbalance', 'quota', [...client, 429]], // Google Cloud Code INSUFFICIENT_G1_CREDITS_BALANCE, AssemblyAI
  ['creditsexhausted', 'quota', [...client, 429]], // Mavera 402, Hunter 429
  ['quotaexceeded', 'quota', [...client, 429]], // Pinecone 429, ElevenLabs 401
  ['quotaexhausted', 'quota', [...client, 429]], // Google Cloud Code 429, Firebase
  ['usagecapped', 'quota', [...client, 429]], // X problem type, X title UsageCapExceeded
  ['dailylimit', 'quota', [...client, 429]], // Gmail, Google Drive dailyLimitExceeded
  ['requestlimitexceeded', 'quota', [400, 403]], // Salesforce REQUEST_LIMIT_EXCEEDED, Zoho
  ['ratelimit', 'rate_limit', [...client, 503]], // Stripe, Linear; Google userRateLimitExceeded
  ['toomanyrequests', 'rate_limit', [...client, 503]], // AWS TooManyRequestsException, Docker Hub
  ['throttl', 'rate_limit', [...client, 503]], // AWS ThrottlingException, SQS RequestThrottled
  ['throughputexceeded', 'rate_limit', client], // DynamoDB, Kinesis
  ['slowdown', 'rate_limit', [...client, 503]], // S3 SlowDown, OAuth slow_down (RFC 8628, 3.5)
  ['authorizationpending', 'authentication', [400], true], // RFC 8628, 3.5; Auth0
  ['contextlength', 'too_large', client], // OpenAI, Groq context_length_exceeded
  ['toolarge', 'too_large', client], // S3 EntityTooLarge, Fastify FST_ERR_CTP_BODY_TOO_LARGE
  ['accessdenied', 'permission', [400, 401]], // AWS AccessDeniedException, Kinesis
  ['insufficientpermission', 'permission', [400, 401]], // Deepgram 401, Google insufficientPermissions
  ['expiredtoken', 'authentication', [400, 403]], // AWS ExpiredTokenException, Azure ExpiredAuthenticationToken
  ['invalidgrant', 'authentication', [400]], // RFC 6749, 5.2; Auth0
  ['invalidauth', 'authentication', [200, 400, 403]], // Slack, Zoom
  ['invalidapikey', 'authentication', [400, 403]], // Mailchimp, Google API_KEY_INVALID's older form
  ['requesttimeout', 'timeout', client], // S3 RequestTimeout, Azure OperationTimedOut's sibling
  ['overloaded', 'overloaded', [...client, 429, 500]], // Anthropic overloaded_error, Groq
  ['notready', 'overloaded', [...client, 429]], // Bedrock ModelNotReadyException, Kubernetes
  ['alreadyexists', 'conflict', [400, 403, 422]], // Google ALREADY_EXISTS, AWS EntityAlreadyExists
  ['resourcenotfound', 'not_found', [400]], // AWS ResourceNotFoundException, Azure ResourceNotFound
  ['nosuch', 'not_found', [400]], // S3 NoSuchKey, Route 53 NoSuchHostedZone
  ['contentfilter', 'content_policy', client], // Azure OpenAI content_filter, Mistral
  ['contentpolicy', 'content_policy', client], // OpenAI content_policy_violation, LiteLLM
  ['contentmoderation', 'content_policy', client], // Stability content_moderation, Fireworks
  ['declined', 'payment', [400, 422]], // PayPal INSTRUMENT_DECLINED, Stripe card_declined
  ['concurrent', 'conflict', [409], true], // Fly.io, DynamoDB ConcurrentModification
]

/** What a machine code says under a status that is known to mislead, or undefined. */
export function ofWord(
  code: string,
  status: number | null,
): readonly [kind: Kind, retryable: boolean, word: string] | undefined {
  const rows = words.filter(([, , under]) => under.includes(status ?? 0))
  if (rows.length === 0) return undefined
  const letters = code
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  const row = rows.find(([word]) => letters.includes(word))
  return row && [row[1], row[3] ?? kinds[row[1]].retryable, row[0]]
}
