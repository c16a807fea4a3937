import { allSources } from '../places.ts'
import { defineRule } from '../rule.ts'

const kebab = /^[a-z\d]+(?:-[a-z\d]+)*(?:\.[a-z\d]+(?:-[a-z\d]+)*)*$/
/** Folders with rules of their own: Nuxt reads brackets and file names as routes. */
const excluded = /^test\/e2e\/|\/fixtures\//

export const fileNames = defineRule({
  name: 'file_names',
  why: 'A file is named for its one noun, in kebab-case; a types.ts has none, so put each type beside what makes it.',
  decision: '0002-import-order.md',
  *find({ files }) {
    for (const path of files.keys()) {
      if (!allSources.test(path) || !path.endsWith('.ts') || excluded.test(path)) continue
      const bad = path.split('/').find((part) => !part.startsWith('.') && !kebab.test(part))
      if (bad !== undefined) yield { path, found: `${bad} is not in kebab-case` }
      if (/(?:^|\/)types\.ts$/.test(path)) yield { path, found: 'a file for types alone' }
    }
  },
})
