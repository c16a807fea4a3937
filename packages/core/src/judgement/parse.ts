import type { Json } from '../nouns/json.ts'

/** Deeper than any error body that is not an attack; a reader that recurses stays far from the end of its stack. */
export const maxJsonDepth = 64

const quote = 34
const backslash = 92
const opens = (char: number): boolean => char === 0x7b || char === 0x5b // { [
const closes = (char: number): boolean => char === 0x7d || char === 0x5d // } ]

/**
 * JSON out of a body, whatever its content type says: proxies and frameworks mislabel it both ways. Undefined where it is not JSON, or
 * nests deeper than `maxJsonDepth`. Never throws. Read the result by own keys only (`at`): `__proto__` is an ordinary key in it.
 */
export function parse(text: string): Json | undefined {
  const start = firstInk(text)
  const first = text.charCodeAt(start)
  if (!opens(first) && first !== quote) return undefined
  if (tooDeep(text)) return undefined
  try {
    return JSON.parse(start === 0 ? text : text.slice(start)) as Json
  } catch {
    return undefined
  }
}

/** Index of the first character that is neither white space nor a byte order mark. */
function firstInk(text: string): number {
  let index = 0
  for (; index < text.length; index++) {
    const char = text.charCodeAt(index)
    if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09 && char !== 0xfeff) break
  }
  return index
}

/** Counted before `JSON.parse`, which itself accepts a hundred thousand levels. One pass, no recursion. */
function tooDeep(text: string): boolean {
  // as deep as it has brackets that open, and those are counted in no time
  let opened = 0
  for (const bracket of '{[')
    for (let at = text.indexOf(bracket); at >= 0 && opened <= maxJsonDepth; at = text.indexOf(bracket, at + 1)) opened++
  if (opened <= maxJsonDepth) return false
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index)
    if (inString) {
      if (char === backslash) index++
      else if (char === quote) inString = false
    } else if (char === quote) inString = true
    else if (opens(char)) {
      if (++depth > maxJsonDepth) return true
    } else if (closes(char)) depth--
  }
  return false
}
