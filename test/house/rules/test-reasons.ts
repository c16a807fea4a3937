import type { Node } from 'oxc-parser'
import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { found, sourcesIn } from '../source.ts'

const runners: ReadonlySet<string> = new Set(['test', 'it', 'describe', 'suite', 'bench'])
const silent: Readonly<Record<string, string>> = {
  only: 'switches all other tests off',
  skip: 'gives no reason: use context.skip(reason)',
  skipIf: 'gives no reason: use context.skip(condition, reason)',
  runIf: 'gives no reason: use context.skip(condition, reason)',
  todo: 'is no test: write an issue',
  fails: 'asserts that something is broken: write the test of the fix',
}

export const testReasons = defineRule({
  name: 'test_reasons',
  why: 'Every test runs, or says in a string why it cannot, and asserts something that could be otherwise: a silent gap looks like a pass.',
  decision: '0010-tests-assert-decisions.md',
  *find(tree) {
    for (const source of sourcesIn(tree, allSources, 'tests')) {
      for (const [node, above] of found(source, 'MemberExpression', 'CallExpression')) {
        const line = source.lineOf(node)
        if (node.type === 'MemberExpression') {
          const name = node.property.type === 'Identifier' ? node.property.name : ''
          const isRunner = runners.has(rootOf(node.object)) && Object.hasOwn(silent, name)
          if (isRunner) yield { path: source.path, line, found: `.${name} ${silent[name]}` }
          else if (name === 'skip' && isCalledWithoutReason(above.at(-1)))
            yield { path: source.path, line, found: `.skip() ${silent['skip']}` }
        } else if (node.callee.type === 'Identifier') {
          if (node.callee.name === 'skip' && isCalledWithoutReason(node))
            yield { path: source.path, line, found: `skip() ${silent['skip']}` }
          const [argument] = node.arguments
          const isConstant =
            argument?.type === 'Literal' && (typeof argument.value === 'boolean' || argument.value === null)
          if (node.callee.name === 'expect' && isConstant)
            yield { path: source.path, line, found: `expect(${argument.raw}) asserts nothing` }
        }
      }
    }
  },
})

/** `test` of `test.concurrent.each`. */
function rootOf(node: Node): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? rootOf(node.object) : ''
}

/** `skip(reason)` and `skip(condition, reason)`: the reason is a text, or something that may be one. */
function isCalledWithoutReason(call: Node | undefined): boolean {
  if (call?.type !== 'CallExpression') return false
  const [condition, second] = call.arguments
  const reason = second ?? condition
  if (reason === undefined) return true
  if (reason.type === 'Literal') return typeof reason.value !== 'string' || reason.value.trim() === ''
  return (
    second === undefined && !/^(?:TemplateLiteral|Identifier|MemberExpression|ConditionalExpression)$/.test(reason.type)
  )
}
