import type { Node } from 'oxc-parser'
import { adapterSources, coreSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { nodesIn, sourcesIn } from '../source.ts'

const clock = 'packages/core/src/rim/clock.ts'
const timers: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'])
const sayings: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  performance: ['now', 'timeOrigin'],
  Math: ['random'],
}

export const oneClock = defineRule({
  name: 'one_clock',
  why: 'Only rim/clock.ts asks for the time, for chance or for a timer; everything else takes them as arguments, so that a test can hold both.',
  decision: '0005-one-clock.md',
  *find(tree) {
    for (const source of [...sourcesIn(tree, coreSources), ...sourcesIn(tree, adapterSources)]) {
      if (source.path === clock) continue
      for (const [node, above] of nodesIn(source.program)) {
        const said = saidBy(node, above.at(-1))
        if (said !== undefined) yield { path: source.path, line: source.lineOf(node), found: said }
      }
    }
  },
})

function saidBy(node: Node, parent: Node | undefined): string | undefined {
  if (node.type === 'Identifier' && timers.has(node.name)) return isOwnName(node, parent) ? undefined : node.name
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Date') && node.arguments.length === 0) return 'new Date()'
  if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) return 'Date()'
  if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init?.type === 'Identifier') {
    return node.init.name in sayings ? `parts of ${node.init.name}` : undefined
  }
  if (node.type !== 'MemberExpression') return undefined
  const owner = node.object.type === 'MemberExpression' ? nameOf(node.object.property) : nameOf(node.object)
  const name = nameOf(node.property)
  return Object.hasOwn(sayings, owner) && sayings[owner]?.includes(name) ? `${owner}.${name}` : undefined
}

const isNamed = (node: Node, name: string): boolean => node.type === 'Identifier' && node.name === name

const nameOf = (node: Node): string =>
  node.type === 'Identifier' ? node.name : node.type === 'Literal' && typeof node.value === 'string' ? node.value : ''

/** The key or the member of somebody's object: a name, not the timer. */
function isOwnName(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'MemberExpression')
    return parent.property === node && !/^(?:globalThis|window|self|global)$/.test(nameOf(parent.object))
  return parent !== undefined && 'key' in parent && parent.key === node && !('shorthand' in parent && parent.shorthand)
}
