import type { Node } from 'oxc-parser'
import { type Source, nodesIn } from './source.ts'

/** A status, as a number or as text. */
export const isStatus = (node: Node): boolean =>
  node.type === 'Literal' &&
  /^[1-5]\d\d$/.test(typeof node.value === 'string' ? node.value : (node.raw ?? '').replaceAll('_', ''))

/** Is a status spoken of here? By an identifier or a property; functions inside are another matter. */
export function speaksOfStatus(node: Node): boolean {
  for (const [inner] of nodesIn(node, (each) => !/Function/.test(each.type))) {
    if (inner.type === 'Identifier' && /status/i.test(inner.name)) return true
    if (inner.type === 'Literal' && typeof inner.value === 'string' && /^status/i.test(inner.value)) return true
  }
  return false
}

export const comparisons = ['===', '!==', '==', '!=', '<', '<=', '>', '>=']

/** Names in this file that stand for a status number: `const tooMany = 429`. */
export function aliasesIn(source: Source): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [node] of nodesIn(source.program)) {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init && isStatus(node.init))
      names.add(node.id.name)
  }
  return names
}
