import { at, isObject, textAt } from '../../nouns/json.ts'
import { type Format, codeAt, fieldErrorsOf, found } from '../format.ts'

/** Problem details (RFC 9457). The media type is proof; without it a title beside a numeric status or a type is. */
export const problem: Format = {
  name: 'problem',
  read({ json, status, header }) {
    if (!isObject(json)) return undefined
    const declared = header('content-type')?.includes('problem+json') ?? false
    const looks =
      textAt(json, 'title') !== undefined &&
      (typeof at(json, 'status') === 'number' || textAt(json, 'type', 'detail') !== undefined)
    if (!declared && !looks) return undefined
    const type = textAt(json, 'type')
    return found({
      code: codeAt(json, status, 'code', 'errorCode', 'error_code') ?? (says(type) ? type : undefined),
      type,
      message: textAt(json, 'detail', 'title'),
      requestId: textAt(json, 'request_id', 'requestId', 'traceId', 'correlationId'),
      fieldErrors: [at(json, 'errors'), at(json, 'invalid-params'), at(json, 'violations')].flatMap((list) =>
        fieldErrorsOf(list),
      ),
    })
  },
}

/** `about:blank` means "as the status" (RFC 9457, 4.2.1), and a link into an RFC is the framework's, not the API's. */
const says = (type: string | undefined): boolean =>
  type !== undefined &&
  type !== 'about:blank' &&
  !/^https?:\/\/(?:tools\.ietf|www\.rfc-editor|datatracker\.ietf|httpstatuses)\./.test(type)
