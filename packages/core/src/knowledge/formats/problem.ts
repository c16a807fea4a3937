import { textAt } from '../../nouns/json.ts'
import { envelope } from '../envelope.ts'
import { type Format, found } from '../format.ts'

/**
 * Problem details (RFC 9457) whose `type` says which problem it is. `about:blank` says no more than the status (4.2.1), and a link into an
 * RFC is the framework's, not the API's: those are read as anything else is.
 */
export const problem: Format = {
  name: 'problem',
  keys: ['type'],
  read(wire) {
    const type = textAt(wire.json, 'type') ?? ''
    const start = type.slice(0, maxSeen)
    if (!/^https?:/.test(start) || /\/rfc\d|httpstatuses\./.test(start) || !textAt(wire.json, 'title', 'detail'))
      return undefined
    return found({ code: type, ...envelope(wire) })
  },
}

const maxSeen = 200
