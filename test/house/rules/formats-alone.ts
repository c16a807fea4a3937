import { importsOf, targetOf } from '../imports.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

const formats = /^packages\/core\/src\/knowledge\/formats\/(?!index\.ts)/
const allowed = /^packages\/core\/src\/(?:knowledge\/(?:format|shape|envelope)\.ts$|nouns\/)/

export const formatsAlone = defineRule({
  name: 'formats_alone',
  why: 'A format imports ../format.ts, ../shape.ts, ../envelope.ts and nouns and nothing else, so that one can be added, read or removed without knowing any other.',
  decision: '0002-import-order.md',
  *find(tree) {
    for (const source of sourcesIn(tree, formats)) {
      for (const { specifier, line } of importsOf(source)) {
        if (!allowed.test(targetOf(source, specifier)))
          yield { path: source.path, line, found: `import of ${specifier}` }
      }
    }
  },
})
