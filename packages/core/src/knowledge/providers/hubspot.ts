import { type Provider, defineProvider } from '../provider.ts'

/** Source: developers.hubspot.com, "API usage guidelines and limits" and "Error handling". */
export const hubspot: Provider = /* @__PURE__ */ defineProvider({
  name: 'hubspot',
  hosts: ['api.hubapi.com'],
  phrases: {
    'quota 429': ['daily limit'], // policyName DAILY
  },
  statuses: {
    477: { kind: 'overloaded' }, // the account is being moved; with Retry-After
  },
})
