import type { Format } from '../format.ts'
import { shape } from '../shape.ts'

/** OData 4 and 2, Azure, Microsoft Graph, SAP: `error.code` with causes in `details` and in a chain of `innererror` (OData JSON Format, 21). */
export const odata: Format = /* @__PURE__ */ shape({
  name: 'odata',
  when: ['error.innererror', 'error.innerError', 'error.message.value', 'error.details.0.code error.details.0.message'],
  code: 'error.innererror.innererror.innererror.code error.innererror.innererror.code error.innererror.code error.innerError.innerError.code error.innerError.code error.code',
  // beside a code that says no more than that the cause stands in the details
  type: 'error.details.0.code error.code',
  message: 'error.message error.message.value',
  param: 'error.target error.param',
  fieldErrors: 'error.details',
  requestId: 'error.innererror.request-id error.innerError.request-id error.innererror.transactionid',
})
