import { type Provider, defineProvider } from '../provider.ts'

export const commercetools: Provider = /* @__PURE__ */ defineProvider({
  name: 'commercetools',
  hosts: ['*.commercetools.com'],
  says: {
    conflict: 'ConcurrentModification', // docs.commercetools.com, /api/general-concepts, "Optimistic concurrency control": the version is stale
  },
})
