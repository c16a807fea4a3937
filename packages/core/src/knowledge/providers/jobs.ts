import { errorObject } from '../formats/error-object.ts'
import { type Provider, defineProvider, remedies, secondToMinute } from '../provider.ts'

/** The API of jobs, clients and balance. It has no name and documents no host: `bind(jobs, host)`. Source: its error guide. */
export const jobs: Provider = /* @__PURE__ */ defineProvider({
  name: 'jobs',
  hosts: [],
  formats: [errorObject],
  // of its other codes the status tells the kind
  says: {
    'quota 400': 'INSUFFICIENT_BALANCE',
    'server stop 500': 'PROCESSING_FAILED',
  },
  remedies: {
    'Ask their support why the account is suspended.': 'SUSPENDED_ACCOUNT',
    'Top up the balance; the request itself is fine.': 'INSUFFICIENT_BALANCE',
    'Check the job; the same request fails again.': 'PROCESSING_FAILED',
    ...remedies,
  },
  repeats: [429, 500, 503, 'network'],
  // 3 attempts, 1 s and 2 s apart
  guide: { maxAttempts: 3, transient: secondToMinute, throttled: secondToMinute },
})
