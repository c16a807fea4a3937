import { type Provider, defineProvider } from '../provider.ts'

/** Hetzner Cloud. Source: its API reference, "Error Codes". */
export const hetzner: Provider = /* @__PURE__ */ defineProvider({
  name: 'hetzner',
  hosts: ['api.hetzner.cloud', 'api.hetzner.com'],
  says: {
    'quota 403': 'resource_limit_exceeded',
    overloaded: 'resource_unavailable placement_error',
    'conflict retry': 'conflict locked',
  },
})
