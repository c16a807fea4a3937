import { importsOf, isRelative, packageOf, targetOf } from '../imports.ts'
import { shippedSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

/** Adapters that are another one with more around it. */
const buildsOn: Readonly<Record<string, readonly string[]>> = { nuxt: ['ofetch'], openai: ['fetch'] }

export const publicName = defineRule({
  name: 'public_name',
  why: 'Import @recourse/core by that name alone and no other adapter: what lies behind the name may move, and two adapters that share code change together.',
  decision: '0004-an-adapter-is-two-translations.md',
  *find(tree) {
    for (const source of sourcesIn(tree, shippedSources)) {
      const [area = '', name = ''] = source.path.split('/')
      const others = new Set(['core', ...(buildsOn[name] ?? [])].map((each) => `@recourse/${each}`))
      const isAllowed = (specifier: string): boolean =>
        area === 'adapters' ? others.has(specifier) : specifier === packageOf(specifier)
      for (const { specifier, line } of importsOf(source)) {
        const isAway = isRelative(specifier) && !targetOf(source, specifier).startsWith(`${area}/${name}/src/`)
        const isHidden = specifier.startsWith('@recourse/') && !isAllowed(specifier)
        if (isAway || isHidden) yield { path: source.path, line, found: `import of ${specifier}` }
      }
    }
  },
})
