import { type Api, type Said, apiOf } from '../api.ts'

const detailsOf = ({ fields, requestId, retryAfterMs }: Said): readonly unknown[] => [
  ...(fields.length === 0
    ? []
    : [
        {
          '@type': 'type.googleapis.com/google.rpc.BadRequest',
          fieldViolations: fields.map(([field, description]) => ({ field, description })),
        },
      ]),
  ...(retryAfterMs === undefined
    ? []
    : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterMs / 1_000}s` }]),
  ...(requestId === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId }]),
]

/** Google's APIs. Source: https://google.aip.dev/193, and google/rpc/error_details.proto, where RetryInfo states the wait. */
export const google: Api<
  | 'invalidKey'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'rateLimited'
  | 'serverError'
  | 'overloaded'
  | 'gatewayTimeout',
  'validation'
> = /* @__PURE__ */ apiOf(
  'google',
  {
    waitInBody: true,
    body: (said) => {
      const details = detailsOf(said)
      const { status, message, code } = said
      return { error: { code: status, message, status: code, ...(details.length === 0 ? {} : { details }) } }
    },
  },
  {
    validation: [400, 'INVALID_ARGUMENT', 'Some fields are wrong.', { fields: { name: 'It is required.' } }],
    invalidKey: [401, 'UNAUTHENTICATED', 'The credentials are not valid.'],
    forbidden: [403, 'PERMISSION_DENIED', 'The caller may not do this.'],
    notFound: [404, 'NOT_FOUND', 'There is no such resource.'],
    conflict: [409, 'ALREADY_EXISTS', 'A resource of this name exists.'],
    rateLimited: [429, 'RESOURCE_EXHAUSTED', 'Too many requests.'],
    serverError: [500, 'INTERNAL', 'Something went wrong.'],
    overloaded: [503, 'UNAVAILABLE', 'The service is not available for a while.'],
    gatewayTimeout: [504, 'DEADLINE_EXCEEDED', 'The deadline has passed.'],
  },
)
