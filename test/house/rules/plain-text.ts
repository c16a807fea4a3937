import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { found, sourcesIn } from '../source.ts'

/** Control and format characters, line separators, and blanks other than the space: nobody sees them in a review. */
const hidden = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u
const text = /\.(?:ts|js|vue|md|json|yaml)$/
const exceptions: readonly (readonly [path: RegExp, allowed: RegExp, reason: string])[] = [
  [/(?:^|\/)fixtures\//, /./u, 'bodies as servers sent them'],
  [/\/knowledge\/messages\//, /[\u00a0\u202f\u200c\u200d]/u, 'typography: French blanks, Persian and Indic joiners'],
  [/\.md$/, /\u200d/u, 'joins emoji'],
]

export const plainText = defineRule({
  name: 'plain_text',
  why: 'Write invisible characters as escapes and names in ASCII, so that code is what a reviewer sees.',
  decision: '0009-what-the-repository-holds.md',
  *find(tree) {
    for (const [path, content] of tree.files) {
      if (!text.test(path)) continue
      for (const [index, line] of content.split('\n').entries()) {
        const character = hidden.exec(line)?.[0]
        if (character === undefined) continue
        if (exceptions.some(([where, allowed]) => where.test(path) && allowed.test(character))) continue
        yield { path, line: index + 1, found: `U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}` }
      }
    }
    for (const source of [...sourcesIn(tree, allSources), ...sourcesIn(tree, allSources, 'tests')]) {
      for (const [node] of found(source, 'Identifier')) {
        if (/[^\0-\x7f]/.test(node.name))
          yield { path: source.path, line: source.lineOf(node), found: `the name ${node.name}` }
      }
    }
  },
})
