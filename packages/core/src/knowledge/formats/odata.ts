import { type Json, listOf, own, textAt } from '../../nouns/json.ts'
import { type Format, codeAt, fieldErrorsOf, found } from '../format.ts'

/** OData 4 and 2, Azure, Microsoft Graph, SAP: `error.code` with causes in `details` and in a chain of `innererror` (OData JSON Format, 21). */
export const odata: Format = {
  name: 'odata',
  read({ json, text, header, status }) {
    // an answer to HEAD says it in a field alone (Azure Storage, "Status and error codes")
    if (text === '') return found({ code: header('x-ms-error-code') ?? undefined })
    const error = own(json, 'error')
    const details = listOf(own(error, 'details')).filter((it) => textAt(it, 'code') && textAt(it, 'message'))
    const first = innerOf(error)
    const said = textAt(own(error, 'message'), 'value')
    // with a type or a parameter it is of OpenAI's shape
    if (own(error, 'type') !== undefined || own(error, 'param') !== undefined) return undefined
    if (first === undefined && said === undefined && details.length === 0) return undefined
    const outer = textAt(error, 'code')
    // a code that says no more than that the cause stands in the details
    let code = /^Retryable|Deployment|^Multiple/.test(outer ?? '') ? codeAt(details[0], status, 'code') : undefined
    for (let inner = first, depth = 0; inner !== undefined && depth < 8; inner = innerOf(inner), depth++)
      code = codeAt(inner, status, 'code') ?? code
    return found({
      code: code ?? codeAt(error, status, 'code'),
      type: code && outer,
      message: textAt(error, 'message') ?? said,
      param: textAt(error, 'target'),
      requestId: textAt(first, 'request-id', 'client-request-id', 'transactionid'),
      // Azure puts data into a text: what was throttled, and until when
      fieldErrors: fieldErrorsOf(details.filter((it) => !textAt(it, 'message')?.startsWith('{'))),
    })
  },
}

const innerOf = (error: Json | undefined): Json | undefined => own(error, 'innererror') ?? own(error, 'innerError')
