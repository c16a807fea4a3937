import { type Api, apiOf } from '../api.ts'
import { idIn } from './request-id.ts'

/** Anthropic: the category is the code. Source: https://docs.anthropic.com/en/api/errors. */
export const anthropic: Api<
  | 'badRequest'
  | 'invalidKey'
  | 'spentCredits'
  | 'forbidden'
  | 'notFound'
  | 'tooLarge'
  | 'rateLimited'
  | 'serverError'
  | 'overloaded'
> = /* @__PURE__ */ apiOf(
  'anthropic',
  {
    body: ({ code, message, requestId }) => ({
      type: 'error',
      error: { type: code, message },
      ...(requestId === undefined ? {} : { request_id: requestId }),
    }),
    headers: /* @__PURE__ */ idIn('request-id'),
  },
  {
    badRequest: [400, 'invalid_request_error', 'max_tokens: Field required'],
    // no money left, said with a 400 and the code of any wrong request; the sentence alone tells
    spentCredits: [400, 'invalid_request_error', 'Your credit balance is too low. Buy credits to go on.'],
    invalidKey: [401, 'authentication_error', 'The API key is not valid.'],
    forbidden: [403, 'permission_error', 'The key may not use this.'],
    notFound: [404, 'not_found_error', 'There is no such model.'],
    tooLarge: [413, 'request_too_large', 'The request is larger than allowed.'],
    rateLimited: [429, 'rate_limit_error', 'The limit of tokens per minute is reached.'],
    serverError: [500, 'api_error', 'Something went wrong.'],
    overloaded: [529, 'overloaded_error', 'Overloaded'],
  },
)
