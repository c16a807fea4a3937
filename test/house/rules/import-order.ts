import { importsOf, isRelative, targetOf } from '../imports.ts'
import { coreSources, groups } from '../places.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

const root = 'packages/core/src/'

export const importOrder = defineRule({
  name: 'import_order',
  why: `A file of the core imports from its own group or an earlier one (${groups.join(', ')}), types included, so that each can be read, tested and changed without the later ones.`,
  decision: '0002-import-order.md',
  *find(tree) {
    for (const source of sourcesIn(tree, coreSources)) {
      if (source.path === `${root}index.ts`) continue // the public list names everything
      const own = groupOf(source.path)
      if (own < 0) yield { path: source.path, found: 'a file in none of the groups' }
      for (const { specifier, line } of importsOf(source)) {
        if (!isRelative(specifier)) continue
        const target = targetOf(source, specifier)
        const group = groupOf(target)
        const found = `${groups[own] ?? 'this'} imports ${target.slice(root.length)}`
        if (group < 0 || group > own) yield { path: source.path, line, found }
      }
    }
  },
})

const groupOf = (path: string): number => groups.indexOf(path.slice(root.length).split('/', 1)[0] ?? '')
