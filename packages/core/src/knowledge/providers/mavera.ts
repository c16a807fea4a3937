import { errorObject } from '../formats/error-object.ts'
import { type Provider, defineProvider, remedies, secondToMinute } from '../provider.ts'

/** Mavera, personas and market research. Source: its error guide and its "retries and rate limits" guide. */
export const mavera: Provider = /* @__PURE__ */ defineProvider({
  name: 'mavera',
  hosts: ['app.mavera.io'],
  formats: [errorObject],
  // its codes say what their statuses say
  remedies: {
    'Use the model mavera-1.': 'invalid_model',
    'Check the key in the workspace settings; it begins with mvra_live_.': '401 missing_api_key invalid_api_key',
    'Raise the budget, or wait for the reset.': 'budget_exceeded',
    'Upgrade the plan, or wait for the reset.': '402',
    ...remedies,
  },
  repeats: [429, 500, 503, 'network'], // its guide repeats chat and responses calls; of 502 and 504 it says nothing
  // 5 retries from 1 s, doubled, up to 60 s; its jitter of up to one base on top is nearest to equal jitter
  guide: {
    maxAttempts: 6,
    transient: secondToMinute,
    throttled: secondToMinute,
    // closed again after one call that succeeds
    breaker: { failureRate: null, consecutive: 5, openMs: 60_000, maxOpenMs: 60_000 },
  },
  keyPrefix: 'mvra_live_',
  support: {
    email: 'support@mavera.io',
    statusUrl: 'https://status.mavera.io',
    docsUrl: 'https://docs.mavera.io/guides/errors',
  },
})
