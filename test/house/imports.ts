import { posix } from 'node:path'
import type { Node } from 'oxc-parser'
import { type Source, nodesIn } from './source.ts'

export type Import = Readonly<{ specifier: string; line: number }>

/** What a file asks for by name, types included: imports, re-exports, `import()` as a value and as a type, `require`. */
export function importsOf(source: Source): Import[] {
  const imports: Import[] = []
  for (const [node] of nodesIn(source.program)) {
    const from = originOf(node)
    if (from === undefined) continue
    const specifier = from.type === 'Literal' && typeof from.value === 'string' ? from.value : source.textOf(from)
    imports.push({ specifier, line: source.lineOf(node) })
  }
  return imports
}

function originOf(node: Node): Node | undefined {
  if (node.type === 'TSExternalModuleReference') return node.expression
  if (node.type === 'CallExpression') {
    return node.callee.type === 'Identifier' && node.callee.name === 'require' ? node.arguments[0] : undefined
  }
  return 'source' in node ? (node.source ?? undefined) : undefined
}

export const isRelative = (specifier: string): boolean => /^\.\.?\//.test(specifier)

/** The path in the repository that a relative import means. */
export const targetOf = (source: Source, specifier: string): string => posix.join(posix.dirname(source.path), specifier)

/** `openai/error` is of the package `openai`, `@scope/name/part` of `@scope/name`. */
export const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
