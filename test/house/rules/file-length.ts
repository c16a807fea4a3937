import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

const most = 150
const exceptions: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^packages\/core\/src\/knowledge\/(?:status|network|words)\.ts$/, 'tables of rows: length is not depth'],
  [/^packages\/core\/src\/knowledge\/(?:messages|providers)\//, 'one language or one API each, as data'],
  [/\/(?:fixtures|scenarios|breaches)\//, 'data for tests'],
]

export const fileLength = defineRule({
  name: 'file_length',
  why: `A file is read from the top in one go, so it has at most ${most} lines; split it by noun. Tables of data may be longer.`,
  decision: '0002-import-order.md',
  *find(tree) {
    for (const { path, text } of sourcesIn(tree, allSources)) {
      const lines = text.trimEnd().split('\n').length
      if (lines > most && !exceptions.some(([where]) => where.test(path)))
        yield { path, line: most + 1, found: `${lines} lines` }
    }
  },
})
