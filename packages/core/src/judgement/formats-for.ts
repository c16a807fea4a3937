import { type Json, isObject, own } from '../nouns/json.ts'
import { defineMemo } from '../nouns/memo.ts'
import type { Format } from '../knowledge/format.ts'

/** Of a list those that may know a body, in their order: asking all of them of every body would cost more than all else. */
export function formatsFor(json: Json | undefined, formats: readonly Format[]): readonly Format[] {
  const top = keysOf(json)
  const inner = keysOf(own(json, 'error'))
  const root = shapesOf(formats)
  if (root.known > mostKnown) {
    root.next.clear()
    root.known = 0
  }
  let shape: Shape = root
  let left = longestShape
  // name by name: whoever joins them pays for a text to look up
  for (const key of inner.length > 0 ? [...top, null, ...inner] : top) {
    left -= key === null ? 1 : key.length
    if (left < 0) return asked(formats, top, inner)
    let next: Shape | undefined = shape.next.get(key)
    if (next === undefined) {
      shape.next.set(key, (next = { next: new Map() }))
      root.known++
    }
    shape = next
  }
  return (shape.asked ??= asked(formats, top, inner))
}

const keysOf = (json: Json | undefined): readonly string[] => (isObject(json) ? Object.keys(json) : [])

function asked(formats: readonly Format[], top: readonly string[], inner: readonly string[]): readonly Format[] {
  const names = new Set([...top, ...inner.map((key) => `error.${key}`)])
  return formats.filter((format) => {
    const keys = own(format, 'keys') as Format['keys']
    return keys === undefined || keys.some((key) => names.has(key))
  })
}

/** The names of a body, one behind the other; null: those within its `error` follow. An API has few shapes, and sends them again and again. */
type Shape = { asked?: readonly Format[]; readonly next: Map<string | null, Shape> }

const shapesOf = /* @__PURE__ */ defineMemo((_: readonly Format[]): Shape & { known: number } => ({
  next: new Map(),
  known: 0,
}))
const mostKnown = 2_000
const longestShape = 300

/** The API's own formats, then all others: one list for each API, so that what is known of a list is found again. */
export const allOf: (own: readonly Format[]) => (others: readonly Format[]) => readonly Format[] =
  /* @__PURE__ */ defineMemo((own) => defineMemo((others) => [...own, ...others.filter((it) => !own.includes(it))]))
