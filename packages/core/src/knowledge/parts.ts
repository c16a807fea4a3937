import { type Json, isObject } from '../nouns/json.ts'
import { fieldIn } from './field-errors.ts'
import { type Saying, sayingOf } from './names.ts'

const maxParts = 12
const maxLevels = 4
const ranks = [0, 1, 3]

/**
 * What the objects of a body say that may speak of the error, of a list the first: the error (0), what is beside it (1), one of a list
 * that speaks of one field (2), data (3).
 */
export function partsOf(json: Json | undefined): readonly Saying[] {
  const parts: Saying[] = []
  let level: (readonly [value: Json | undefined, rank: number])[] = [[json, 0]]
  for (let depth = 0; depth < maxLevels && level.length > 0; depth++) {
    const below: typeof level = []
    for (const [given, rank] of level) {
      const value = Array.isArray(given) ? given.find(isObject) : given
      if (!isObject(value) || parts.length >= maxParts) continue
      const part = sayingOf(value)
      part.rank = value !== given && fieldIn(value, part) ? Math.max(rank, 2) : rank
      parts.push(part)
      // what stands alone is the error, whatever it is called
      if (depth === 0 && isObject(part.lone)) below.push([part.lone, 0])
      else if (part.part)
        for (const it of part.part)
          if (typeof it.value === 'object') below.push([it.value, Math.max(rank, ranks[it.rank] ?? 0)])
    }
    level = below
  }
  return parts.length > 2 ? parts.sort((one, other) => one.rank - other.rank) : parts
}
