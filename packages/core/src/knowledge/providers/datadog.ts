import { type Provider, defineProvider } from '../provider.ts'

/** Datadog, in each of its sites. */
export const datadog: Provider = /* @__PURE__ */ defineProvider({
  name: 'datadog',
  hosts: ['*.datadoghq.com', '*.datadoghq.eu'],
  says: { 'validation 412': 'INVALID_BODY' }, // datadog-api-client-python, v2 cassettes of logs deletion
  phrases: {
    'authentication 403': ['api key'], // the same, v1 cassettes of /api/v1/validate
    'permission 400': ['non-parent org'], // the same, v2 cassettes of /api/v2/usage/summary/available_fields
  },
})
