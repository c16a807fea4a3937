import { type Provider, defineProvider } from '../provider.ts'

/** Source: /docs/errors, /docs/rate-limits and /docs/flex-processing of its documentation. */
export const groq: Provider = /* @__PURE__ */ defineProvider({
  name: 'groq',
  hosts: ['api.groq.com'],
  says: {
    'permission 400': 'organization_restricted',
  },
  statuses: {
    498: { kind: 'overloaded' }, // the flex tier is at capacity
  },
})
