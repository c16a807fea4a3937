import { shippedSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { nodesIn, sourcesIn } from '../source.ts'

const exceptions: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^adapters\/nuxt\/src\//, 'Nuxt loads modules and plugins by their default export'],
]

export const namedExports = defineRule({
  name: 'named_exports',
  why: 'Export by name: a default export is called something else in every file, and is found by no search.',
  decision: '0008-esm-with-closed-exports.md',
  *find(tree) {
    for (const source of sourcesIn(tree, shippedSources)) {
      if (exceptions.some(([where]) => where.test(source.path))) continue
      for (const [node] of nodesIn(source.program)) {
        const isDefault =
          node.type === 'ExportDefaultDeclaration' ||
          node.type === 'TSExportAssignment' ||
          (node.type === 'ExportSpecifier' && source.textOf(node.exported) === 'default')
        if (isDefault) yield { path: source.path, line: source.lineOf(node), found: 'a default export' }
      }
    }
  },
})
