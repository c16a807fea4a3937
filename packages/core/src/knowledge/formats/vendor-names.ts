import { type Format } from '../format.ts'
import { shape } from '../shape.ts'

/**
 * A code beside a vaguer one: PayPal (`name`, and the `issue` of a detail; its id is `debug_id`), Mandrill (`code` is -1, the `name` tells),
 * Adyen's classic services (`errorCode`, whose `errorType` tells more than the status).
 */
export const vendorNames: Format = /* @__PURE__ */ shape({
  name: 'vendor_names',
  when: ['debug_id', 'pspReference', 'errorType errorCode', 'status=error name'],
  code: 'details.0.issue name errorCode',
  type: 'errorType',
  message: 'details.0.description message',
  requestId: 'pspReference',
  fieldErrors: 'details',
  says: {
    // Mandrill, the error map of its client libraries; the status is 500 whatever went wrong
    authentication: 'Invalid_Key',
    quota: 'PaymentRequired',
    validation: 'ValidationError',
    not_found: 'Unknown_Template',
    unsupported: 'configuration', // Adyen, /development-resources/error-codes: 905 and its like, with 500
    // PayPal, /api/rest/integration/orders-api/troubleshooting and /api/handle-payment-failures, with 422
    payment: 'CARD_EXPIRED',
  },
})
