import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { classify, kinds } from '@recourse/core'
import { main } from '@recourse/cli'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../packages/core/docs/kinds')
const names = Object.keys(kinds)
const pageOf = (kind: string): string => readFileSync(join(folder, `${kind}.md`), 'utf8')

type Row = Readonly<{ kind: string; meaning: string; retried: boolean; backoff: string; message: string }>

/** What `recourse kinds --json` prints. */
async function rows(): Promise<readonly Row[]> {
  let out = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      out += String(chunk)
      done()
    },
  })
  await main(['kinds', '--json'], { stdin: process.stdin, stdout, stderr: stdout })
  return JSON.parse(out) as readonly Row[]
}

test('every kind has a page, and there is no page of another', () => {
  expect(readdirSync(folder).toSorted()).toEqual([...names.map((kind) => `${kind}.md`), 'README.md'].toSorted())
})

test.each(names)('the page of %s has what a reader looks for, in this order', (kind) => {
  const headings = pageOf(kind)
    .split('\n')
    .filter((line) => line.startsWith('#'))
  expect(headings).toEqual([
    `# ${kind}`,
    '## Typical causes',
    '## What Recourse does',
    '## What the user reads',
    '## What to do',
  ])
})

test('the pages say what the tables say', async () => {
  const index = pageOf('README')
  for (const { kind, meaning, retried, backoff, message } of await rows()) {
    const rule = retried ? `retried, with the ${backoff} backoff` : 'not retried, unless the answer says otherwise'
    expect(pageOf(kind)).toContain(`# ${kind}\n\n${meaning}\n`)
    expect(pageOf(kind)).toContain(`\nThe rule: ${rule}.\n`)
    expect(pageOf(kind)).toContain(`\n> ${message || 'Nothing: who stopped it knows.'}\n`)
    expect(index).toContain(
      `| [${kind}](${kind}.md) | ${meaning} | ${retried ? `retried, ${backoff} backoff` : 'not retried'} |`,
    )
  }
})

test('a fault leads to the page of its kind where its API has none about the error', () => {
  const base = 'https://github.com/recourse-js/recourse/blob/main/packages/core/docs/kinds'
  expect(classify({ status: 404 }).docUrl).toBe(`${base}/not_found.md`)
  expect(
    classify({ status: 429, body: '{"message":"m","documentation_url":"https://docs.example.com/limits"}' }).docUrl,
  ).toBe('https://docs.example.com/limits')
})
