import { type Provider, defineProvider } from '../provider.ts'

/** A sentence and no code; on the port of its own where it runs at home. */
export const qdrant: Provider = /* @__PURE__ */ defineProvider({
  name: 'qdrant',
  hosts: ['*.cloud.qdrant.io', 'localhost:6333'],
  phrases: {
    'too_large 429': ['limiter capacity'], // larger than that: no wait lets it pass (lib/collection/src/operations/types.rs)
  },
  waits: { prose: ['retry after'] },
})
