import { own as ownOf } from './json.ts'

/**
 * What an option takes, in the words that its error uses too: `a number from 0 to 9`, `an integer from 1 to 10`, `true or false`,
 * `a string`, `a list of strings`, `a function`, `an object`, or words in quotes, `'full' or 'equal'`; `or null`, `or true` or `or false` may
 * follow any of them.
 */
export type Takes = string
type Group = Readonly<Record<string, Takes>>
/** One line for each option name; a group of options is a table of its own; a pair: either. */
export type Checks<Name extends string = string> = Readonly<Record<Name, Takes | Group | readonly [Takes, Group]>>

/** An own property, or undefined: options are never read through a prototype. */
export const own: (value: object, key: string) => unknown = ownOf

/** A copy of its own properties, for which no prototype speaks: somebody may have left a `status` or a `retryable` on Object.prototype. */
export const bare = <T extends object>(value: T): T => Object.assign(Object.create(nothing) as T, value)

/** Objects without any prototype are kept as slow dictionaries by V8; one that inherits from an empty object is not. */
const nothing: object = /* @__PURE__ */ Object.freeze({ __proto__: null })

/**
 * Checks an options object against its table: own names only, groups one level deep. An option that is undefined counts as absent.
 * @throws TypeError that names the option, what it takes, and what it got.
 */
export function checkOptions(name: string, input: unknown, table: Checks): void {
  if (!fits('an object', input)) throw new TypeError(`recourse: ${name} takes an object, got ${shown(input)}`)
  for (const [key, value] of Object.entries(input as object)) {
    const takes = own(table, key) as Checks[string] | undefined
    if (takes === undefined)
      throw new TypeError(`recourse: unknown option ${name}.${key}; known are ${Object.keys(table).join(', ')}`)
    if (value === undefined) continue
    const [words, group] = (
      typeof takes === 'string' ? [takes] : Array.isArray(takes) ? takes : ['an object', takes]
    ) as readonly [Takes, Group?]
    const isGroup = group !== undefined && fits('an object', value)
    if (isGroup) checkOptions(`${name}.${key}`, value, group)
    else if (!fits(words, value)) throw new TypeError(`recourse: ${name}.${key} takes ${words}, got ${shown(value)}`)
  }
}

/** Is the value what an option takes? */
export function fits(takes: Takes, value: unknown): boolean {
  if (value === null) return takes.endsWith('null')
  if (typeof value === 'boolean' && takes.endsWith(`or ${value}`)) return true
  if (takes.startsWith("'"))
    return takes
      .slice(1, -1)
      .split("' or '")
      .includes(value as string)
  const [, word, least, most] = /^an? (\w+)(?: from ([-\d.]+) to ([-\d.]+))?/.exec(takes) ?? []
  if (least !== undefined)
    return (
      typeof value === 'number' &&
      (word === 'number' || Number.isInteger(value)) &&
      Number(least) <= value &&
      value <= Number(most)
    )
  if (word === 'list') return Array.isArray(value) && value.every((item) => takes.includes(` ${typeof item}s`))
  return word === undefined ? typeof value === 'boolean' : typeof value === word && !Array.isArray(value)
}

/** Never the content of an object, and little of a string: an option may hold a secret. */
const shown = (value: unknown): string =>
  Array.isArray(value)
    ? 'a list'
    : typeof value === 'string'
      ? JSON.stringify(value.slice(0, 20))
      : Object(value) === value
        ? `a value of type ${typeof value}`
        : String(value)
