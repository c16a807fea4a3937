import { type Provider, defineProvider } from '../provider.ts'

/** Source: "Database limits" of its documentation. */
export const pinecone: Provider = /* @__PURE__ */ defineProvider({
  name: 'pinecone',
  hosts: ['*.pinecone.io'],
  phrases: {
    'quota 429': ['current month', 'per month'], // read, write and embedding units of a plan
    'quota 400 403': ["you've reached", 'project quota'], // indexes, storage and records of a plan; pods
  },
})
