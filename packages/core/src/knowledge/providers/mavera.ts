import { errorObject } from '../formats/error-object.ts'
import { type Provider, defineProvider, secondToMinute, trouble } from '../provider.ts'

/** Mavera, personas and market research. Source: its error guide and its "retries and rate limits" guide. */
export const mavera: Provider = /* @__PURE__ */ defineProvider({
  name: 'mavera',
  hosts: ['app.mavera.io'],
  formats: [errorObject],
  codes: {
    missing_api_key: { kind: 'authentication', remedy: 'Send the key: `Authorization: Bearer mvra_live_…`.' },
    invalid_api_key: {
      kind: 'authentication',
      remedy: 'Check the key in the workspace settings; it begins with mvra_live_.',
    },
    revoked_api_key: { kind: 'authentication', remedy: 'Make a new key.' },
    invalid_model: { kind: 'validation', remedy: 'Use the model mavera-1.' },
    missing_field: { kind: 'validation', remedy: 'Add the parameter that `param` names.' },
    invalid_field: { kind: 'validation', remedy: 'Correct the parameter that `param` names.' },
    invalid_persona: { kind: 'validation', remedy: 'Check the id of the persona.' },
    credits_exhausted: { kind: 'quota', remedy: 'Upgrade the plan, or wait for the reset.' },
    budget_exceeded: { kind: 'quota', remedy: 'Raise the budget, or wait for the reset.' },
    forbidden: { kind: 'permission', remedy: 'Give the key the permission for this.' },
    resource_not_found: { kind: 'not_found', remedy: 'Check the id and the workspace of the key.' },
    rate_limit_exceeded: { kind: 'rate_limit', remedy: 'Slow down; keep to Retry-After.' },
    internal_error: { kind: 'server', status: 500, remedy: trouble },
    service_unavailable: { kind: 'overloaded', status: 503, remedy: trouble },
  },
  repeats: [429, 500, 503, 'network'], // its guide repeats chat and responses calls; of 502 and 504 it says nothing
  // 5 retries from 1 s, doubled, up to 60 s; its jitter of up to one base on top is nearest to equal jitter
  guide: { maxAttempts: 6, transient: secondToMinute, throttled: secondToMinute },
  keyPrefix: 'mvra_live_',
  support: {
    email: 'support@mavera.io',
    statusUrl: 'https://status.mavera.io',
    docsUrl: 'https://docs.mavera.io/guides/errors',
  },
})
