import type { FieldError } from '../../nouns/fault.ts'
import { type Json, at, isObject, listOf, textAt } from '../../nouns/json.ts'
import { type Format, codeAt, found } from '../format.ts'

/** `errors` as a tree of the fields, whatever their names, with `_errors` as its leaves: Discord, "Error Messages"; Zod's `format()`. */
export const nestedErrors: Format = {
  name: 'nested_errors',
  keys: ['errors'],
  read({ json, status, text }) {
    if (!text.includes('"_errors"')) return undefined
    return found({
      code: codeAt(json, status, 'code'),
      message: textAt(json, 'message'),
      fieldErrors: leavesOf(at(json, 'errors'), ''),
    })
  },
}

const leavesOf = (tree: Json | undefined, path: string): readonly FieldError[] =>
  isObject(tree)
    ? Object.entries(tree).flatMap(([key, inner]) =>
        key === '_errors'
          ? listOf(inner).map((item) => ({
              path: path.slice(1),
              message: textAt(item, 'message') ?? textAt([item], '0') ?? '',
            }))
          : leavesOf(inner, `${path}.${key}`),
      )
    : []
