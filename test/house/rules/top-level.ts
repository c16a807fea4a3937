import { defineRule } from '../rule.ts'

const folders = ['packages', 'adapters', 'test']
const files = [
  'package.json',
  'pnpm-workspace.yaml',
  'pnpm-lock.yaml',
  'turbo.json',
  'tsconfig.base.json',
  'README.md',
  'LICENSE',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
]

export const topLevel = defineRule({
  name: 'top_level',
  why: 'Nothing else lies at the top: put it into the package it serves, or under test/, because the top is the first page a stranger reads.',
  decision: '0009-what-the-repository-holds.md',
  *find({ files: all }) {
    const seen = new Set<string>()
    for (const path of all.keys()) {
      const [entry = '', ...rest] = path.split('/')
      const allowed = rest.length > 0 ? folders : files
      if (entry.startsWith('.') || allowed.includes(entry) || seen.has(entry)) continue
      seen.add(entry)
      yield { path, found: `${entry}${rest.length > 0 ? '/' : ''} at the top level` }
    }
  },
})
