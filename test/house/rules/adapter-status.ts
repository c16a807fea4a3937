import type { Node } from 'oxc-parser'
import { adapterSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { nodesIn, sourcesIn } from '../source.ts'
import { aliasesIn, comparisons, isStatus, speaksOfStatus } from '../status-numbers.ts'

export const adapterStatus = defineRule({
  name: 'adapter_status',
  why: 'An adapter knows no status code: hand the status on, because what it means stands once, in a table of the core.',
  decision: '0004-an-adapter-is-two-translations.md',
  *find(tree) {
    for (const source of sourcesIn(tree, adapterSources)) {
      const aliases = aliasesIn(source)
      const isOne = (node: Node): boolean => isStatus(node) || (node.type === 'Identifier' && aliases.has(node.name))
      for (const [node, above] of nodesIn(source.program)) {
        if (!isOne(node) || !surroundings(node, above).some(speaksOfStatus)) continue
        yield { path: source.path, line: source.lineOf(node), found: `${source.textOf(node)} beside a status` }
      }
    }
  },
})

/** The expression around a value and what it is for: the name it gets, the option it fills, the case it makes. */
function surroundings(node: Node, above: readonly Node[]): Node[] {
  let inner = node
  for (const outer of above.toReversed()) {
    if (outer.type === 'VariableDeclarator') return [inner, outer.id]
    if (outer.type === 'SwitchStatement') return [outer.discriminant]
    if (outer.type === 'Property' && outer.value === inner) return [inner, outer.key]
    const isPart = /Expression$|^(?:Property|SwitchCase|SpreadElement|TemplateLiteral)$/.test(outer.type)
    if (!isPart || /Function/.test(outer.type)) return [inner]
    if (outer.type === 'BinaryExpression' && comparisons.includes(outer.operator)) return [outer]
    inner = outer
  }
  return [inner]
}
