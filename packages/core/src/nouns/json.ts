/** JSON as data. Every reader of untrusted JSON goes through the guards below: own properties only, never a prototype. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An own property, or undefined. Keys such as `__proto__` and `constructor` are ordinary names here. */
export const own = (value: unknown, key: string | number): Json | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string | number, Json>)[key]
    : undefined

/** The value at a path of own keys, or undefined. */
export const at = (value: unknown, ...path: readonly (string | number)[]): Json | undefined =>
  path.reduce<unknown>(own, value) as Json | undefined

/** Text that is not blank. */
export const inked = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

/** The first of these own keys that holds such text. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = inked(own(value, key))
    if (text !== undefined) return text
  }
  return undefined
}

/** A list, or an empty one where the value is something else. */
export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])
