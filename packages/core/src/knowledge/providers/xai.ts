import { xaiError } from '../formats/xai.ts'
import { type Provider, defineProvider } from '../provider.ts'

/** Its codes are gRPC's and say no more than the status. Source: "Debugging errors" of its documentation, and its sentences. */
export const xai: Provider = /* @__PURE__ */ defineProvider({
  name: 'xai',
  hosts: ['api.x.ai', '*.api.x.ai'],
  formats: [xaiError],
  phrases: {
    'authentication 400': ['incorrect api key'],
    'quota 403 429': ['any credits', 'available credits'],
  },
})
