import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

const providers = /^packages\/core\/src\/knowledge\/providers\/(?!index\.ts)(?!.*\.test\.ts)/
const formats = /^packages\/core\/src\/knowledge\/formats\/(?!index\.ts)(?!.*\.test\.ts)/

export const apiSources = defineRule({
  name: 'api_sources',
  why: 'A table about an API says where its facts stand, at its head ("Source: …") or at the end of each row, and a format says who sends it, because a fact that nobody can check nobody dares to change.',
  decision: '0001-knowledge-is-tables.md',
  *find(tree) {
    for (const source of sourcesIn(tree, providers)) {
      // at its head for all of it, or at the end of its rows
      if (!source.comments.some(({ type, value }) => type === 'Line' || /\bSource: \S/.test(value)))
        yield { path: source.path, found: 'no comment says "Source: …", and no row has one' }
    }
    for (const source of sourcesIn(tree, formats)) {
      const isSaid = source.comments.some(
        ({ type, value }) => type === 'Block' && value.startsWith('*') && /[A-Z]\w{2,}/.test(value),
      )
      if (!isSaid) yield { path: source.path, found: 'no docstring says who sends it' }
    }
  },
})
