import { generic } from '../formats/generic.ts'
import { type Provider, defineProvider, remedies, secondToMinute } from '../provider.ts'

/** Mira, chat completions. It gives a sentence and no code: the status is all there is. Source: its error guide. */
export const mira: Provider = /* @__PURE__ */ defineProvider({
  name: 'mira',
  hosts: ['api.vmira.ai'],
  formats: [generic],
  remedies: {
    'Top up the balance.': '402',
    'Choose a model that the plan includes, or upgrade the plan.': '403',
    'Check the URL and the method.': '404',
    ...remedies,
  },
  repeats: [429, 500, 503],
  throttledWaitMs: 60_000, // "without the header, wait 60 s"
  // 1, 2, 4, 8, 16 s …, at most 60 s, with jitter
  guide: { maxAttempts: 6, transient: secondToMinute, throttled: secondToMinute },
})
