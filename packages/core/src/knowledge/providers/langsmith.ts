import { type Provider, defineProvider } from '../provider.ts'

/** Source: "Administration overview", rate limits, of its documentation. */
export const langsmith: Provider = /* @__PURE__ */ defineProvider({
  name: 'langsmith',
  hosts: ['*.smith.langchain.com'],
  phrases: {
    'quota 429': ['monthly'], // "Monthly unique traces usage limit exceeded"
  },
})
