import { type Api, apiOf } from '../api.ts'
import { errorObject } from '../shapes/error-object.ts'
import { wordsOf } from '../stated-wait.ts'

const shape = /* @__PURE__ */ errorObject(['code', 'details', 'request_id'])

/** Mavio, meetings. Its 429 states the wait in words too. Source: https://docs.mavioapp.com/api-reference/errors. */
export const mavio: Api<
  | 'badRequest'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'unprocessable'
  | 'rateLimited'
  | 'serverError'
  | 'overloaded',
  'validation'
> = /* @__PURE__ */ apiOf(
  'mavio',
  {
    body: (said) => {
      const wait = said.retryAfterMs === undefined ? '' : ` Please retry after ${wordsOf(said.retryAfterMs)}.`
      return shape.body({ ...said, message: said.message + wait })
    },
  },
  {
    badRequest: [400, 'bad_request', 'The request cannot be read.'],
    validation: [400, 'validation_error', 'Some fields are wrong.', { fields: { title: 'A title is required.' } }],
    unauthorized: [401, 'unauthorized', 'The API key is missing or not valid.'],
    forbidden: [403, 'forbidden', 'The key lacks the scope meetings:write.'],
    notFound: [404, 'not_found', 'There is no such meeting.'],
    conflict: [409, 'conflict', 'A meeting of this name exists.'],
    unprocessable: [422, 'unprocessable_entity', 'The meeting has not ended yet.'],
    rateLimited: [429, 'rate_limit_exceeded', 'The limit of 300 requests per minute is reached.'],
    serverError: [500, 'internal_error', 'Something went wrong.'],
    overloaded: [503, 'service_unavailable', 'The service is not available for a while.'],
  },
)
