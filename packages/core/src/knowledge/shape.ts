import { type Json, own } from '../nouns/json.ts'
import { bare } from '../nouns/options.ts'
import { type Format, type Wire, fieldErrorsOf } from './format.ts'
import { type Path, firstAt } from './path.ts'
import type { Rules } from './rule.ts'
import { type Unit, waitMs } from './stated-wait.ts'
import { takers, textOf, typeOf } from './takers.ts'

/** Dotted paths of own keys, parted by blanks, of which the first that holds something counts; `0` is the first of a list, `*` any member. */
type Paths = string

/** A wire shape as a table. */
export type Table = Pick<Rules, 'codes' | 'says' | 'phrases'> &
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
    /** The message may state a wait in words. */
    prose?: boolean
    /** All of them count, not only the first. */
    fieldErrors?: Paths
    /** Under these tests, as in `when`, it is an error inside a success too. */
    inSuccess?: string | readonly string[]
  }>

/** A format out of its table. Nothing is read or split before the first error. */
export function shape(given: Table): Format {
  const table = bare(given)
  const { name, codes, says, phrases, prose, inSuccess } = table
  const keys = keysOf(table)
  let read: Format['read'] | undefined
  let isError: Test | undefined
  return Object.freeze(
    // of what the table does not have, undefined says nothing; an `inSuccess` is looked for by its name
    bare({
      name,
      codes,
      says,
      phrases,
      keys,
      prose,
      read: (wire: Wire, nowMs: number) => (read ??= compiled(table))(wire, nowMs),
      ...(inSuccess && { inSuccess: ({ json }: Wire) => (isError ??= anyOf(inSuccess))(json) }),
    } as Format),
  )
}

/** The first key of each group of tests, within `error` the first two; unless one of them is any key. */
function keysOf({ when }: Table): readonly string[] | undefined {
  const keys = [when].flat().map((tests) => /^(?:error\.(?=[a-z]))?[^.:= ]*/i.exec(tests)?.[0] ?? '*')
  return keys.includes('*') ? undefined : keys
}

function compiled(table: Table): Format['read'] {
  const holds = anyOf(table.when)
  const waits = (table.wait?.split(' ') ?? []).map((text) => {
    const [path = '', unit] = text.split(':')
    return [path.split('.'), unit as Unit] as const
  })
  const lists = pathsOf(table.fieldErrors)
  const fields = Object.entries(takers).flatMap(([field, take]) =>
    pathsOf(table[field as keyof typeof takers]).map((path) =>
      // behind a `!` a sentence counts too
      path[0] === '!' ? { field, path: path.slice(1), take: textOf } : { field, path, take },
    ),
  )
  return ({ json, status }, nowMs) => {
    if (typeof json !== 'object' || json === null || !holds(json)) return undefined
    const reading: Record<string, unknown> = bare({})
    let stated = status
    let done = ''
    // most paths of a table begin with the same key
    let key: string | undefined
    let under: Json | undefined
    // no pairs to take apart: that costs more than all else here
    for (const { field, path, take } of fields) {
      if (field === done) continue
      if (path[0] !== key) under = (key = path[0]) === '*' ? json : own(json, key as string)
      const found = firstAt(under, path, take, stated, key === '*' ? 0 : 1)
      if (found === undefined) continue
      reading[field] = found
      done = field
      if (field === 'status') stated = found as number
    }
    for (const [path, unit] of waits) {
      const ms = firstAt(json, path, (value) => waitMs(value, unit, nowMs) ?? undefined, null)
      if (ms === undefined) continue
      reading['retryAfterMs'] = ms
      break
    }
    // Azure puts data into a text: what was throttled, and until when
    const fieldErrors = lists
      .flatMap((path) => firstAt(json, path, fieldErrorsOf, undefined) ?? [])
      .filter((it) => !it.message.startsWith('{'))
    if (fieldErrors.length > 0) reading['fieldErrors'] = fieldErrors
    // of this shape, and silent: the next format may know more
    return Object.keys(reading).length > 0 ? reading : undefined
  }
}

type Test = (json: Json | undefined) => boolean

const pathsOf = (paths: Paths | undefined): readonly Path[] =>
  paths?.split(' ').map((path) => path.replace('!', '!.').split('.')) ?? []

function anyOf(when: Table['when']): Test {
  const tests = [when].flat().map(testsOf)
  return (json) => tests.some((all) => all.every((test) => test(json)))
}

function testsOf(when: string): readonly Test[] {
  return when.split(' ').map((test) => {
    const [, path = '', sign, right] = /^([^:=]+)([:=]?)(.*)$/.exec(test) ?? []
    const keys = path.split('.')
    const holds = (value: Json): true | undefined =>
      (sign === ':'
        ? typeOf(value) === right
        : sign === '='
          ? typeof value !== 'object' && String(value) === right
          : value !== null) || undefined
    return (json) => firstAt(json, keys, holds, null) === true
  })
}
