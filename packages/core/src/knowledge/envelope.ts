import type { FieldError } from '../nouns/fault.ts'
import { type Json, type JsonObject, own, textAt, inked } from '../nouns/json.ts'
import { anyText, fieldErrorsOf, noText } from './field-errors.ts'
import { type Reading, type Wire, asCode, found } from './format.ts'
import { firstOf } from './names.ts'
import { partsOf } from './parts.ts'

/**
 * What stands in a body under names that many APIs share, in any spelling (`error_code`, `errorCode`, `ErrorCode`), at whatever level: at
 * the top, in `error`, `errors[0]`, `fault`, `meta` …. The whole speaks before its parts, and what one field is accused of last.
 */
export function envelope({ json, status, header }: Wire): Reading | undefined {
  const parts = partsOf(json)
  if (parts.length === 0) return undefined
  const lone = parts[0]?.lone
  const fieldErrors = firstOf(parts, 3, 'list', (value, name) => listed(value, name, json))
  /** What is said of a field is no code of the whole. */
  const nameOf = (value: Json, name: string): string | undefined =>
    fieldErrors?.some((it) => it.message === value && it.code === undefined) ? undefined : wordOf(value, name)
  const message =
    firstOf(parts, 0, 'text', textOf) ??
    firstOf(parts, 0, 'saying', sentenceOf) ??
    firstOf(parts, 3, 'text', textOf) ??
    firstOf(parts, 3, 'saying', sentenceOf) ??
    (typeof lone === 'string' && lone.trim().includes(' ') ? lone : undefined)
  const statusOf = (value: Json): number | undefined => {
    const stated = Number(value)
    return stated >= 400 && stated < 600 && stated !== status ? stated : undefined
  }
  const stated =
    firstOf(parts, 3, 'status', statusOf) ?? ((status ?? 0) < 400 ? firstOf(parts, 0, 'code', statusOf) : undefined)
  const codeOf = (value: Json): string | undefined => {
    const code = own(value, 0) ?? value
    // what was read as the status of the body is no code besides
    if ((typeof code === 'string' && isEmpty(code)) || ((status ?? 0) >= 400 && Number(code) === stated))
      return undefined
    // in a field of its own, and beside a message, a few words are a code too
    const isFew =
      message !== undefined && message !== code && typeof code === 'string' && fewWords.test(code.slice(0, 60))
    return asCode(code, status) ?? (isFew ? code : undefined)
  }
  const code =
    firstOf(parts, 0, 'code', codeOf) ??
    firstOf(parts, 0, 'word', nameOf) ??
    firstOf(parts, 3, 'code', codeOf) ??
    firstOf(parts, 2, 'word', nameOf) ??
    // RFC 6750, 3: where the body does not say
    /\berror="([\w.-]{1,100})"/.exec(header('www-authenticate')?.slice(0, 2_000) ?? '')?.[1]
  return found({
    code,
    type: firstOf(parts, 0, 'word', (value, name) => (name === 'type' ? textOf(value, name) : undefined)),
    message,
    param: firstOf(parts, 0, 'param', wordOf),
    requestId: firstOf(parts, 3, 'id', textOf),
    status: stated,
    fieldErrors:
      fieldErrors ??
      // Django REST framework has the fields at the top
      ((message ?? code) === undefined || Array.isArray(json) || Object.values(json as JsonObject).every(Array.isArray)
        ? fieldErrorsOf(json, noText)
        : undefined),
  })
}

/** What says that it failed, and nothing else. */
const empty = /^(?:errors?|fail|failed|failure|exception|true|false|null|none|n\/?ok|ko|about:blank|)$/i

const isEmpty = (text: string): boolean => text.length < 20 && empty.test(text)
const fewWords = /^[a-z][\w ]{1,39}$/i

/** Text that is not blank; of a list under a name that may have one, the first. */
function textOf(value: Json, name: string): string | undefined {
  return inked(Array.isArray(value) && /err|message|^detail/.test(name) ? own(value, 0) : value)
}

/** Capitalised, `Forbidden`, it is a reason phrase; of hexadecimal digits it is an id. */
const isWord = (text: string): boolean =>
  text.length <= 100 && /^(?![A-Z][a-z]+$|[\da-f-]{8,}$)[A-Za-z_][\w.:-]*$/.test(text) && !isEmpty(text)

function wordOf(value: Json, name: string): string | undefined {
  const text = textOf(value, name)
  return text !== undefined && isWord(text) && !(name === 'id' && /\d/.test(text)) ? text : undefined
}

function sentenceOf(value: Json, name: string): string | undefined {
  const text = textOf(value, name)
  return text === undefined || isWord(text) || isEmpty(text) ? undefined : text
}

function listed(value: Json, name: string, json: Json | undefined): readonly FieldError[] | undefined {
  // with a code it is an error, and no map of fields
  if (typeof value !== 'object' || textAt(value, 'code', 'errorCode', 'msg') !== undefined) return undefined
  const lone =
    // JSend fails with a map of texts; elsewhere `data` is data
    /^(?:data|message|error)$/.test(name) && own(json, 'status') !== 'fail'
      ? noText
      : /^[^dp].*s$/.test(name)
        ? anyText
        : undefined
  const errors = fieldErrorsOf(value, lone)
  return errors.length > 0 ? errors : undefined
}
