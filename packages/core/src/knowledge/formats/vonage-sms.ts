import { type Format } from '../format.ts'
import { shape } from '../shape.ts'

/** `{"messages": [{"status": "1", "error-text"}]}` in a 200: Vonage, once Nexmo (developer.vonage.com, /api-errors/sms). */
export const vonageSms: Format = /* @__PURE__ */ shape({
  name: 'vonage_sms',
  when: 'messages.0.error-text',
  code: 'messages.0.status',
  message: 'messages.0.error-text',
  inSuccess: 'messages.0.error-text',
  says: {
    'rate_limit none': '1',
    validation: '2 3',
    authentication: '4',
    server: '5',
    quota: '9',
  },
})
