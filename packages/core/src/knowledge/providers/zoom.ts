import { type Provider, defineProvider } from '../provider.ts'

export const zoom: Provider = /* @__PURE__ */ defineProvider({
  name: 'zoom',
  hosts: ['api.zoom.us'],
  phrases: {
    'quota 429': ['daily'], // developers.zoom.us, /docs/api/rest/rate-limits: 429 for the limit of a day, told apart in prose
  },
})
