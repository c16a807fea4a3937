import type { Json } from '../nouns/json.ts'
import { own } from '../nouns/options.ts'
import { isSecretName, redacted } from './patterns.ts'
import { printable } from './text.ts'

/** Levels, values and characters that are kept; the rest is cut. Sources: OWASP Logging Cheat Sheet; Sentry's normalisation depth. */
const limits = { depth: 6, nodes: 1_000, text: 8_192 }
const truncated = '[Truncated]'
const unreadable = '[Unreadable]'

/**
 * A copy as plain JSON data, fit for a log: without secrets by name, by shape and by value (`secrets`), every text on one line.
 * Reads own enumerable data properties only, so no getter and no `toJSON` of yours runs; never throws, never changes its input.
 * At most 6 levels, 1 000 values, 8 192 characters in one text.
 */
export function redact<T>(value: T, options: { secrets?: readonly string[] } = {}): T {
  try {
    return plain(value, printable(own(options, 'secrets'))) as T
  } catch {
    return unreadable as T // the secrets could not be read, so nothing is shown
  }
}

function plain(root: unknown, print: (text: string, max?: number) => string): Json {
  let left = limits.nodes
  const text = (value: unknown): string => print(String(value), limits.text)
  const visit = (value: unknown, above: readonly object[]): Json => {
    if (--left <= 0) return truncated
    try {
      if (typeof value === 'object' && value !== null) return container(value, above)
      if (typeof value === 'function') return '[Function]'
      if (typeof value === 'boolean' || value == null) return value ?? null
      // a card number may come as a number; -0, NaN and infinities are no JSON
      return typeof value === 'number' && text(value) === String(value) && Number.isFinite(value)
        ? value || 0
        : text(value)
    } catch {
      return unreadable // a revoked proxy, a trap that throws
    }
  }
  const container = (value: object, above: readonly object[]): Json => {
    if (above.includes(value)) return '[Circular]'
    const leaf = leafOf(value)
    if (leaf !== undefined) return leaf && text(leaf)
    if (above.length >= limits.depth) return truncated
    const path = [...above, value]
    const list: Json[] = []
    const add = (item: unknown): unknown => left > 0 && list.push(visit(item, path))
    const named: [string, Json][] = []
    const put = (item: unknown, name: unknown): void => {
      if (left <= 0 || item === undefined) return
      const key = typeof name === 'object' ? `[item ${named.length}]` : text(name)
      named.push([key, visit(isSecretName(key, value instanceof URLSearchParams) ? masked(item) : item, path)])
    }
    if (Array.isArray(value)) {
      const first = data(value, 0)
      const isSecret = value.length === 2 && typeof first === 'string' && isSecretName(first)
      for (let index = 0; index < value.length && left > 0; index++)
        add(isSecret && index === 1 ? redacted : data(value, index))
      return list
    }
    if (value instanceof Set) {
      Set.prototype.forEach.call(value, add)
      return list
    }
    const pairs = [Map, Headers, URLSearchParams, FormData].find((type) => value instanceof type) as
      | typeof Map
      | undefined
    if (pairs !== undefined) pairs.prototype.forEach.call(value, put)
    else for (const key of namesOf(value)) put(data(value, key), key)
    return Object.fromEntries(named) // defines each key: `__proto__` stays an ordinary one
  }
  return visit(root, [])
}

/** `true`, `false` and nothing at all hold no secret, and tell a lot. */
const masked = (value: unknown): unknown => (typeof value === 'boolean' || value == null ? value : redacted)

/** An own data property; what a getter would say stays unsaid, but for the platform's own. An error's name is often its class's. */
function data(value: object, key: string | number): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(value, key)
  if (descriptor !== undefined) return own(descriptor, 'value')
  if (value instanceof DOMException) return Reflect.get(DOMException.prototype, key, value)
  return key === 'name' && value instanceof Error ? data(Object.getPrototypeOf(value) as object, key) : undefined
}

/** Objects that are shown as one word; undefined for all others. */
function leafOf(value: object): string | null | undefined {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[Binary]'
  if (value instanceof URL) return URL.prototype.toString.call(value)
  if (!(value instanceof Date)) return undefined
  const time = Date.prototype.getTime.call(value)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** An error's own texts are data as well, though not enumerable. */
const namesOf = (value: object): ReadonlySet<string> =>
  new Set([...(value instanceof Error ? ['name', 'message', 'cause', 'errors'] : []), ...Object.keys(value)])
