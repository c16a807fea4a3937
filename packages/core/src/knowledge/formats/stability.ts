import { listOf, own, textAt } from '../../nouns/json.ts'
import type { Format } from '../format.ts'

/** `{"id", "name", "errors": ["field: text"]}`: Stability AI. The name is the code, the id that of the request. */
export const stability: Format = {
  name: 'stability',
  keys: ['errors'],
  read({ json }) {
    const code = textAt(json, 'name')
    const requestId = textAt(json, 'id')
    const texts = listOf(own(json, 'errors')).filter((text) => typeof text === 'string')
    const [message] = texts
    if (!code || !requestId || !message) return undefined
    const fieldErrors = texts.flatMap((text) => {
      const [path = '', reason] = text.split(/: (.*)/s)
      return reason && !path.includes(' ') ? [{ path, message: reason }] : []
    })
    return { code, requestId, message, fieldErrors }
  },
}
