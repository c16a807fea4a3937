import { generic } from '../formats/generic.ts'
import { type Provider, defineProvider, secondToMinute, trouble } from '../provider.ts'

/** Mira, chat completions. It gives a sentence and no code: the status is all there is. Source: its error guide. */
export const mira: Provider = /* @__PURE__ */ defineProvider({
  name: 'mira',
  hosts: ['api.vmira.ai'],
  formats: [generic],
  statuses: {
    400: { kind: 'validation', remedy: 'Correct the parameter that the message names.' },
    401: { kind: 'authentication', remedy: 'Check the key.' },
    402: { kind: 'quota', remedy: 'Top up the balance.' },
    403: { kind: 'permission', remedy: 'Choose a model that the plan includes, or upgrade the plan.' },
    404: { kind: 'not_found', remedy: 'Check the URL and the method.' },
    429: { kind: 'rate_limit', remedy: 'Slow down; keep to Retry-After.' },
    500: { kind: 'server', remedy: trouble },
    503: { kind: 'overloaded', remedy: trouble },
  },
  repeats: [429, 500, 503],
  throttledWaitMs: 60_000, // "without the header, wait 60 s"
  // 1, 2, 4, 8, 16 s …, at most 60 s, with jitter
  guide: { maxAttempts: 6, transient: secondToMinute, throttled: secondToMinute },
})
