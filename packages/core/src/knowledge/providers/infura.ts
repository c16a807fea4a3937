import { type Provider, defineProvider } from '../provider.ts'

/** Source: docs.metamask.io, /services/how-to/avoid-rate-limiting, and web3j's list of its messages. */
export const infura: Provider = /* @__PURE__ */ defineProvider({
  name: 'infura',
  hosts: ['*.infura.io'],
  phrases: { 'quota 429': ['daily request'] },
})
