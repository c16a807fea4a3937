import { at, isObject, listOf, textAt } from '../../nouns/json.ts'
import { type Format, found } from '../format.ts'

/** 207 (RFC 4918, 13) in JSON: a list of what became of each part, with a status of its own. The first that failed speaks. */
export const multiStatus: Format = {
  name: 'multi_status',
  read({ json, status }) {
    if (!isObject(json) || status === null || status <= 200 || status >= 300) return undefined
    for (const part of Object.values(json).flatMap(listOf)) {
      const own = Number(at(part, 'status'))
      if (own >= 400 && own < 600)
        return found({
          status: own,
          message: textAt(at(part, 'errors'), '0') ?? textAt(part, 'message'),
        })
    }
    return undefined
  },
}
