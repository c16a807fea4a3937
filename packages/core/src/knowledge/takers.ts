import { type Json, inked } from '../nouns/json.ts'
import { asCode } from './format.ts'

type Take = (value: Json, status: number | null) => unknown

type Field = 'status' | 'code' | 'type' | 'message' | 'param' | 'requestId' | 'docUrl'

/** What a field takes of a value. The status first: a code that only repeats it is none. */
export const takers: Readonly<Record<Field, Take>> = {
  status: statusOf,
  // that it is an error is known
  code: (value: Json, status: number | null) => (value === 'error' ? undefined : asCode(value, status)),
  type: textOf,
  message: textOf,
  param: textOf,
  requestId: textOf,
  docUrl: textOf,
}

/** Text that is not blank, or a number. */
export function textOf(value: Json): string | undefined {
  return typeof value === 'number' ? String(value) : inked(value)
}

/** That of a failure, also as a text: `"404"`. */
function statusOf(value: Json): number | undefined {
  const status = typeof value === 'string' ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined
}

/** The type of JSON, or `list`. */
export const typeOf = (value: Json): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)
