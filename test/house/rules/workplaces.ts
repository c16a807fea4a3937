import { defineRule } from '../rule.ts'

/** What tells where and with what somebody worked. Written so that no pattern matches its own source. */
const traces: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(?<![\w.@*)\]}-])\/(?:work|tmp|home|root|Users)\/[\w.-]/, 'a path on one machine'],
  [/\b[A-Z]:\\Users\\/, 'a path on one machine'],
  [/https?:\/\/[\w.-]*(?:registry|npmmirror|artifactory|nexus|verdaccio)\b/i, 'a package registry'],
  [/\bregistry\.[\w-]+\.[a-z]{2,}/i, 'a package registry'],
  [/\b(?:chat[g]pt|copilo[t]|claude[ -]code|devi[n] ai|windsur[f])\b/i, 'a tool that writes code'],
  [/\bco-authored[-]by:/i, 'a trailer of a tool that writes code'],
  [/\b(?:generated|written) (?:with|by) (?:an? )?(?:ai|llm|claude|gpt|language model)\b/i, 'a tool that writes code'],
]
const toolFiles = /(?:^|\/)(?:CLAUDE|AGENTS|GEMINI)\.md$|(?:^|\/)\.(?:claude|cursor|aider|windsur[f])/
/** Made by pnpm, which writes down where each package came from. */
const excluded = 'pnpm-lock.yaml'

export const workplaces = defineRule({
  name: 'workplaces',
  why: 'Name no path of a machine, no registry and no tool that wrote the code: it means nothing elsewhere, and it breaks for the next person.',
  decision: '0009-what-the-repository-holds.md',
  *find({ files }) {
    for (const [path, text] of files) {
      if (path === excluded) continue
      if (toolFiles.test(path)) yield { path, found: 'a file for a tool that writes code' }
      for (const [index, line] of text.split('\n').entries()) {
        for (const [pattern, what] of traces) {
          const match = pattern.exec(line)
          if (match !== null) yield { path, line: index + 1, found: `${what}: ${match[0]}` }
        }
      }
    }
  },
})
