import { type Api, apiOf } from '../api.ts'
import { errorObject } from './error-object.ts'

const type = 'invalid_request_error'

/** OpenAI, and those who speak its protocol. Source: https://platform.openai.com/docs/guides/error-codes. */
export const openai: Api<
  'invalidKey' | 'notFound' | 'contextTooLong' | 'rateLimited' | 'quotaExceeded' | 'serverError' | 'overloaded',
  'validation'
> = /* @__PURE__ */ apiOf('openai', /* @__PURE__ */ errorObject(['type', 'param', 'code'], 'x-request-id'), {
  validation: [400, 'invalid_value', 'A parameter has a wrong value.', { type, fields: { temperature: 'Too high.' } }],
  contextTooLong: [400, 'context_length_exceeded', 'The input is longer than the context of this model.', { type }],
  invalidKey: [401, 'invalid_api_key', 'The API key is not right.', { type }],
  notFound: [404, 'model_not_found', 'There is no such model, or you may not use it.', { type }],
  rateLimited: [429, 'rate_limit_exceeded', 'The limit of requests per minute is reached.', { type: 'requests' }],
  // a 429 that no waiting cures
  quotaExceeded: [
    429,
    'insufficient_quota',
    'Your quota is used up; look at your plan.',
    { type: 'insufficient_quota' },
  ],
  serverError: [500, null, 'The server had an error.', { type: 'server_error' }],
  overloaded: [503, null, 'The model is overloaded.', { type: 'service_unavailable_error' }],
})
