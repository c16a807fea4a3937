import { errorObject } from '../formats/error-object.ts'
import { type Provider, defineProvider, secondToMinute, trouble } from '../provider.ts'

const key = 'Check the key, or make a new key.'
const correct = 'Correct the parameter that the message names.'

/** The API of jobs, clients and balance. It has no name and documents no host: `bind(jobs, host)`. Source: its error guide. */
export const jobs: Provider = /* @__PURE__ */ defineProvider({
  name: 'jobs',
  hosts: [],
  formats: [errorObject],
  codes: {
    AUTHENTICATION_FAILED: { kind: 'authentication', status: 401, remedy: key },
    INVALID_API_KEY: { kind: 'authentication', status: 401, remedy: key },
    EXPIRED_API_KEY: { kind: 'authentication', status: 401, remedy: key },
    REVOKED_API_KEY: { kind: 'authentication', status: 401, remedy: key },
    AUTHORIZATION_FAILED: { kind: 'permission', status: 403, remedy: 'Use an account that may do this.' },
    SUSPENDED_ACCOUNT: { kind: 'permission', status: 403, remedy: 'Ask their support why the account is suspended.' },
    INSUFFICIENT_PERMISSIONS: { kind: 'permission', status: 403, remedy: 'Give the key the permission for this.' },
    INVALID_REQUEST: { kind: 'validation', status: 400, remedy: 'Send the documented form.' },
    MISSING_PARAMETER: { kind: 'validation', status: 400, remedy: 'Add the parameter that the message names.' },
    INVALID_PARAMETER: { kind: 'validation', status: 400, remedy: correct },
    INVALID_FORMAT: { kind: 'validation', status: 400, remedy: correct },
    INSUFFICIENT_BALANCE: { kind: 'quota', status: 400, remedy: 'Top up the balance; the request itself is fine.' },
    RESOURCE_NOT_FOUND: { kind: 'not_found', status: 404, remedy: 'Check the id.' },
    JOB_NOT_FOUND: { kind: 'not_found', status: 404, remedy: 'Check the id of the job.' },
    CLIENT_NOT_FOUND: { kind: 'not_found', status: 404, remedy: 'Check the id of the client.' },
    API_KEY_NOT_FOUND: { kind: 'not_found', status: 404, remedy: 'Check the id of the key.' },
    RATE_LIMIT_EXCEEDED: { kind: 'rate_limit', status: 429, remedy: 'Slow down; keep to Retry-After.' },
    INTERNAL_ERROR: { kind: 'server', status: 500, remedy: trouble },
    DATABASE_ERROR: { kind: 'server', status: 500, remedy: trouble },
    EXTERNAL_SERVICE_ERROR: { kind: 'server', status: 500, remedy: trouble },
    PROCESSING_FAILED: {
      kind: 'server',
      status: 500,
      retryable: false,
      remedy: 'Check the job; the same request fails again.',
    },
    SERVICE_UNAVAILABLE: { kind: 'overloaded', status: 503, remedy: trouble },
  },
  repeats: [429, 500, 503, 'network'],
  // 3 attempts, 1 s and 2 s apart
  guide: { maxAttempts: 3, transient: secondToMinute, throttled: secondToMinute },
})
