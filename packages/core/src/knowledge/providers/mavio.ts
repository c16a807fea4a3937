import { errorObject } from '../formats/error-object.ts'
import { type Provider, defineProvider, remedies } from '../provider.ts'

/** Mavio, meetings. It documents no host: `bind(mavio, host)`. Source: its error guide. Of POST the guide says nothing, so no `repeats`. */
export const mavio: Provider = /* @__PURE__ */ defineProvider({
  name: 'mavio',
  hosts: [],
  formats: [errorObject],
  // its codes say what their statuses say
  remedies: {
    'Check the key; it begins with mvo_live_.': '401 missing_api_key invalid_api_key',
    'Read it again; it exists or has changed.': '409',
    'Wait for the state that this needs.': '422',
    'Stay below 300 requests a minute.': '429',
    ...remedies,
  },
  keyPrefix: 'mvo_live_',
  support: { docsUrl: 'https://docs.mavioapp.com/api-reference/errors' },
})
