import { type Json, type JsonObject, own } from '../nouns/json.ts'

/** Own keys from the outside in; `*` stands for any member. */
export type Path = readonly string[]

const maxMembers = 20

/** What `take` makes of the value at a path of own keys; of the members that a `*` stands for, the first of which it makes anything. */
export function firstAt<T, With>(
  value: Json | undefined,
  path: Path,
  take: (value: Json, given: With) => T | undefined,
  given: With,
  from = 0,
): T | undefined {
  let here = value
  for (let at = from; at < path.length; at++) {
    const key = path[at] as string
    if (typeof here !== 'object' || here === null) return undefined
    if (key === '*') {
      for (const member of Object.keys(here).slice(0, maxMembers)) {
        const taken = member === '__proto__' ? undefined : firstAt(own(here, member), path, take, given, at + 1)
        if (taken !== undefined) return taken
      }
      return undefined
    }
    // most paths end here, and to ask whose a property is costs as much as to ask for it
    const inner = (here as JsonObject)[key]
    if (inner === undefined || !Object.hasOwn(here, key)) return undefined
    here = inner
  }
  // LiteLLM writes Python's null
  return here === undefined || here === 'None' ? undefined : take(here, given)
}
