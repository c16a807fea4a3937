import { type Provider, defineProvider } from '../provider.ts'

/** Source: docs.stripe.com, /api/errors and /error-codes, and what its SDKs repeat. */
export const stripe: Provider = /* @__PURE__ */ defineProvider({
  name: 'stripe',
  hosts: ['*.stripe.com'],
  says: {
    'conflict retry': 'lock_timeout', // 429: another request holds the object (stripe-ruby, should_retry?)
  },
  statuses: {
    402: { kind: 'payment' }, // "the parameters were valid but the request failed"
    409: { kind: 'conflict', retryable: true }, // a request with the same key is under way; the SDKs repeat it
  },
})
