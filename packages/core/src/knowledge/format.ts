import type { Fault } from '../nouns/fault.ts'
import { type Json, own } from '../nouns/json.ts'
import type { Rules } from './rule.ts'

export { fieldErrorsOf } from './field-errors.ts'

/** A response field's value by its lower-case name, or null. */
export type Header = (name: string) => string | null

/**
 * One error response as a format sees it. Text that is not JSON leaves `json` undefined; a list of one error is that error, and of an
 * event stream it is the event that holds an error. `text` is the body as it came.
 */
export type Wire = Readonly<{
  status: number | null
  header: Header
  json: Json | undefined
  text: string
  method: string
  /** Host name, with the port where the URL has one; lower case. */
  host: string
}>

/** What a format found. Absent fields say nothing; `kind`, `retryable` and `effect` only where the shape itself states them. */
export type Reading = {
  -readonly [Field in 'code' | 'type' | 'message' | 'param' | 'requestId' | 'retryAfterMs' | 'docUrl']?: NonNullable<
    Fault[Field]
  >
} & { -readonly [Field in 'fieldErrors' | 'kind' | 'retryable' | 'effect']?: Fault[Field] } & {
  /** The status that the body states of itself, where it may differ: an error inside a 200. */
  status?: number
}

/**
 * One wire shape. `read` answers undefined where the body is not of this shape; it must not throw and must not keep state. `codes`,
 * `says` and `phrases` tell what the shape's own codes and words mean, whoever sends them.
 */
export interface Format extends Pick<Rules, 'codes' | 'says' | 'phrases'> {
  readonly name: string
  /** Keys at the top of a JSON body, or within its `error` (`error.status`), one of which this shape always has. Absent: it is asked about every body. */
  readonly keys?: readonly string[]
  /** Its message may state a wait in words: looked for where nothing else states one. */
  readonly prose?: boolean
  read(wire: Wire, nowMs: number): Reading | undefined
  /** Is this success an error after all? Only asked where the user opted in. */
  inSuccess?(wire: Wire): boolean
}

/** Declares a format of your own. Put it before the built-in list: the first format that answers wins. */
export const defineFormat = (format: Format): Format => Object.freeze({ ...format })

/** The reading without what says nothing, so that a later source is asked. Undefined where nothing is left. */
export function found(reading: { readonly [Field in keyof Reading]: Reading[Field] | undefined }): Reading | undefined {
  let kept: Record<string, unknown> | undefined
  for (const name of Object.keys(reading)) {
    const value = reading[name as keyof Reading]
    if (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
      (kept ??= {})[name] = value
  }
  return kept
}

/** A machine code: text or a number, but not one that only repeats the status, and never a sentence. */
export function codeAt(value: unknown, status: number | null, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const code = asCode(own(value, key), status)
    if (code !== undefined) return code
  }
  return undefined
}

/** The same of a value itself. */
export function asCode(value: unknown, status: number | null): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim()
  return text !== '' && text !== '0' && text !== String(status) && text.length <= 200 && !/\s.*\s/.test(text)
    ? text
    : undefined
}
