import { type Provider, defineProvider } from '../provider.ts'

/** Google's APIs, as far as they tell errors apart in prose alone, and Firebase Authentication, whose code begins the message. */
export const google: Provider = /* @__PURE__ */ defineProvider({
  name: 'google',
  hosts: ['*.googleapis.com'],
  phrases: {
    // Cloud Storage, "HTTP status and error codes": an upload in parts gets a 410; Identity Platform, REST API, "Error codes"
    rate_limit: ['exceeds the rate limit', 'too_many_attempts'],
    'permission 400': ['user location is not supported'], // Gemini API, "Troubleshooting"
    'too_large 400': ['exceeds the maximum number of tokens', 'payload size exceeds'], // Gemini API, "Troubleshooting"
    // Identity Platform, REST API, "Error codes"
    'conflict 400': ['email_exists'],
    'authentication 400': ['login_credentials', 'invalid_password'],
  },
})
