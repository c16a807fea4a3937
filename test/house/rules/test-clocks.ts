import type { Node } from 'oxc-parser'
import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { nodesIn, sourcesIn } from '../source.ts'
import { comparisons } from '../status-numbers.ts'

/** They measure. */
const measuring = /^test\/bench\//
const clock = /^(?:Date|performance)\.now$/
const operators: ReadonlySet<string> = new Set([...comparisons, '-'])

export const testClocks = defineRule({
  name: 'test_clocks',
  why: 'A test asserts decisions and calls, not how long they took: hand over a clock of your own, because a busy machine makes any measured time wrong.',
  decision: '0010-tests-assert-decisions.md',
  *find(tree) {
    for (const source of sourcesIn(tree, allSources, 'tests')) {
      if (measuring.test(source.path)) continue
      for (const [node, above] of nodesIn(source.program)) {
        if (node.type !== 'CallExpression' || !clock.test(source.textOf(node.callee))) continue
        if (above.some((each, index) => isMeasured(each, above[index + 1] ?? node))) {
          yield { path: source.path, line: source.lineOf(node), found: `${source.textOf(node)} is compared` }
        }
      }
    }
  },
})

/** Does the outer node compare the inner one, or assert on it? */
function isMeasured(outer: Node, inner: Node): boolean {
  if (outer.type === 'BinaryExpression') return operators.has(outer.operator)
  if (outer.type !== 'CallExpression' || inner === outer.callee) return false
  const { callee } = outer
  const isExpect = callee.type === 'Identifier' && callee.name === 'expect'
  const isMatcher =
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    /^to(?:Be|Equal|StrictEqual)/.test(callee.property.name)
  return (isExpect || isMatcher) && !/Function/.test(inner.type)
}
