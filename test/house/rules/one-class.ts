import { coreSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { found, sourcesIn } from '../source.ts'

const only = 'RecourseError'

export const oneClass = defineRule({
  name: 'one_class',
  why: `${only} is the only class of the core, for where no client error exists; write functions and closures, because instanceof fails across two copies of a package.`,
  decision: '0006-marks-not-wrappers.md',
  *find(tree) {
    let classes = 0
    for (const source of sourcesIn(tree, coreSources)) {
      for (const [node] of found(source, 'ClassDeclaration', 'ClassExpression')) {
        const name = node.id?.name ?? 'without a name'
        if (name === only && ++classes === 1) continue
        yield { path: source.path, line: source.lineOf(node), found: `a class ${name}` }
      }
    }
  },
})
