import { type Provider, defineProvider } from '../provider.ts'

/** Source: plaid.com, /docs/errors, by type; most come with 400. */
export const plaid: Provider = /* @__PURE__ */ defineProvider({
  name: 'plaid',
  hosts: ['*.plaid.com'],
  says: {
    authentication: 'ITEM_LOGIN_REQUIRED',
    overloaded: 'INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE',
  },
})
