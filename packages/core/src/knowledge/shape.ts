import { type Json, own } from '../nouns/json.ts'
import { bare } from '../nouns/options.ts'
import { type Format, type Reading, type Wire, codeAt, fieldErrorsOf } from './format.ts'
import type { Rules } from './rule.ts'
import { type Unit, waitMs } from './stated-wait.ts'

/** Dotted paths of own keys, parted by blanks, of which the first that holds something counts; `0` is the first of a list, `*` any member. */
type Paths = string

/** A wire shape as a table. */
export type Table = Pick<Rules, 'codes' | 'says'> &
  Readonly<{
    name: string
    /** Tests that must all hold, parted by blanks; of a list, those of any member: `path`, `path:number` (a JSON type, or `list`), `path=text`. */
    when: string | readonly string[]
    /** A `!` before a path takes a code that is a sentence as well. */
    code?: Paths
    type?: Paths
    message?: Paths
    param?: Paths
    requestId?: Paths
    docUrl?: Paths
    /** The status that the body states of itself. */
    status?: Paths
    /** Each with the unit of its value: `retry_after:seconds`. */
    wait?: Paths
    /** All of them count, not only the first. */
    fieldErrors?: Paths
    /** Under these tests, as in `when`, it is an error inside a success too. */
    inSuccess?: string
  }>

/** A format out of its table. Nothing is read or split before the first error. */
export function shape(given: Table): Format {
  const table = bare(given)
  const { name, codes, says, inSuccess } = table
  const keys = keysOf(table)
  let read: Format['read'] | undefined
  return Object.freeze(
    bare({
      name,
      ...(codes && { codes }),
      ...(says && { says }),
      ...(keys && { keys }),
      read: (wire: Wire, nowMs: number) => (read ??= compiled(table))(wire, nowMs),
      ...(inSuccess && { inSuccess: ({ json }: Wire) => testsOf(inSuccess).every((test) => test(json)) }),
    }),
  )
}

/** The first keys of the tests, unless one of them is any key. */
function keysOf({ when }: Table): readonly string[] | undefined {
  const keys = [when].flat().map((tests) => /^[^.:= ]*/.exec(tests)?.[0] ?? '*')
  return keys.includes('*') ? undefined : keys
}

function compiled(table: Table): Format['read'] {
  const whens = [table.when].flat().map(testsOf)
  const waits = (table.wait?.split(' ') ?? []).map((text) => {
    const [path = '', unit] = text.split(':')
    return [path.split('.'), unit as Unit] as const
  })
  const lists = pathsOf(table.fieldErrors)
  const takers: readonly (readonly [keyof Reading & keyof Table, Take])[] = [
    ['code', (value, path, status) => codeOf(value, path[0]?.startsWith('!') ?? false, status)],
    ['type', textOf],
    ['message', textOf],
    ['param', textOf],
    ['requestId', textOf],
    ['docUrl', textOf],
    ['status', statusOf],
  ]
  const fields = takers
    .filter(([field]) => table[field])
    .map(([field, take]) => [field, pathsOf(table[field] as Paths), take] as const)
  return ({ json, status }, nowMs) => {
    if (typeof json !== 'object' || json === null) return undefined
    if (!whens.some((tests) => tests.every((test) => test(json)))) return undefined
    const reading: Record<string, unknown> = {}
    for (const [field, paths, take] of fields) {
      const found = firstOf(json, paths, (value, path) => take(value, path, status))
      if (found !== undefined) reading[field] = found
    }
    for (const [path, unit] of waits) {
      const ms = firstAt(json, path, (value) => waitMs(value, unit, nowMs) ?? undefined)
      if (ms === undefined) continue
      reading['retryAfterMs'] = ms
      break
    }
    const fieldErrors = lists.flatMap((path) => firstAt(json, path, fieldErrorsOf) ?? [])
    if (fieldErrors.length > 0) reading['fieldErrors'] = fieldErrors
    // of this shape, and silent: the next format may know more
    return Object.keys(reading).length > 0 ? reading : undefined
  }
}

type Take = (value: Json, path: Path, status: number | null) => unknown
type Path = readonly string[]
type Test = (json: Json | undefined) => boolean

const pathsOf = (paths: Paths | undefined): readonly Path[] => paths?.split(' ').map((path) => path.split('.')) ?? []

function testsOf(when: string): readonly Test[] {
  return when.split(' ').map((test) => {
    const [, path = '', sign, right] = /^([^:=]+)([:=]?)(.*)$/.exec(test) ?? []
    const keys = path.split('.')
    const holds = (value: Json): true | undefined =>
      (sign === ':' ? typeOf(value) === right : sign === '=' ? String(value) === right : value !== null) || undefined
    return (json) => firstAt(json, keys, holds) === true
  })
}

const typeOf = (value: Json): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)

function firstOf<T>(
  json: Json | undefined,
  paths: readonly Path[],
  take: (value: Json, path: Path) => T | undefined,
): T | undefined {
  for (const path of paths) {
    const taken = firstAt(json, path, (value) => take(value, path))
    if (taken !== undefined) return taken
  }
  return undefined
}

const maxMembers = 20

/** What `take` makes of the value at a path of own keys; of the members that a `*` stands for, the first of which it makes anything. */
export function firstAt<T>(
  value: Json | undefined,
  path: Path,
  take: (value: Json) => T | undefined,
  from = 0,
): T | undefined {
  if (value === undefined) return undefined
  const key = path[from]
  if (key === undefined) return take(value)
  if (key !== '*') return firstAt(own(value, key.startsWith('!') ? key.slice(1) : key), path, take, from + 1)
  if (typeof value !== 'object' || value === null) return undefined
  for (const member of Object.keys(value).slice(0, maxMembers)) {
    const taken = firstAt(own(value, member), path, take, from + 1)
    if (taken !== undefined) return taken
  }
  return undefined
}

/** Text that is not blank, or a number. */
const textOf = (value: Json): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value.trim() !== '' ? value : undefined

const codeOf = (value: Json, isSentence: boolean, status: number | null): string | undefined =>
  isSentence && typeof value === 'string' ? textOf(value) : codeAt({ value }, status, 'value')

/** A number of three digits, also as a text: `"404"`. */
function statusOf(value: Json): number | undefined {
  const status = typeof value === 'string' ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined
}
