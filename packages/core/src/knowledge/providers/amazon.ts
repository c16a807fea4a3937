import { type Provider, defineProvider } from '../provider.ts'

/** Amazon's Selling Partner API. Source: developer-docs.amazon.com, "Usage plans and rate limits". */
export const amazon: Provider = /* @__PURE__ */ defineProvider({
  name: 'amazon',
  hosts: ['*.amazon.com'],
  says: {
    rate_limit: 'QuotaExceeded', // a token bucket of requests a second
  },
})
