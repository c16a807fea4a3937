export type Traits = Readonly<{
  /** May the same request succeed later? The rule where no status, code or header says otherwise. */
  retryable: boolean
  /** Which of the policy's two backoffs applies when it is retried. */
  backoff: 'transient' | 'throttled'
  /** Does it speak of the service's health? A circuit breaker counts only these. */
  health: boolean
}>

/** The closed list of kinds, a row each. The same word stands in types, logs, documentation and telemetry. */
const table = {
  /** The input is wrong; the same request never passes. */
  validation: { retryable: false, backoff: 'transient', health: false },
  /** No, bad, expired or revoked credentials. */
  authentication: { retryable: false, backoff: 'transient', health: false },
  /** Credentials are fine, but not allowed to do this. */
  permission: { retryable: false, backoff: 'transient', health: false },
  /** Credit, plan or a long-period allowance is used up; waiting seconds does not help. */
  quota: { retryable: false, backoff: 'throttled', health: false },
  /** This payment instrument was declined. */
  payment: { retryable: false, backoff: 'transient', health: false },
  /** Nothing there, or hidden. */
  not_found: { retryable: false, backoff: 'transient', health: false },
  /** The state forbids it: duplicate, stale version, lock. A race may be retryable, by its code. */
  conflict: { retryable: false, backoff: 'transient', health: false },
  /** It was there and will not come back. */
  gone: { retryable: false, backoff: 'transient', health: false },
  /** Body, URL, context or batch is over a size limit. */
  too_large: { retryable: false, backoff: 'transient', health: false },
  /** Method, media type, version or feature is not offered. */
  unsupported: { retryable: false, backoff: 'transient', health: false },
  /** Refused for what the content says. */
  content_policy: { retryable: false, backoff: 'transient', health: false },
  /** Too many requests for a short window: wait, then go on. The service is busy with us, not ill. */
  rate_limit: { retryable: true, backoff: 'throttled', health: false },
  /** Someone on the way gave up waiting. */
  timeout: { retryable: true, backoff: 'transient', health: true },
  /** Up, but says that it cannot take more now: capacity, maintenance, a model loading. */
  overloaded: { retryable: true, backoff: 'throttled', health: true },
  /** It broke. */
  server: { retryable: true, backoff: 'transient', health: true },
  /** No answer: refused, reset, DNS, TLS. Permanent ones (certificate, bad port) are not retryable, by their code. */
  network: { retryable: true, backoff: 'transient', health: true },
  /** The caller stopped it. */
  aborted: { retryable: false, backoff: 'transient', health: false },
  /** Our own breaker sent nothing. */
  circuit_open: { retryable: false, backoff: 'transient', health: false },
  /** A success that cannot be read: cut short, not the promised type, broken JSON. */
  bad_response: { retryable: false, backoff: 'transient', health: true },
  /** None of these can be shown. */
  unknown: { retryable: false, backoff: 'transient', health: false },
} as const

export type Kind = keyof typeof table
export const kinds: Readonly<Record<Kind, Traits>> = table

/** Did the server do it? `applied`: a success whose body could not be read. */
export type Effect = 'none' | 'unknown' | 'applied'

export type FieldError = Readonly<{ path: string; message: string; code?: string }>

/** What the failure means. Frozen, own properties only, survives `JSON.stringify`. */
export type Fault = Readonly<{
  kind: Kind
  /** Could the same request succeed later, were it idempotent? Whether it may be sent again is `decide`'s answer. */
  retryable: boolean
  effect: Effect
  status: number | null
  /** The most specific machine code that the API gave; never a number that only repeats the status. */
  code: string | null
  /** The API's own category, such as `validation_error`. */
  type: string | null
  /** The API's text, for developers; stripped of control characters and of the request's own secrets. */
  message: string | null
  /** The request parameter at fault. */
  param: string | null
  requestId: string | null
  /** The wait that the server stated, rounded up to whole milliseconds. null: not stated. 0 is a statement. */
  retryAfterMs: number | null
  fieldErrors: readonly FieldError[]
  /** Name of the API, where it was recognised by host or bound by the user. */
  provider: string | null
  docUrl: string | null
  /** What a developer should do about it, from the provider's table of codes. */
  remedy: string | null
  method: string
  origin: string
  /** Path only, without the query. */
  endpoint: string
  /** Epoch milliseconds at which the failure was seen. */
  atMs: number
  attempt: number
  /** The masked key, or null; never more than 10 characters of it. */
  keyHint: string | null
}>
