import { type Provider, defineProvider } from '../provider.ts'

/** Oracle Cloud Infrastructure. Source: "API Errors". */
export const oracle: Provider = /* @__PURE__ */ defineProvider({
  name: 'oracle',
  hosts: ['*.oraclecloud.com'],
  says: { 'quota 400': 'LimitExceeded', 'conflict retry 409': 'IncorrectState ExternalServerIncorrectState' },
  phrases: { 'overloaded 500': ['out of host capacity'] }, // Compute, LaunchInstance
})
