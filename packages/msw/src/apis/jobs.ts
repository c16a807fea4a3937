import { type Api, apiOf } from '../api.ts'
import { errorObject } from '../shapes/error-object.ts'

/** The API of jobs, clients and balance, which has no name. Source: its error guide. */
export const jobs: Api<
  | 'authenticationFailed'
  | 'invalidKey'
  | 'expiredKey'
  | 'revokedKey'
  | 'forbidden'
  | 'suspendedAccount'
  | 'insufficientPermissions'
  | 'badRequest'
  | 'missingParameter'
  | 'invalidParameter'
  | 'invalidFormat'
  | 'spentCredits'
  | 'notFound'
  | 'jobNotFound'
  | 'clientNotFound'
  | 'keyNotFound'
  | 'rateLimited'
  | 'serverError'
  | 'databaseError'
  | 'externalServiceError'
  | 'processingFailed'
  | 'overloaded'
> = /* @__PURE__ */ apiOf('jobs', /* @__PURE__ */ errorObject(['code'], 'x-request-id'), {
  authenticationFailed: [401, 'AUTHENTICATION_FAILED', 'Authentication failed.'],
  invalidKey: [401, 'INVALID_API_KEY', 'The API key is not valid.'],
  expiredKey: [401, 'EXPIRED_API_KEY', 'The API key has expired.'],
  revokedKey: [401, 'REVOKED_API_KEY', 'The API key was revoked.'],
  forbidden: [403, 'AUTHORIZATION_FAILED', 'You may not do this.'],
  suspendedAccount: [403, 'SUSPENDED_ACCOUNT', 'The account is suspended.'],
  insufficientPermissions: [403, 'INSUFFICIENT_PERMISSIONS', 'The key lacks the permission for this.'],
  badRequest: [400, 'INVALID_REQUEST', 'The request cannot be read.'],
  missingParameter: [400, 'MISSING_PARAMETER', 'The parameter client_id is missing.'],
  invalidParameter: [400, 'INVALID_PARAMETER', 'The parameter type has a wrong value.'],
  invalidFormat: [400, 'INVALID_FORMAT', 'The parameter due_at is no date.'],
  // no money left, said with a 400
  spentCredits: [400, 'INSUFFICIENT_BALANCE', 'The balance is too low for this job.'],
  notFound: [404, 'RESOURCE_NOT_FOUND', 'There is no such resource.'],
  jobNotFound: [404, 'JOB_NOT_FOUND', 'There is no such job.'],
  clientNotFound: [404, 'CLIENT_NOT_FOUND', 'There is no such client.'],
  keyNotFound: [404, 'API_KEY_NOT_FOUND', 'There is no such API key.'],
  rateLimited: [429, 'RATE_LIMIT_EXCEEDED', 'Too many requests.'],
  serverError: [500, 'INTERNAL_ERROR', 'Something went wrong.'],
  databaseError: [500, 'DATABASE_ERROR', 'The job could not be written.'],
  externalServiceError: [500, 'EXTERNAL_SERVICE_ERROR', 'A service behind this one failed.'],
  // the job failed: the same request fails again
  processingFailed: [500, 'PROCESSING_FAILED', 'The recording could not be read.'],
  overloaded: [503, 'SERVICE_UNAVAILABLE', 'The service is not available for a while.'],
})
