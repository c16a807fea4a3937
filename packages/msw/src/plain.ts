import { type Failing, type Row, failing } from './api.ts'
import type { FieldOptions } from './options.ts'
import { errorObject } from './shapes/error-object.ts'

/** The shape that most APIs share: `{"error": {"message", "code", "details"?, "request_id"?}}`. */
const shape = /* @__PURE__ */ errorObject(['code', 'details', 'request_id'])

/** 401: the credentials are missing or wrong. */
export const unauthorized: Failing = /* @__PURE__ */ plain(
  'unauthorized',
  401,
  'invalid_api_key',
  'The API key is missing or not valid.',
)

/** 402: no money is left. */
export const spentCredits: Failing = /* @__PURE__ */ plain(
  'spentCredits',
  402,
  'credits_exhausted',
  'No credits are left.',
)

/** 403: the credentials are fine, and do not allow this. */
export const forbidden: Failing = /* @__PURE__ */ plain('forbidden', 403, 'forbidden', 'You may not do this.')

/** 404: nothing is there. */
export const notFound: Failing = /* @__PURE__ */ plain('notFound', 404, 'not_found', 'There is no such thing.')

/** 409: it exists, or has changed meanwhile. */
export const conflict: Failing = /* @__PURE__ */ plain('conflict', 409, 'conflict', 'It has changed meanwhile.')

/** 410: it was there and does not come back. */
export const gone: Failing = /* @__PURE__ */ plain('gone', 410, 'gone', 'It was deleted.')

/** 413: the request is too large. */
export const tooLarge: Failing = /* @__PURE__ */ plain(
  'tooLarge',
  413,
  'content_too_large',
  'The request is larger than allowed.',
)

/** 422: fields of the input are wrong. `fields` says which, `{ 'address.city': 'Too short.' }`. */
export const validation: Failing<FieldOptions> = /* @__PURE__ */ plain(
  'validation',
  422,
  'validation_error',
  'Some fields are wrong.',
  { fields: { email: 'An address is required.' } },
)

/** 429: too many requests for a short window. `retryAfterMs` states the wait. */
export const rateLimited: Failing = /* @__PURE__ */ plain(
  'rateLimited',
  429,
  'rate_limit_exceeded',
  'Too many requests.',
)

/** 429 as well, and no waiting cures it: the allowance is used up. */
export const quotaExceeded: Failing = /* @__PURE__ */ plain(
  'quotaExceeded',
  429,
  'insufficient_quota',
  'Your quota is used up.',
)

/** 500: it broke. */
export const serverError: Failing = /* @__PURE__ */ plain('serverError', 500, 'internal_error', 'Something went wrong.')

/** 503: up, and cannot take more now. `retryAfterMs` states the wait. */
export const overloaded: Failing = /* @__PURE__ */ plain(
  'overloaded',
  503,
  'service_unavailable',
  'The service is not available for a while.',
)

function plain(name: string, ...row: Row): Failing<FieldOptions> {
  return failing(name, shape, row)
}
