import { readFileSync } from 'node:fs'
import { networkMessages, networkWords } from '../../packages/core/src/knowledge/network.ts'

/** One word of the network tables, and who says it. */
export type Word = Readonly<{ word: string; saidBy: string }>

const source = readFileSync(new URL('../../packages/core/src/knowledge/network.ts', import.meta.url), 'utf8').split(
  '\n',
)

/** Whose words they are is told by the comment of their row alone. */
function saidBy(words: string): string {
  const line = source.find((text) => text.includes(`'${words}'`))
  return line?.split('// ')[1] ?? ''
}

/** Every word of the tables: codes and names, and the beginnings of messages. */
export const words: readonly Word[] = [
  ...networkWords.flatMap(([, group]) => group.split(' ').map((word) => ({ word, saidBy: saidBy(group) }))),
  ...networkMessages.map(([, word]) => ({ word, saidBy: saidBy(word) })),
]

/** Those of the runtime that runs this test. */
export const ours: readonly Word[] = words.filter(({ saidBy }) => /\b(?:Node|undici|OpenSSL)\b/.test(saidBy))
