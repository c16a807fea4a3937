import { type Provider, defineProvider } from '../provider.ts'

/** Source: "Errors and debugging" and "Limits" of its documentation. */
export const openrouter: Provider = /* @__PURE__ */ defineProvider({
  name: 'openrouter',
  hosts: ['openrouter.ai'],
  phrases: {
    'quota 403 429': ['per-day', 'key limit'],
    'content_policy 403': ['flagged'],
  },
  waits: { body: { 'error.metadata.headers.X-RateLimit-Reset': 'epoch_milliseconds' } },
})
