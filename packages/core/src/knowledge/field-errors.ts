import type { FieldError } from '../nouns/fault.ts'
import { type Json, isObject, listOf, own, textAt } from '../nouns/json.ts'

/** Which text that stands alone under a name of a map says what is wrong with a field of that name: any, one of several words, none. */
export const anyText = /\S/
export const someText = /\S\s+\S/
export const noText = /$^/

/**
 * Field errors out of the forms that APIs share: a list of objects that each name a field and say what is wrong with it, or a map of
 * field to text, texts, such objects, or further fields. What names no field is left out.
 */
export const fieldErrorsOf = (value: Json | undefined, lone = someText): readonly FieldError[] =>
  (Array.isArray(value) ? inList(value, '', 0) : inMap(value, '', lone, 0)).slice(0, most)

/** The field that one error of a list names, or ''. The name of an exception, `NotFoundError`, is none. */
export const fieldOf = (item: Json | undefined): string =>
  pathNames
    .map((name) => pathOf(own(item, name)))
    .find((path) => path !== '' && !path.endsWith('Error') && !path.endsWith('Exception')) ??
  textAt(own(item, 'source'), 'pointer', 'parameter', 'header') ??
  ''

/** Deeper than forms nest, and far from the end of the stack. */
const maxDepth = 8
const most = 100
/** Names that every object has anyway: whoever sends an object under one of them names no field. */
export const inherited = /^(?:__proto__|constructor|prototype)$/
/** Of a text, to tell what it is. */
const maxSeen = 200
const pathNames: readonly string[] = [
  'field',
  'path',
  'loc',
  'pointer',
  'param',
  'parameter',
  'propertyPath',
  'propertyName',
  'property',
  'fieldName',
  'FieldName',
  'field_name',
  'attribute',
  'attr',
  'name',
  'target',
  'in',
  'location',
  'instancePath',
  'fields',
]
const messageNames: readonly string[] = [
  'message',
  'Message',
  'msg',
  'detail',
  'description',
  'defaultMessage',
  'errorMessage',
  'reason',
  'title',
  'details',
  'error',
]

/** What maps hold beside fields: what is said of the whole, what the error says of itself, and levels that are no field. */
const noField =
  /^(?:_?errors?|non_?field_?errors?|(?:error)?messages?|msg|detail|base|global|general|__all__|_schema|.*violations|fieldErrors|formErrors|properties|issues|children|details|params|data|fields)$/i

/** What an error says of itself in words of its own. */
const datum = /^(?:status|code|type)$/i

/** `["body", "items", 0]` is `body.items.0`; a JSON pointer stays as it is. */
const pathOf = (value: Json | undefined): string =>
  typeof value === 'string'
    ? value
    : listOf(value)
        .filter((part) => typeof part !== 'object')
        .join('.')

function within(value: Json | undefined, path: string, lone: RegExp, depth: number): readonly FieldError[] {
  if (typeof value === 'string') return path === '' || value.trim() === '' ? [] : [{ path, message: value }]
  if (depth > maxDepth) return []
  return Array.isArray(value) ? inList(value, path, depth) : one(value, path, lone, depth)
}

const inList = (value: Json, path: string, depth: number): readonly FieldError[] =>
  listOf(value)
    .slice(0, most)
    .flatMap((item) => within(item, fieldOf(item) || path, noText, depth + 1))

function inMap(value: Json | undefined, path: string, lone: RegExp, depth: number): readonly FieldError[] {
  return !isObject(value)
    ? []
    : Object.keys(value)
        .slice(0, most)
        .flatMap((key) => {
          const inner = own(value, key)
          const name = key.slice(0, maxSeen)
          if (isObject(inner) && inherited.test(name)) return []
          if (typeof inner === 'string' && (datum.test(name) || !lone.test(inner.slice(0, maxSeen)))) return []
          return within(inner, noField.test(name) ? path : path === '' ? key : `${path}.${key}`, lone, depth + 1)
        })
}

/** One error, or a level of more of them. */
function one(item: Json | undefined, path: string, lone: RegExp, depth: number): readonly FieldError[] {
  const message = textAt(item, ...messageNames)
  const rules = own(item, 'constraints')
  if (message === undefined)
    return isObject(rules) ? inList(Object.values(rules), path, depth) : inMap(item, path, lone, depth)
  const named = fieldOf(item) || path
  const code = textAt(item, 'code', 'type')
  return named === '' ? [] : [{ path: named, message, ...(code === undefined ? {} : { code }) }]
}
