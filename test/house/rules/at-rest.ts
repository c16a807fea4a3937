import type { Node } from 'oxc-parser'
import { coreSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { type Source, nodesIn, sourcesIn } from '../source.ts'

const declarations: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'FunctionDeclaration',
  'ClassDeclaration',
  'VariableDeclaration',
  'TSTypeAliasDeclaration',
  'TSInterfaceDeclaration',
  'TSModuleDeclaration',
])
/** They make a value out of their arguments and touch nothing else. */
const harmlessCalls = ['Object.freeze', 'Symbol', 'Symbol.for']
const harmlessClasses = ['Set', 'Map', 'WeakMap']
/** Ours, and known to be as harmless; the mark lets a bundler drop the call when nobody uses its value. */
const markable = /^(?:define[A-Z]\w*|bind|shape|bare)$/
const acts: ReadonlySet<string> = new Set([
  'CallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'ImportExpression',
  'AwaitExpression',
  'AssignmentExpression',
  'UpdateExpression',
])

export const atRest = defineRule({
  name: 'at_rest',
  why: 'Importing the core only declares things: what runs at import time costs everyone, cannot be shaken out of a bundle, and workers forbid some of it.',
  decision: '0003-core-stands-alone.md',
  *find(tree) {
    for (const source of sourcesIn(tree, coreSources)) {
      for (const statement of source.program.body) {
        if (!declarations.has(statement.type)) {
          yield {
            path: source.path,
            line: source.lineOf(statement),
            found: `a statement that runs: ${firstLine(source, statement)}`,
          }
          continue
        }
        const runs = (node: Node): boolean => acts.has(node.type) && !isHarmless(source, node)
        for (const [node, above] of nodesIn(statement, (inner, over) => !isLater(inner, over) && !runs(inner))) {
          if (!runs(node) || isLater(node, above)) continue
          yield {
            path: source.path,
            line: source.lineOf(node),
            found: `runs at import time: ${firstLine(source, node)}`,
          }
        }
      }
    }
  },
})

/** Bodies of functions, and of what exists only when an object is made, run later or never. */
function isLater(node: Node, above: readonly Node[]): boolean {
  const owner = above.at(-1)
  if (owner?.type === 'PropertyDefinition' && !owner.static && owner.value === node) return true
  return /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type)
}

function isHarmless(source: Source, node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
  const name = source.textOf(node.callee)
  const isKnown = (node.type === 'NewExpression' ? harmlessClasses : harmlessCalls).includes(name)
  return isKnown || (markable.test(name) && isMarkedPure(source, node))
}

const isMarkedPure = (source: Source, node: Node): boolean =>
  /\/\*\s*[@#]__PURE__\s*\*\/\s*$/.test(source.text.slice(0, node.start))

const firstLine = (source: Source, node: Node): string => source.textOf(node).split('\n', 1)[0]?.slice(0, 80) ?? ''
