import type { Kind } from '@recourse/core'

/** What each kind means, in one sentence. The pages in the core's `docs/kinds` begin with the same one. */
export const meanings: Readonly<Record<Kind, string>> = {
  validation: 'The input is wrong; the same request never passes.',
  authentication: 'There are no credentials, or they are bad, expired or revoked.',
  permission: 'The credentials are fine, but they do not allow this.',
  quota: 'Credit, plan or a long-period allowance is used up; waiting seconds does not help.',
  payment: 'This payment instrument was declined.',
  not_found: 'There is nothing here, or it is hidden.',
  conflict: 'The present state forbids it: a duplicate, a stale version, a lock.',
  gone: 'It was here and will not come back.',
  too_large: 'Body, URL, context or batch is over a size limit.',
  unsupported: 'The method, media type, version or feature is not offered.',
  content_policy: 'It was refused for what the content says.',
  rate_limit: 'There were too many requests for a short window: wait, then go on.',
  timeout: 'Someone on the way gave up waiting.',
  overloaded: 'The service is up, but says that it cannot take more now.',
  server: 'The service broke.',
  network: 'No answer came: refused, reset, DNS, TLS.',
  aborted: 'The caller stopped it.',
  circuit_open: 'Our own circuit breaker sent nothing.',
  bad_response: 'A success that cannot be read: cut short, not the promised type, broken JSON.',
  unknown: 'None of these can be shown.',
}
