import { type Provider, defineProvider } from '../provider.ts'

/** OVHcloud. Source: ovh/python-ovh, client.py. */
export const ovh: Provider = /* @__PURE__ */ defineProvider({
  name: 'ovh',
  hosts: ['*.ovh.com', '*.ovhcloud.com'],
  says: { 'authentication 400 403': 'INVALID_SIGNATURE INVALID_CREDENTIAL INVALID_KEY NOT_CREDENTIAL' },
  requestIdHeaders: ['x-ovh-queryid'],
})
