import { textAt } from '../../nouns/json.ts'
import type { Format } from '../format.ts'

/** npm's registry, and those that speak as it does: one sentence, with 403 also for a version that is there already (npm publish, E403). */
export const npmRegistry: Format = {
  name: 'npm_registry',
  read({ json }) {
    const message = textAt(json, 'error')
    return message?.startsWith('You cannot publish over') ? { message, kind: 'conflict' } : undefined
  },
}
