import { type Provider, defineProvider } from '../provider.ts'

/** Source: its OpenAPI description, responses of /search. */
export const tavily: Provider = /* @__PURE__ */ defineProvider({
  name: 'tavily',
  hosts: ['api.tavily.com'],
  statuses: {
    432: { kind: 'quota' }, // the limit of the key or the plan
    433: { kind: 'quota' }, // the limit of pay as you go
  },
})
