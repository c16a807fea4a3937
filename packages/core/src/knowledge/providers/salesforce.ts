import { type Provider, defineProvider } from '../provider.ts'

/** Source: its REST API guide, "Status codes and error responses", and its SOAP API guide, "ExceptionCode". */
export const salesforce: Provider = /* @__PURE__ */ defineProvider({
  name: 'salesforce',
  hosts: ['*.salesforce.com'],
  says: {
    'conflict retry': 'UNABLE_TO_LOCK_ROW',
    authentication: 'INVALID_LOGIN INVALID_SESSION_ID', // SOAP sends them with 500
  },
  phrases: {
    'rate_limit 403 500': ['concurrent'], // REQUEST_LIMIT_EXCEEDED is a day's allowance, or too much at once
  },
})
