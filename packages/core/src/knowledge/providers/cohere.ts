import { type Provider, defineProvider } from '../provider.ts'

/** A sentence and no code. Source: its "Errors" page (fern/pages/cohere-api/errors.mdx). */
export const cohere: Provider = /* @__PURE__ */ defineProvider({
  name: 'cohere',
  hosts: ['api.cohere.com', 'api.cohere.ai'],
  statuses: {
    498: { kind: 'content_policy' }, // API reference: the request or the response contains a deny-listed token
  },
  phrases: {
    'too_large 400': ['too many tokens'],
    'overloaded 400': ['not ready'],
    'quota 429': ['calls / month'], // a trial key; the same sentence with "/ minute" is a rate limit
  },
})
