import { type Provider, defineProvider } from '../provider.ts'

/** GitHub. */
export const github: Provider = /* @__PURE__ */ defineProvider({
  name: 'github',
  hosts: ['api.github.com', '*.ghe.com'],
  phrases: {
    'rate_limit 403': ['rate limit', 'abuse detection', 'login attempts'], // rest/using-the-rest-api/troubleshooting-the-rest-api
  },
})
