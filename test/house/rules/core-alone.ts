import { importsOf, isRelative, targetOf } from '../imports.ts'
import { coreSources, lineSaying, packagesIn } from '../places.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

const fields = ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies']

export const coreAlone = defineRule({
  name: 'core_alone',
  why: 'The core imports nothing but itself: it runs in browsers, workers, Deno, Bun and Node, and a dependency of ours is one of every user.',
  decision: '0003-core-stands-alone.md',
  *find(tree) {
    for (const { path, manifest } of packagesIn(tree, /^packages\/core\//)) {
      for (const field of fields) {
        const names = Object.keys(manifest[field] ?? {})
        if (names.length > 0)
          yield { path, line: lineSaying(tree, path, `"${field}"`), found: `${field}: ${names.join(', ')}` }
      }
    }
    for (const source of sourcesIn(tree, coreSources)) {
      for (const { specifier, line } of importsOf(source)) {
        if (isRelative(specifier) && coreSources.test(targetOf(source, specifier))) continue
        // its own knowledge, which the conditions of a bundler choose
        if (specifier === '#knowledge') continue
        yield { path: source.path, line, found: `import of ${specifier}` }
      }
      for (const { value, start } of source.comments) {
        if (/^\/ *<reference/.test(value)) yield { path: source.path, line: source.lineOf(start), found: `//${value}` }
      }
    }
  },
})
