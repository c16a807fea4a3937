import { type Provider, defineProvider } from '../provider.ts'

/** Source: /guides/inference-error-codes of its documentation. */
export const fireworks: Provider = /* @__PURE__ */ defineProvider({
  name: 'fireworks',
  hosts: ['api.fireworks.ai'],
  statuses: {
    412: { kind: 'quota' }, // the account is suspended: spending limit reached or an invoice not paid
  },
})
