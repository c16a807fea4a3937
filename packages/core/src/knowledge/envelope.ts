import type { FieldError } from '../nouns/fault.ts'
import { type Json, own, textAt } from '../nouns/json.ts'
import { anyText, fieldErrorsOf, noText } from './field-errors.ts'
import { type Reading, type Wire, codeAt, found } from './format.ts'
import { type Part, partsOf, pick } from './parts.ts'

/**
 * What stands in a body under names that many APIs share, in any spelling (`error_code`, `errorCode`, `ErrorCode`), at whatever level: at
 * the top, in `error`, `errors[0]`, `fault`, `meta` …. The whole speaks before its parts, and what one field is accused of last.
 */
export function envelope({ json, status, header }: Wire): Reading | undefined {
  const parts = partsOf(json)
  if (parts.length === 0) return undefined
  const whole = parts.filter(({ ofField }) => !ofField)
  const near = whole.filter(({ rank }) => rank === 0)
  const say = (from: readonly Part[]): string | undefined =>
    pick(from, texts, textOf) ?? pick(from, sayings, sentenceOf)
  const [top] = parts
  const message = say(near) ?? say(parts) ?? (top?.names.length === 1 ? pick([top], any, proseOf) : undefined)
  const codeOf = (value: Json): string | undefined => {
    const code = own(value, 0) ?? value
    if (typeof code === 'string' && isEmpty(code)) return undefined
    // in a field of its own, and beside a message, a few words are a code too
    const isFew =
      message !== undefined && message !== code && typeof code === 'string' && fewWords.test(code.slice(0, 60))
    return codeAt([code], status, '0') ?? (isFew ? code : undefined)
  }
  const statusOf = (value: Json): number | undefined =>
    Number(value) >= 400 && Number(value) < 600 && Number(value) !== status ? Number(value) : undefined
  const code =
    pick(near, codes, codeOf) ??
    pick(near, words, wordOf) ??
    pick(whole, codes, codeOf) ??
    pick(parts, codes, codeOf) ??
    pick(
      parts.filter(({ rank }) => rank < 2),
      words,
      wordOf,
    ) ??
    // RFC 6750, 3: where the body does not say
    /\berror="([\w.-]{1,100})"/.exec(header('www-authenticate')?.slice(0, 2_000) ?? '')?.[1]
  const fieldErrors = pick(parts, lists, listed)
  const isMap = (message ?? code) === undefined || Object.values(json ?? {}).every(Array.isArray)
  return found({
    code,
    type: pick(near, type, textOf),
    message,
    param: pick(near, params, wordOf),
    requestId: pick(parts, ids, textOf),
    status: pick(parts, statuses, statusOf) ?? ((status ?? 0) < 400 ? pick(near, codes, statusOf) : undefined),
    // Django REST framework has the fields at the top
    fieldErrors: fieldErrors ?? (isMap ? fieldErrorsOf(json, noText) : undefined),
  })
}

/** Names in small letters and digits alone. Of a code, the more telling first. */
const codes = [
  /^(?:e|err|\w*error|fault|result|internal)?code$|^err(?:or)?(?:codes|no|num(?:ber)?|key)$/,
  /^err(?:or)?(?:type|name)$|^exctype$|^messageid$|^statuscode$/,
]
/** Of a code, or of something else; only where it looks like one. */
const words = [/^type$/, /^err(?:or)?$/, /^(?:name|id|category|kind|status|reason)$/]
/** Of a text for people. */
const texts = [
  /^(?:err(?:or)?|status|default|display)?(?:message|msg)s?$/,
  /^(?:error)?(?:description|detail|summary)$|^faultstring$|^(?:more)?info(?:rmation)?$/,
]
/** Of a text for people, or of something else; only where it does not look like a code. */
const sayings = [/^err(?:ors?)?$/, /^(?:title|reason|statustext|details|nonfielderrors|value|text|exception)$/]
const type = [/^type$/]
const any = [/./]
const params = [/^(?:param|parameter|field|argument)(?:name)?$|^attr$|^target$/]
const ids = [/(?:request|correlation|trace|log|debug)id$/]
const statuses = [/^(?:http)?status(?:code)?$|^httpcode$/]
const lists = [
  /^\w*(?:errors?|violations)$|^(?:fields|modelstate|invalid(?:params|fields)|issues|details?|params|messages?|data|causes)$/,
]

/** What says that it failed, and nothing else. */
const empty = /^(?:errors?|fail|failed|failure|exception|true|false|null|none|n\/?ok|ko|about:blank|)$/i

const isEmpty = (text: string): boolean => text.length < 20 && empty.test(text)
const fewWords = /^[a-z][\w ]{1,39}$/i

/** Text that is not blank; of a list under a name that may have one, the first. */
function textOf(value: Json, name: string): string | undefined {
  const text = Array.isArray(value) && /err|message|^detail/.test(name) ? own(value, 0) : value
  return typeof text === 'string' && text.trim() !== '' ? text : undefined
}

/** Capitalised, `Forbidden`, it is a reason phrase; of hexadecimal digits it is an id. */
const isWord = (text: string): boolean =>
  text.length <= 100 && /^[a-z_][\w.:-]*$/i.test(text) && !/^[A-Z][a-z]+$|^[\da-f-]{8,}$/.test(text) && !isEmpty(text)

function wordOf(value: Json, name: string): string | undefined {
  const text = textOf(value, name)
  return text !== undefined && isWord(text) && !(name === 'id' && /\d/.test(text)) ? text : undefined
}

function sentenceOf(value: Json, name: string): string | undefined {
  const text = textOf(value, name)
  return text === undefined || isWord(text) || isEmpty(text) ? undefined : text
}

/** A sentence, under whatever name. */
const proseOf = (value: Json): string | undefined =>
  typeof value === 'string' && value.trim().includes(' ') ? value : undefined

function listed(value: Json, name: string, part: Part): readonly FieldError[] | undefined {
  // with a code it is an error, and no map of fields
  if (typeof value !== 'object' || textAt(value, 'code', 'errorCode', 'msg') !== undefined) return undefined
  // JSend fails with a map of texts; elsewhere `data` is data
  const isFail = part.names.some(([key, text]) => key === 'status' && text === 'fail')
  const lone =
    /^(?:data|message|error)$/.test(name) && !isFail
      ? noText
      : name.endsWith('s') && !/^[dp]/.test(name)
        ? anyText
        : undefined
  const errors = fieldErrorsOf(value, lone)
  return errors.length > 0 ? errors : undefined
}
