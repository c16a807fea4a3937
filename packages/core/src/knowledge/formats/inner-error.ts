import { isObject, own, textAt } from '../../nouns/json.ts'
import { envelope } from '../envelope.ts'
import type { Format } from '../format.ts'

/**
 * An error object that says more than the usual, or says it under other names: `{"error": {"errors": [{"field", "message"}]}}` at
 * GoCardless, `description` at Yelp and Razorpay, `issues` and `fieldErrors` of Zod.
 */
export const innerError: Format = {
  name: 'inner_error',
  keys: ['error'],
  read(wire) {
    const error = own(wire.json, 'error')
    return isObject(error) &&
      (names.some((name) => own(error, name)) || textAt(error, 'message', 'code', 'type') === undefined)
      ? envelope(wire)
      : undefined
  },
}

const names = ['errors', 'description', 'fields', 'fieldErrors', 'issues', 'messages', 'title', 'info']
