import type { Node } from 'oxc-parser'
import { coreSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { nodesIn, sourcesIn } from '../source.ts'
import { aliasesIn, isStatus, speaksOfStatus } from '../status-numbers.ts'

const equalities: ReadonlySet<string> = new Set(['===', '!==', '==', '!='])

export const statusTables = defineRule({
  name: 'status_tables',
  why: 'No code asks for one status: add it to a table in knowledge/ with its source, so that everything known of a status stands in its row. Bounds of a class (below 500) may be asked for.',
  decision: '0001-knowledge-is-tables.md',
  *find(tree) {
    for (const source of sourcesIn(tree, coreSources)) {
      const aliases = aliasesIn(source)
      const isOne = (node: Node): boolean => isStatus(node) || (node.type === 'Identifier' && aliases.has(node.name))
      for (const [node] of nodesIn(source.program)) {
        if (asksForOne(node, isOne))
          yield {
            path: source.path,
            line: source.lineOf(node),
            found: source.textOf(node).split('\n', 1)[0]?.slice(0, 80) ?? '',
          }
      }
    }
  },
})

function asksForOne(node: Node, isOne: (node: Node) => boolean): boolean {
  if (node.type === 'BinaryExpression') {
    const sides = [node.left, node.right]
    return equalities.has(node.operator) && sides.some(isOne) && sides.some(speaksOfStatus)
  }
  if (node.type === 'SwitchStatement') {
    return speaksOfStatus(node.discriminant) && node.cases.some(({ test }) => test !== null && isOne(test))
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  const { object } = node.callee
  return (
    object.type === 'ArrayExpression' &&
    object.elements.some((each) => each !== null && isOne(each)) &&
    node.arguments.some(speaksOfStatus)
  )
}
