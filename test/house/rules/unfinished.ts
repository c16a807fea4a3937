import { defineRule } from '../rule.ts'

const note = /\b(?:TO[D]O|FIX[M]E|HAC[K]|X{3})\b/
const text = /\.(?:ts|js|vue|md|json|yaml)$/
/** Data as strangers sent it, and a file that a tool writes. */
const excluded = /(?:^|\/)fixtures\/|^pnpm-lock\.yaml$/

export const unfinished = defineRule({
  name: 'unfinished',
  why: 'Leave no note that something is still to be done: do it, or write an issue, because nobody reads notes in code again.',
  decision: '0009-what-the-repository-holds.md',
  *find({ files }) {
    for (const [path, content] of files) {
      if (!text.test(path) || excluded.test(path)) continue
      for (const [index, line] of content.split('\n').entries()) {
        const match = note.exec(line)
        if (match !== null) yield { path, line: index + 1, found: match[0] }
      }
    }
  },
})
