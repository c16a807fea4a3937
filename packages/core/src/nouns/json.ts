/** JSON as data. Every reader of untrusted JSON goes through the guards below: own properties only, never a prototype. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path of own keys, or undefined. Keys such as `__proto__` and `constructor` are ordinary names here. */
export function at(value: unknown, ...path: readonly (string | number)[]): Json | undefined {
  let here: unknown = value
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Record<string | number, unknown>)[key]
  }
  return here as Json | undefined
}

/** The first of these own keys that holds text which is not blank. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const found = at(value, key)
    if (typeof found === 'string' && found.trim() !== '') return found
  }
  return undefined
}

/** A list, or an empty one where the value is something else. */
export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])
