import { type Provider, defineProvider } from '../provider.ts'

/** Source: developers.binance.com, spot API, "Error codes" and "Limits". */
export const binance: Provider = /* @__PURE__ */ defineProvider({
  name: 'binance',
  hosts: ['*.binance.com'],
  says: {
    rate_limit: '-1015', // orders; of requests the status tells
  },
  statuses: {
    418: { kind: 'rate_limit' }, // banned for going on after 429; Retry-After says for how long
  },
})
