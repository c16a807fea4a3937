import { type Provider, defineProvider } from '../provider.ts'

/** Source: developers.docusign.com, "Rules and limits": the limits of an hour and of half a minute, with 400 and later with 429. */
export const docusign: Provider = /* @__PURE__ */ defineProvider({
  name: 'docusign',
  hosts: ['*.docusign.net'],
  phrases: { rate_limit: ['api invocations'] },
})
