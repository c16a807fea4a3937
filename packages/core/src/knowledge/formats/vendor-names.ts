import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/**
 * A code beside a vaguer one, or at a place of its own: PayPal (`name`, and the `issue` of a detail; its id is `debug_id`), Mandrill (`code`
 * is -1, the `name` tells), Stability (`id` is that of the request), Adyen's classic services (`errorCode`, whose `errorType` tells more than the
 * status), Square, eBay and Gusto (`category`); Weaviate (`error` a list, without codes); inside a 200 Google
 * Maps (`error_message`) and Tencent Cloud.
 */
export const vendorNames: Format = /* @__PURE__ */ shape({
  name: 'vendor_names',
  when: [
    'debug_id',
    'pspReference',
    'errorType errorCode',
    'status=error name',
    'id name errors.0:string',
    'errors.0.category',
    'error_message:string status:string',
    'Response.Error.Code',
    'error.0.message',
  ],
  code: 'details.0.issue errors.0.code errors.0.errorId errors.0.category name errorCode Response.Error.Code status',
  type: 'errorType errors.0.category',
  message:
    'details.0.description errors.0.detail errors.0.message errors.0 message error_message Response.Error.Message error.0.message',
  requestId: 'pspReference id Response.RequestId',
  fieldErrors: 'details errors',
  inSuccess: ['error_message:string status:string', 'Response.Error'],
  says: {
    // Mandrill, the error map of its client libraries; Tencent Cloud, API 3.0, "Common error codes"; Google Maps, "Status codes"
    authentication: 'Invalid_Key AuthFailure REQUEST_DENIED',
    quota: 'PaymentRequired LimitExceeded',
    validation: 'ValidationError MissingParameter',
    permission: 'UnauthorizedOperation',
    'rate_limit none': 'OVER_QUERY_LIMIT RequestLimitExceeded',
    overloaded: 'ResourceInsufficient',
    not_found: 'Unknown_Template',
    unsupported: 'configuration', // Adyen, /development-resources/error-codes: 905 and its like, with 500
    // PayPal, /api/rest/integration/orders-api/troubleshooting and /api/handle-payment-failures, with 422; Square, ErrorCategory
    payment: 'CARD_EXPIRED PAYMENT_METHOD_ERROR',
  },
  phrases: { 'conflict 422': ['already exists'] }, // Weaviate, /v1/schema
})
