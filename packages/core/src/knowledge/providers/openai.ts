import { type Provider, defineProvider } from '../provider.ts'

/** Source: the guides "Error codes" and "Rate limits" of its documentation. */
export const openai: Provider = /* @__PURE__ */ defineProvider({
  name: 'openai',
  hosts: ['api.openai.com', '*.api.openai.com'],
  says: {
    'content_policy 400': 'invalid_prompt', // "Error codes": flagged as violating the usage policy
  },
  phrases: {
    // 429 rate_limit_exceeded: one request asks for more than the limit of a minute holds
    'too_large 429': ['request too large'],
    'overloaded 429 500': ['overloaded'], // "Error codes", 503; also sent as 429
    'permission 401': ['insufficient permissions'], // a restricted key: "Missing scopes: …"
    'server 200': ['server had an error'], // "Error codes", 500; within a stream under any type
  },
})
