import { type Json, isObject, own } from '../nouns/json.ts'
import type { Format } from '../knowledge/format.ts'

/** Of a list those that may know a body, in their order: asking all of them of every body would cost more than all else. */
export function formatsFor(json: Json | undefined, formats: readonly Format[]): readonly Format[] {
  const top = isObject(json) ? Object.keys(json) : []
  const error = own(json, 'error')
  const inner = isObject(error) ? Object.keys(error) : []
  const shape = inner.length > 0 ? `${top.join()}.${inner.join()}` : top.join()
  let known = byShape.get(formats)
  if (known === undefined) byShape.set(formats, (known = new Map()))
  const found = known.get(shape)
  if (found !== undefined) return found
  const names = new Set([...top, ...inner.map((key) => `error.${key}`)])
  const asked = formats.filter((format) => {
    const keys = own(format, 'keys') as Format['keys']
    return keys === undefined || keys.some((key) => names.has(key))
  })
  if (shape.length > longestShape) return asked
  if (known.size >= mostShapes) known.clear()
  known.set(shape, asked)
  return asked
}

/** An API has few shapes, and sends them again and again. */
const byShape = /* @__PURE__ */ new WeakMap<readonly Format[], Map<string, readonly Format[]>>()
const mostShapes = 200
const longestShape = 300

/** The API's own formats, then all others: one list for each API, so that what is known of a list is found again. */
export function allOf(own: readonly Format[], others: readonly Format[]): readonly Format[] {
  const [base, list] = lists.get(own) ?? []
  if (list !== undefined && base === others) return list
  const all = [...own, ...others.filter((it) => !own.includes(it))]
  lists.set(own, [others, all])
  return all
}

const lists = /* @__PURE__ */ new WeakMap<
  readonly Format[],
  readonly [base: readonly Format[], list: readonly Format[]]
>()
