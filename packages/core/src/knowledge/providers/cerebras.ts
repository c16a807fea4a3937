import { type Provider, defineProvider } from '../provider.ts'

/** Every limit of its is a `…_quota_exceeded`; the sentence tells of which period. */
export const cerebras: Provider = /* @__PURE__ */ defineProvider({
  name: 'cerebras',
  hosts: ['api.cerebras.ai'],
  phrases: {
    'rate_limit 429': ['per minute', 'per hour'], // "Rate limits": requests and tokens per minute, hour and day
  },
})
