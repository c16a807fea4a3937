import { at, isObject, listOf, textAt } from '../../nouns/json.ts'
import { type Format, codeAt, fieldErrorsOf, found } from '../format.ts'

/** FastAPI's `detail`: a sentence (Mira, Django REST framework too), an object, or a list of `{loc, msg, type}`. */
export const detail: Format = {
  name: 'detail',
  read({ json, status }) {
    const value = at(json, 'detail')
    // with a title or a type it is problem details
    if (value === undefined || textAt(json, 'title', 'type') !== undefined) return undefined
    if (isObject(value))
      return found({
        code: codeAt(value, status, 'code', 'status', 'type', 'error'),
        message: textAt(value, 'message', 'msg', 'error'),
      })
    if (typeof value === 'string') return found({ message: value, code: codeAt(json, status, 'code', 'error_code') })
    const first = listOf(value)[0]
    return found({
      message: textAt(first, 'msg', 'message'),
      code: codeAt(first, status, 'type', 'code'),
      fieldErrors: fieldErrorsOf(value),
    })
  },
}
