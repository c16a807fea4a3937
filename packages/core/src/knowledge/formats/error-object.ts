import { at, isObject, textAt } from '../../nouns/json.ts'
import { type Format, codeAt, fieldErrorsOf, found } from '../format.ts'

/**
 * `{"error": {"message", "code", "type", "param", …}}`: OpenAI and those who speak its protocol (Mavera), Stripe, Mavio, the jobs
 * API, Google, OData. Streams put the object into a list of one.
 */
export const errorObject: Format = {
  name: 'error_object',
  read({ json, status }) {
    const body = Array.isArray(json) ? at(json, 0) : json
    const error = at(body, 'error')
    if (!isObject(error)) return undefined
    return found({
      code: codeAt(error, status, 'code') ?? reasonAt(error, status) ?? codeAt(error, status, 'status', 'type', 'name'),
      type: textAt(error, 'type'),
      message: textAt(error, 'message', 'reason', 'detail'),
      param: textAt(error, 'param', 'target'),
      requestId: textAt(error, 'request_id', 'requestId') ?? textAt(body, 'request_id', 'requestId'),
      docUrl: textAt(error, 'doc_url', 'documentation_url'),
      fieldErrors: fieldErrorsOf(at(error, 'details')),
    })
  },
}

/** Google says in `errors` or in an ErrorInfo of `details` what its numeric `code` does not (AIP-193). */
const reasonAt = (error: unknown, status: number | null): string | undefined =>
  codeAt(at(error, 'errors', 0), status, 'reason') ??
  [0, 1, 2].map((index) => codeAt(at(error, 'details', index), status, 'reason')).find((reason) => reason !== undefined)
