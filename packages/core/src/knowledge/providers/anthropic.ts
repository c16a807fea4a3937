import { type Provider, defineProvider } from '../provider.ts'

/** Source: /docs/en/api/errors and /docs/en/api/rate-limits of its documentation. What has no code of its own is `invalid_request_error`. */
export const anthropic: Provider = /* @__PURE__ */ defineProvider({
  name: 'anthropic',
  hosts: ['api.anthropic.com'],
  phrases: {
    'quota 400 429': [
      'credit balance',
      'api usage limits', // a spend limit of the workspace or the organization
      'extra usage', // 429: long context is not part of the plan
    ],
    'too_large 400': ['mb maximum'],
    'content_policy 400': ['content filter'],
    'permission 400': ['organization has been disabled'],
  },
})
