import { type Provider, defineProvider } from '../provider.ts'

/** Cloudflare's own API. */
export const cloudflare: Provider = /* @__PURE__ */ defineProvider({
  name: 'cloudflare',
  hosts: ['api.cloudflare.com'],
  says: {
    'authentication 400 403': '6003 9103 9106', // fundamentals, API troubleshooting: a credential that is missing or malformed
    'quota 429': '3036', // Workers AI, errors: the daily allocation
    'overloaded 429': '3040', // Workers AI, errors: out of capacity
  },
})
