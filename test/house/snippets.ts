import type { Tree } from './rule.ts'

export type Snippet = Readonly<{
  /** `README.md:12`, where the code begins. */
  at: string
  code: string
  /** Its fence says `ts run redis`. */
  needsRedis: boolean
}>

const pages = /^(?:README\.md|(?:packages|adapters)\/[^/]+\/README\.md)$/

/** The blocks of our READMEs that say `ts run`. What they import is what a reader would. */
export function snippetsIn({ files }: Tree): Snippet[] {
  return [...files].filter(([path]) => pages.test(path)).flatMap(([path, text]) => runnable(path, text.split('\n')))
}

function runnable(path: string, lines: readonly string[]): Snippet[] {
  const snippets: Snippet[] = []
  let fence: string | undefined
  let code: string[] | undefined
  let needsRedis = false
  for (const [index, line] of lines.entries()) {
    const [, marks, info = ''] = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(line) ?? []
    if (fence === undefined && marks !== undefined) {
      fence = marks
      if (/^ts run\b/.test(info)) code = []
      needsRedis = /^ts run redis\b/.test(info)
    } else if (fence !== undefined && marks !== undefined && marks.startsWith(fence) && info === '') {
      if (code !== undefined)
        snippets.push({ at: `${path}:${index + 1 - code.length}`, code: code.join('\n'), needsRedis })
      fence = code = undefined
    } else code?.push(line)
  }
  return snippets
}
