import { readFileSync } from 'node:fs'
import { networkMessages, networkWords } from '../../packages/core/src/knowledge/network.ts'

/** One word of the network tables, and who says it. */
export type Word = Readonly<{ word: string; saidBy: string; isStart: boolean }>

/** Is it what a runtime said, whole? A message is known by how it begins, and so is a code with a star. */
export const covers = ({ word, isStart }: Word, said: string): boolean =>
  word === said || (isStart && said.startsWith(word.replace(/\*$/, '')))

const source = readFileSync(new URL('../../packages/core/src/knowledge/network.ts', import.meta.url), 'utf8').split(
  '\n',
)

/** Whose words they are is told by the comment at the end of their line alone. */
function saidBy(word: string): string {
  const line = source.find((text) => {
    const [, quoted = ''] = /'([^']*)'[^']*\/\/ /.exec(text) ?? []
    return quoted.split(quoted.includes('|') ? '|' : / (?=\S)/).some((it) => it.trim() === word) || quoted === word
  })
  return line?.split('// ')[1] ?? ''
}

/** Every word of the tables: codes and names, and the beginnings of messages. */
export const words: readonly Word[] = [
  ...networkWords.flatMap(([, group]) =>
    group.split(' ').map((word) => ({ word, saidBy: saidBy(word), isStart: word.endsWith('*') })),
  ),
  ...networkMessages.flatMap(([, group]) =>
    group.split('|').map((word) => ({ word, saidBy: saidBy(word), isStart: true })),
  ),
]

/** Those of the runtime that runs this test. */
export const ours: readonly Word[] = words.filter(({ saidBy }) => /\b(?:Node|undici|OpenSSL)\b/.test(saidBy))
