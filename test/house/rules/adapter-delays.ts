import type { Node } from 'oxc-parser'
import { adapterSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { nodesIn, sourcesIn } from '../source.ts'

const powers: ReadonlySet<string> = new Set(['**', '**=', '<<', '<<='])
const scales: ReadonlySet<string> = new Set(['*', '*=', '/', '/='])
const scale = /^(?:1_?000|1e3|60_?000)$/

export const adapterDelays = defineRule({
  name: 'adapter_delays',
  why: 'An adapter computes no delay: it waits as long as the decision says, because backoff and units stand once, in the core.',
  decision: '0004-an-adapter-is-two-translations.md',
  *find(tree) {
    for (const source of sourcesIn(tree, adapterSources)) {
      for (const [node] of nodesIn(source.program)) {
        if (isDelay(node))
          yield { path: source.path, line: source.lineOf(node), found: source.textOf(node).slice(0, 80) }
      }
    }
  },
})

function isDelay(node: Node): boolean {
  if (node.type === 'MemberExpression') {
    const { object, property } = node
    return (
      object.type === 'Identifier' &&
      object.name === 'Math' &&
      property.type === 'Identifier' &&
      /^(?:pow|exp2?|LN2)$/.test(property.name)
    )
  }
  if (node.type !== 'BinaryExpression' && node.type !== 'AssignmentExpression') return false
  if (powers.has(node.operator)) return true
  return (
    scales.has(node.operator) &&
    [node.left, node.right].some((side) => side.type === 'Literal' && scale.test(side.raw ?? ''))
  )
}
