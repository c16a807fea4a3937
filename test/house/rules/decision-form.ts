import { defineRule } from '../rule.ts'

const folder = 'packages/core/decisions/'
const headings = ['Context', 'Decision', 'Consequences', 'Rejected']
const most = 40

export const decisionForm = defineRule({
  name: 'decision_form',
  why: `A decision is a page that is read to the end: NNNN-title.md, ${headings.join(', ')}, at most ${most} lines.`,
  decision: '0009-what-the-repository-holds.md',
  *find({ files }) {
    const numbers = new Map<string, string>()
    for (const [path, text] of files) {
      if (!path.startsWith(folder)) continue
      const name = path.slice(folder.length)
      if (!/^\d{4}-[a-z\d-]+\.md$/.test(name)) yield { path, found: 'not named NNNN-title.md' }
      const number = name.slice(0, 4)
      const twin = numbers.get(number)
      if (twin !== undefined) yield { path, found: `the number of ${twin}` }
      numbers.set(number, name)
      const lines = text.trimEnd().split('\n')
      if (lines.length > most) yield { path, line: most + 1, found: `${lines.length} lines` }
      for (const heading of headings) if (!lines.includes(`## ${heading}`)) yield { path, found: `no "## ${heading}"` }
    }
  },
})
