import type { Json, JsonObject } from '../nouns/json.ts'

/** What a name in an error body stands for, whoever the API is: names in small letters and digits alone, the more telling first. */
const roles: Readonly<Record<Role, readonly RegExp[]>> = {
  code: [
    /^(?:e|err|\w*error|fault|result|ret|internal)?code$|^err(?:or)?(?:codes|no|num(?:ber)?|key)$/,
    /^err(?:or)?(?:type|name)$|^exctype$|^messageid$|^statuscode$/,
  ],
  /** Of a code, or of something else; only where it looks like one. */
  word: [/^type$/, /^err(?:or)?$/, /^(?:name|id|category|kind|status|reason)$/],
  /** Of a text for people. */
  text: [
    /^(?:err(?:or)?|status|default|display|result|ret)?(?:message|msg)s?$/,
    /^(?:error)?(?:description|detail|summary)$|^faultstring$|^(?:more)?info(?:rmation)?$/,
  ],
  /** Of a text for people, or of something else; only where it does not look like a code. */
  saying: [/^_?err(?:ors?)?$/, /^(?:title|reason|details)$/, /^(?:statustext|nonfielderrors|value|text|exception)$/],
  param: [/^(?:param|parameter|field|argument)(?:name)?$|^attr$|^target$/],
  id: [/(?:request|correlation|trace|log|debug)id$/],
  status: [/^(?:http)?status(?:code)?$|^httpcode$/],
  /** Of what is wrong with the fields. */
  list: [
    /^\w*(?:errors?|violations)$|^(?:fields|modelstate|invalid(?:params|fields)|issues|details?|params|messages?|data|causes)$/,
  ],
  /** Of the field that an error of a list is about. */
  path: [
    /^(?:field|path|loc|pointer|param(?:eter)?|property(?:path|name)?|fieldname|attr(?:ibute)?)$/,
    /^(?:name|target)$/,
    /^(?:in|location|instancepath|fields)$/,
  ],
  /** Of a part that speaks of the error; the latter two belong to the answer, or to the request, and may have names of their own. */
  part: [
    /err|fault$|exception|^detail$|^reasons$/,
    /^(?:meta|status|response(?:status)?|body|messages?|cause|extensions|sys|_?embedded)$/,
    /^(?:details|data|result)$/,
  ],
}

export type Role = 'code' | 'word' | 'text' | 'saying' | 'param' | 'id' | 'status' | 'list' | 'path' | 'part'
export type Said = Readonly<{ name: string; value: Json; rank: number }>
/** What stands in an object under names that have a role; how near to the error it is, 0 being the error; and what stands in it alone. */
export type Saying = { readonly [name in Role]?: Said[] | undefined } & {
  rank: number
  readonly lone: Json | undefined
}
/** What can be made of a value, or undefined. */
export type Take<T> = (value: Json, name: string) => T | undefined

/** By role; one pass over the first of the names. */
export function sayingOf(object: JsonObject): Saying {
  const keys = Object.keys(object)
  const first = keys[0] ?? ''
  // all of them, so that V8 has one layout for it, and no prototype is asked
  const saying: { -readonly [name in keyof Saying]: Saying[name] } = {
    rank: 0,
    lone: keys.length === 1 && !inherited.has(first) ? object[first] : undefined,
    code: undefined,
    word: undefined,
    text: undefined,
    saying: undefined,
    param: undefined,
    id: undefined,
    status: undefined,
    list: undefined,
    path: undefined,
    part: undefined,
  }
  let left = maxNames
  for (const key of keys) {
    if (left-- === 0) break
    const value = object[key]
    if (value === undefined || value === null || key.length > maxLength) continue
    for (const { role, rank, name } of rolesOf(key)) {
      const said = { name, value, rank }
      const others = saying[role]
      if (others === undefined) saying[role] = [said]
      else others.push(said)
    }
  }
  return saying
}

/** What `take` makes of the first of which it makes anything, up to a rank: the first object counts, then the first name. */
export function firstOf<T>(sayings: readonly Saying[], most: number, role: Role, take: Take<T>): T | undefined {
  for (const saying of sayings) {
    const said = saying[role]
    if (said === undefined || saying.rank > most) continue
    for (let rank = 0; rank < mostRanks; rank++)
      for (const it of said) {
        const taken = it.rank === rank ? take(it.value, it.name) : undefined
        if (taken !== undefined) return taken
      }
  }
  return undefined
}

/** Names that every object has anyway: whoever sends an object under one of them names nothing. */
export const inherited: ReadonlySet<string> = /* @__PURE__ */ new Set(['__proto__', 'constructor', 'prototype'])
const maxNames = 40
const maxLength = 60
const mostKnown = 500
const mostRanks = 3

type Place = Readonly<{ role: Role; rank: number; name: string }>

/** `error_code`, `errorCode` and `Error-Code` are one name. Found once for each: an API has few, and says them again and again. */
function rolesOf(key: string): readonly Place[] {
  let places = known.get(key)
  if (places === undefined) {
    // an underscore in front is for what is somebody's own: it is no `message`
    const marked = key.toLowerCase().replace(/(?!^_)[^a-z\d]/g, '')
    const name = marked.replace('_', '')
    places = (Object.keys(roles) as Role[])
      .map((role) => ({ role, name, rank: roles[role].findIndex((test) => test.test(marked)) }))
      .filter(({ rank }) => rank >= 0)
    if (known.size >= mostKnown) known.clear()
    known.set(key, places)
  }
  return places
}

const known = /* @__PURE__ */ new Map<string, readonly Place[]>()
