import { textAt } from '../../nouns/json.ts'
import type { Format } from '../format.ts'

/** `{"statusCode": 403, "message": "Out of call volume quota. …"}`: the quota policy of Azure API Management, whoever's API is behind it. */
export const apiManagement: Format = {
  name: 'api_management',
  keys: ['statusCode'],
  read({ json }) {
    const message = textAt(json, 'message')
    return message?.startsWith('Out of call volume quota') ? { message, kind: 'quota' } : undefined
  },
}
