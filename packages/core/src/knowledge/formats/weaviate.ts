import { at } from '../../nouns/json.ts'
import type { Format } from '../format.ts'

/**
 * Weaviate gives no codes: `{"error": [{"message": "… already exists"}]}` is a conflict, and the same list within an item of a batch that
 * was a success as a whole is an error.
 */
export const weaviate: Format = {
  name: 'weaviate',
  keys: ['error', 'result'],
  read({ json }) {
    const inBatch = at(json, 'result', 'errors', 'error', 0, 'message')
    if (typeof inBatch === 'string') return { message: inBatch, kind: 'validation' }
    const message = at(json, 'error', 0, 'message')
    return typeof message === 'string' && message.endsWith('already exists') ? { message, kind: 'conflict' } : undefined
  },
  inSuccess: ({ json }) => at(json, 'result', 'errors', 'error') !== undefined,
}
