import type { Node } from 'oxc-parser'
import { adapterSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { found, sourcesIn } from '../source.ts'

/** Fields that say whether and when to send again, as whom, and which request it was. */
const fields =
  /^(?:(?:x-ms-)?retry-after(?:-ms)?|(?:x-)?rate-?limit(?:-.+)?|(?:proxy-|x-amz-)?authorization|(?:proxy|www)-authenticate|(?:x-)?idempotency-key|(?:x|stripe)-should-retry|(?:x-)?(?:goog-)?api-key|(?:x-)?(?:amz-|ms-)?request-id|(?:set-)?cookie)$/i

export const adapterHeaders = defineRule({
  name: 'adapter_headers',
  why: 'An adapter names no header that decides about retries or carries a key: hand over all of them, because the core reads and hides them in one place.',
  decision: '0004-an-adapter-is-two-translations.md',
  *find(tree) {
    for (const source of sourcesIn(tree, adapterSources)) {
      for (const [node] of found(source, 'Literal', 'TemplateElement', 'MemberExpression', 'Property')) {
        const name =
          node.type === 'Literal'
            ? node.value
            : node.type === 'TemplateElement'
              ? node.value.cooked
              : nameOf(node.type === 'MemberExpression' ? node.property : node.key)
        if (typeof name === 'string' && fields.test(name))
          yield { path: source.path, line: source.lineOf(node), found: `the field ${name}` }
      }
    }
  },
})

/** Of the fields, those that can be written without quotes; `rateLimit` is a word of our own. */
const nameOf = (node: Node): string | undefined =>
  node.type === 'Identifier' && /^(?:authorization|cookie)$/i.test(node.name) ? node.name : undefined
