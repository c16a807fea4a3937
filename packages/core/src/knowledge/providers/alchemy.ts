import { type Provider, defineProvider } from '../provider.ts'

/** Source: alchemy.com, /docs/reference/throughput and its "Monthly capacity" answer. */
export const alchemy: Provider = /* @__PURE__ */ defineProvider({
  name: 'alchemy',
  hosts: ['*.alchemy.com'],
  phrases: { 'quota 429': ['monthly capacity'] },
})
