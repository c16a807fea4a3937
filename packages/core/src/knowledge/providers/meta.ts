import { type Provider, defineProvider } from '../provider.ts'

/** Meta: Facebook, Instagram, WhatsApp. Nearly all of its errors are a 400 (docs/graph-api/guides/error-handling). */
export const meta: Provider = /* @__PURE__ */ defineProvider({
  name: 'meta',
  hosts: ['*.facebook.com', 'graph.instagram.com'],
  says: {
    rate_limit: '4 17 32 341 613 130429 131056', // 32, 613: graph-api/overview/rate-limiting; the last two: whatsapp/cloud-api/support/error-codes
    authentication: '102 190',
    permission: '10 200',
    overloaded: '2',
  },
})
