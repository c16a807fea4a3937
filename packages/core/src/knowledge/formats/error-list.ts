import { type Format } from '../format.ts'
import { shape } from '../shape.ts'

/** Errors in a list, of which each has a `category`: Square, in a 200 of its bulk endpoints under the name of an item; eBay (`errorId`). */
export const errorList: Format = /* @__PURE__ */ shape({
  name: 'error_list',
  when: ['errors.0.category', 'responses.*.errors.0.category'],
  code: 'errors.0.code errors.0.errorId *.*.errors.0.code errors.0.category',
  type: 'errors.0.category *.*.errors.0.category',
  message: 'errors.0.detail errors.0.message *.*.errors.0.detail',
  fieldErrors: 'errors',
  says: {
    // Square, ErrorCategory and ErrorCode
    payment: 'PAYMENT_METHOD_ERROR',
  },
})
