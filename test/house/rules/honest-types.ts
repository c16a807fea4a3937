import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { found, sourcesIn } from '../source.ts'

const silencer = /@ts-(?:ignore|expect-error|nocheck)\b/

/** Programs that are compiled as tests: there it is an assertion, which fails where the compiler has nothing to say. */
const asserts = (path: string, words: string): boolean =>
  path.startsWith('test/types/programs/') && words === '@ts-expect-error'

export const honestTypes = defineRule({
  name: 'honest_types',
  why: 'Write neither `any` nor a comment that silences the compiler: use unknown and a guard, because what the compiler cannot see it cannot check for our users either.',
  decision: '0007-options-are-plain-data.md',
  *find(tree) {
    for (const source of sourcesIn(tree, allSources)) {
      for (const { value, start } of source.comments) {
        const match = silencer.exec(value)
        if (match !== null && !asserts(source.path, match[0]))
          yield { path: source.path, line: source.lineOf(start), found: match[0] }
      }
      for (const [node] of found(source, 'TSAnyKeyword')) {
        yield { path: source.path, line: source.lineOf(node), found: 'the type any' }
      }
    }
  },
})
