import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { nodesIn, sourcesIn } from '../source.ts'

const kinds: Readonly<Record<string, string>> = {
  TSEnumDeclaration: 'an enum',
  TSParameterProperty: 'a parameter property',
  TSImportEqualsDeclaration: 'import =',
  TSExportAssignment: 'export =',
  Decorator: 'a decorator',
}

export const erasable = defineRule({
  name: 'erasable',
  why: 'Use only TypeScript that can be erased: no enum, no namespace, nothing that makes code, so that Node runs the sources as they are; a frozen object or a union says the same.',
  decision: '0008-esm-with-closed-exports.md',
  *find(tree) {
    for (const source of [...sourcesIn(tree, allSources), ...sourcesIn(tree, allSources, 'tests')]) {
      for (const [node] of nodesIn(source.program)) {
        // `declare global` and `declare module 'x'` add to somebody else's types and make no code
        const isNamespace = node.type === 'TSModuleDeclaration' && node.kind === 'namespace'
        const what = isNamespace ? 'a namespace' : kinds[node.type]
        if (what !== undefined) yield { path: source.path, line: source.lineOf(node), found: what }
      }
    }
  },
})
