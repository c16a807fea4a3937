import { at, listOf, textAt } from '../../nouns/json.ts'
import type { Format } from '../format.ts'

/** 207 (RFC 4918, 13) in JSON: a list of what became of each part, with a status of its own. The first that failed speaks. */
export const multiStatus: Format = {
  name: 'multi_status',
  read({ json, status: whole }) {
    for (const part of whole === 207 ? Object.values(json ?? {}).flatMap(listOf) : []) {
      const status = Number(at(part, 'status'))
      if (status >= 400 && status < 600)
        return { status, message: textAt(part, 'message') ?? textAt(at(part, 'errors'), '0') ?? '' }
    }
    return undefined
  },
}
