import { type Json, at, isObject, listOf, textAt } from '../../nouns/json.ts'
import { type Format, codeAt, fieldErrorsOf, found } from '../format.ts'

const codeNames = [
  'code',
  'error_code',
  'errorCode',
  'err_code',
  'errorcode',
  '__type',
  'Code',
  'id',
  'name',
  'errorType',
  'category',
  'reason',
  'type',
]
const messageNames = [
  'message',
  'Message',
  'error_description',
  'error_message',
  'errorMessage',
  'errorSummary',
  'err_msg',
  'msg',
  'description',
  'detail',
  'reason',
  'title',
]
const requestIdNames = [
  'request_id',
  'requestId',
  'RequestId',
  'requestID',
  'requestid',
  'debug_id',
  'errorId',
  'correlationId',
  'traceId',
]

/** JSON that no other format knows. It takes what stands under names that many APIs share, and leaves the rest alone. */
export const generic: Format = {
  name: 'generic',
  read({ json, status, header }) {
    if (typeof json === 'string') return found({ message: json })
    const body = Array.isArray(json) ? at(json, 0) : json
    if (!isObject(body)) return undefined
    const inner = innerOf(body)
    const sentence = textAt(body, 'error')
    const message =
      textAt(body, ...messageNames) ?? textAt(inner, ...messageNames) ?? (typeof inner === 'string' ? inner : undefined)
    // REST-JSON services of AWS give the code in a field, `Code:http://…`
    const errorType = header('x-amzn-errortype')?.split(':')[0]
    return found({
      code:
        errorType ??
        nameOf(codeAt(body, status, ...codeNames)) ??
        nameOf(codeAt(inner, status, ...codeNames)) ??
        (message === undefined ? undefined : word(sentence)),
      type: textAt(body, 'type') ?? textAt(inner, 'type'),
      message: message ?? sentence,
      param: textAt(body, 'param', 'field'),
      requestId: textAt(body, ...requestIdNames),
      docUrl: textAt(body, 'documentation_url', 'more_info', 'moreInfo', 'doc_url'),
      fieldErrors: fieldErrorsOf(at(body, 'errors')),
    })
  },
}

/** The first of a list of errors, under either of its names. */
const innerOf = (body: Json): Json | undefined => listOf(at(body, 'errors'))[0] ?? listOf(at(body, 'error'))[0]

/** AWS prefixes a namespace: `com.amazonaws.dynamodb.v20111205#ThrottlingException`. */
const nameOf = (code: string | undefined): string | undefined => code?.slice(code.indexOf('#') + 1)

/** A code has no blanks; a sentence has. */
const word = (text: string | undefined): string | undefined =>
  text !== undefined && !/\s/.test(text) ? text : undefined
