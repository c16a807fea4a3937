import type { FieldError } from '../nouns/fault.ts'
import { type Json, type JsonObject, isObject, listOf, own, textAt, inked } from '../nouns/json.ts'
import { type Saying, firstOf, inherited, sayingOf } from './names.ts'

/** Which text that stands alone under a name of a map says what is wrong with a field of that name: any, one of several words, none. */
export const anyText: RegExp = /\S/
export const someText: RegExp = /\S\s+\S/
export const noText: RegExp = /$^/

/**
 * Field errors out of the forms that APIs share: a list of objects that each name a field and say what is wrong with it, or a map of
 * field to text, texts, such objects, or further fields. What names no field is left out.
 */
export function fieldErrorsOf(value: Json | undefined, lone: RegExp = someText): readonly FieldError[] {
  const errors: FieldError[] = []
  if (typeof value === 'object' && value !== null) walk(value, '', lone, 0, errors)
  return errors
}

/** Deeper than forms nest, and far from the end of the stack. */
const maxDepth = 8
const most = 100
/** Of a text, to tell what it is. */
const maxSeen = 200

/** What maps hold beside fields: what is said of the whole, what the error says of itself, and levels that are no field. */
const noField =
  /^(?:_?errors?|non_?field_?errors?|(?:error)?messages?|msg|detail|base|global|general|__all__|_schema|.*violations|fieldErrors|formErrors|properties|issues|children|details|params|data|fields)$/i

/** What an error says of itself in words of its own. */
const datum = /^(?:status|code|type)$/i

/** `["body", "items", 0]` is `body.items.0`; a JSON pointer stays as it is. */
function pathOf(value: Json): string | undefined {
  const path =
    typeof value === 'string'
      ? value
      : listOf(value)
          .filter((part) => typeof part !== 'object')
          .join('.')
  return path === '' || path.endsWith('Error') || path.endsWith('Exception') ? undefined : path
}

/** The field that one error of a list names. The name of an exception, `NotFoundError`, is none. */
export const fieldIn = (item: JsonObject, saying: Saying): string | undefined =>
  firstOf([saying], 3, 'path', pathOf) ?? textAt(own(item, 'source'), 'pointer', 'parameter', 'header')

/** Not the value that was sent. */
const titleOf = (value: Json, name: string): string | undefined => (name === 'value' ? undefined : inked(value))

/** Texts, lists, errors, or levels of more of them. */
function walk(value: object, path: string, lone: RegExp, depth: number, errors: FieldError[]): void {
  const isList = Array.isArray(value)
  for (const key of Object.keys(value).slice(0, most)) {
    const inner = own(value, key)
    const name = key.slice(0, maxSeen)
    const at = isList || noField.test(name) ? path : (path && `${path}.`) + key
    if (errors.length >= most) return
    if (typeof inner === 'string') {
      const isText = isList || (!datum.test(name) && lone.test(inner.slice(0, maxSeen)))
      if (isText && at !== '' && inked(inner)) errors.push({ path: at, message: inner })
    } else if (typeof inner !== 'object' || inner === null || depth >= maxDepth) continue
    else if (!isObject(inner)) walk(inner, at, noText, depth + 1, errors)
    else if (isList || !inherited.has(key)) {
      const saying = sayingOf(inner)
      const field = fieldIn(inner, saying)
      const code = textAt(inner, 'code', 'type')
      const before = errors.length
      let message = firstOf([saying], 3, 'text', inked) ?? firstOf([saying], 3, 'saying', titleOf)
      if (message === undefined) {
        const rules = own(inner, 'constraints')
        const below = isObject(rules) ? Object.values(rules).filter((rule) => typeof rule === 'string') : inner
        walk(below, (isList && field) || at, isList ? noText : lone, depth + 1, errors)
        // of a list, what names a field and has no text has a code for one: GitHub
        if (isList && field !== undefined && errors.length === before) message = code
      }
      const named = field ?? at
      if (named !== '' && message !== undefined)
        errors.push({ path: named, message, ...(code !== undefined && { code }) })
    }
  }
}
