import { importsOf, isRelative, packageOf } from '../imports.ts'
import { adapterSources, lineSaying, packagesIn } from '../places.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

export const clientAsPeer = defineRule({
  name: 'client_as_peer',
  why: 'An adapter takes the client its user has, as a peerDependency: a copy of its own would be another version, with other error classes.',
  decision: '0004-an-adapter-is-two-translations.md',
  *find(tree) {
    for (const { folder, path, manifest } of packagesIn(tree, /^adapters\//)) {
      for (const name of Object.keys(manifest.dependencies ?? {})) {
        if (name.startsWith('@recourse/')) continue
        yield { path, line: lineSaying(tree, path, `"${name}"`), found: `${name} as a dependency` }
      }
      for (const source of sourcesIn(tree, adapterSources)) {
        if (!source.path.startsWith(`${folder}/`)) continue
        for (const { specifier, line } of importsOf(source)) {
          if (isRelative(specifier) || /^(?:@recourse\/|node:|#)/.test(specifier)) continue
          const name = packageOf(specifier)
          if (!Object.hasOwn(manifest.peerDependencies ?? {}, name)) {
            yield { path: source.path, line, found: `${name} is imported and no peerDependency` }
          }
        }
      }
    }
  },
})
