import { type Json, isObject, listOf } from '../nouns/json.ts'
import { fieldOf, inherited } from './field-errors.ts'

/**
 * An object of a body that may speak of the error: what stands in it under names in small letters and digits alone, whether it is the
 * error (0), beside it (1) or data (2), and whether it is one of a list and speaks of one field.
 */
export type Part = Readonly<{
  names: readonly (readonly [name: string, value: Json])[]
  rank: number
  ofField: boolean
}>

/** Names by tests, the more telling first. */
export type Names = readonly RegExp[]

/** What `take` makes of the first value under one of the names of which it makes anything: the first part counts, then the first test. */
export function pick<T>(
  parts: readonly Part[],
  names: Names,
  take: (value: Json, name: string, part: Part) => T | undefined,
): T | undefined {
  for (const part of parts)
    for (const test of names)
      for (const [name, value] of part.names) {
        const taken = testOf(names, name) === test ? take(value, name, part) : undefined
        if (taken !== undefined) return taken
      }
  return undefined
}

const near: Names = [/err|fault$|exception|^detail$|^reasons$/]
/** The latter belongs to the answer, or to the request, and may have a name and a type of its own. */
const far: Names = [
  /^(?:meta|status|response(?:status)?|body|messages?|cause|extensions|sys|embedded)$/,
  /^(?:details|data|result)$/,
]

const maxParts = 12
const maxNames = 40
const maxLevels = 4
const maxLength = 60
const mostKnown = 500

/** From the top down; of a list the first. */
export function partsOf(json: Json | undefined): readonly Part[] {
  const parts: Part[] = []
  let level: [value: Json | undefined, rank: number][] = [[json, 0]]
  for (let depth = 0; depth < maxLevels; depth++) {
    const below: typeof level = []
    for (const [value, rank] of level) {
      const first = Array.isArray(value) ? listOf(value).find(isObject) : value
      if (!isObject(first) || parts.length >= maxParts) continue
      const names = new Map<string, Json>()
      const keys = Object.keys(first)
      for (const key of keys.slice(0, maxNames)) {
        if (key.length > maxLength) continue
        const name = lettersOf(key)
        const inner = first[key] as Json
        if (inner === null) continue
        if (key === name || !names.has(name)) names.set(name, inner)
        if (typeof inner !== 'object') continue
        // what stands alone is the error, whatever it is called
        const isNear =
          testOf(near, name) || (depth === 0 && keys.length === 1 && isObject(inner) && !inherited.test(key))
        const test = isNear ? undefined : testOf(far, name)
        const distance = test ? far.indexOf(test) + 1 : 0
        if (isNear || distance > 0) below.push([inner, Math.max(rank, distance)])
      }
      parts.push({ names: [...names], rank, ofField: first !== value && fieldOf(first) !== '' })
    }
    level = below.length > 1 ? below.toSorted(([, one], [, other]) => one - other) : below
  }
  return parts
}

/** Found once for each name: an API has few, and says them again and again. */
function testOf(names: Names, name: string): RegExp | undefined {
  let found = known.get(names)
  if (found === undefined) known.set(names, (found = new Map()))
  if (!found.has(name)) {
    if (found.size >= mostKnown) found.clear()
    found.set(
      name,
      names.find((test) => test.test(name)),
    )
  }
  return found.get(name)
}

const known = /* @__PURE__ */ new WeakMap<Names, Map<string, RegExp | undefined>>()

/** `error_code`, `errorCode` and `Error-Code` are one name. */
function lettersOf(key: string): string {
  let name = letters.get(key)
  if (name === undefined) {
    if (letters.size >= mostKnown) letters.clear()
    letters.set(key, (name = key.toLowerCase().replace(/[^a-z\d]/g, '')))
  }
  return name
}

const letters = /* @__PURE__ */ new Map<string, string>()
