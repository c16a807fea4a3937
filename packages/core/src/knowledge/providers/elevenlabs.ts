import { type Provider, defineProvider } from '../provider.ts'

/** Source: the help pages "API - Error Code 400 or 401" and "… 429". */
export const elevenlabs: Provider = /* @__PURE__ */ defineProvider({
  name: 'elevenlabs',
  hosts: ['*.elevenlabs.io'],
  says: {
    'permission 401': 'missing_permissions detected_unusual_activity',
    'too_large 400': 'max_character_limit_exceeded',
    'overloaded 429': 'system_busy',
  },
})
