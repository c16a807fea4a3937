import type { Json } from '../nouns/json.ts'
import { codeAt } from './format.ts'

export type Path = readonly string[]
type Take = (value: Json, path: Path, status: number | null) => unknown

/** What a field takes of the value at a path. The status first: a code that only repeats it is none. */
export const takers = {
  status: statusOf,
  code: (value: Json, [first]: Path, status: number | null) =>
    // that it is an error is known
    value === 'error'
      ? undefined
      : first?.startsWith('!') && typeof value === 'string'
        ? textOf(value)
        : codeAt([value], status, '0'),
  type: textOf,
  message: textOf,
  param: textOf,
  requestId: textOf,
  docUrl: textOf,
} satisfies Readonly<Record<string, Take>>

/** Text that is not blank, or a number. */
function textOf(value: Json): string | undefined {
  return typeof value === 'number'
    ? String(value)
    : typeof value === 'string' && value.trim() !== ''
      ? value
      : undefined
}

/** That of a failure, also as a text: `"404"`. */
function statusOf(value: Json): number | undefined {
  const status = typeof value === 'string' ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined
}

/** The type of JSON, or `list`. */
export const typeOf = (value: Json): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)
