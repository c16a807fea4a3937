import { type Provider, defineProvider } from '../provider.ts'

/** Vercel. Source: REST API, "Errors". */
export const vercel: Provider = /* @__PURE__ */ defineProvider({
  name: 'vercel',
  hosts: ['api.vercel.com'],
  waits: { body: { 'error.limit.reset': 'epoch_seconds' } },
})
