import { type Api, apiOf } from '../api.ts'
import { errorObject } from '../shapes/error-object.ts'

const authentication = { type: 'authentication_error' }
const billing = { type: 'billing_error' }

/** Mavera, personas and market research, which speaks OpenAI's protocol. Source: https://docs.mavera.io/guides/errors. */
export const mavera: Api<
  | 'missingKey'
  | 'invalidKey'
  | 'revokedKey'
  | 'spentCredits'
  | 'budgetExceeded'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'serverError'
  | 'overloaded',
  'invalidModel' | 'missingField' | 'invalidField' | 'invalidPersona'
> = /* @__PURE__ */ apiOf('mavera', /* @__PURE__ */ errorObject(['type', 'code', 'param', 'request_id']), {
  missingKey: [401, 'missing_api_key', 'No API key was sent.', authentication],
  invalidKey: [401, 'invalid_api_key', 'The API key is not known.', authentication],
  revokedKey: [401, 'revoked_api_key', 'The API key was revoked.', authentication],
  invalidModel: [
    400,
    'invalid_model',
    'There is no such model.',
    { type: 'validation_error', fields: { model: 'Use mavera-1.' } },
  ],
  missingField: [
    400,
    'missing_field',
    'A required field is missing.',
    { type: 'validation_error', fields: { input: 'It is required.' } },
  ],
  invalidField: [
    400,
    'invalid_field',
    'A field has a wrong value.',
    { type: 'validation_error', fields: { input: 'It has to be a string.' } },
  ],
  invalidPersona: [
    400,
    'invalid_persona',
    'There is no such persona.',
    { type: 'validation_error', fields: { persona_id: 'It is not known.' } },
  ],
  spentCredits: [402, 'credits_exhausted', 'No credits are left in this period.', billing],
  budgetExceeded: [402, 'budget_exceeded', 'The budget of this workspace is spent.', billing],
  forbidden: [403, 'forbidden', 'The key may not do this.', { type: 'permission_error' }],
  notFound: [404, 'resource_not_found', 'There is no such resource.', { type: 'not_found_error' }],
  rateLimited: [429, 'rate_limit_exceeded', 'Too many requests.', { type: 'rate_limit_error' }],
  serverError: [500, 'internal_error', 'Something went wrong.', { type: 'server_error' }],
  overloaded: [503, 'service_unavailable', 'The service is not available for a while.', { type: 'server_error' }],
})
