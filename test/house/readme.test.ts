import { defaultPolicy, definePolicy } from '@recourse/core'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Server, noServer, startServer } from '../redis/server.ts'
import { type Tree, complaint, decisionPath } from './rule.ts'
import { policyTable } from './rules/policy-table.ts'
import { type Snippet, snippetsIn } from './snippets.ts'
import { type StandIn, openStandIn } from './stand-in.ts'
import { readTree } from './tree.ts'

const repository = readTree(join(import.meta.dirname, '../..'))

describe('the table of policy defaults', () => {
  const rule = policyTable(defaultPolicy)
  const small = policyTable({
    maxAttempts: 3,
    totalTimeoutMs: null,
    kinds: {},
    transient: { capMs: 20_000, jitter: 'full' },
  })
  const rows = [
    '`maxAttempts` | `3`',
    '`totalTimeoutMs` | `null`',
    '`kinds` | `{}`',
    '`transient.capMs` | `20_000`',
    "`transient.jitter` | `'full'`",
  ]
  const readme = (...list: readonly string[]): Tree => ({
    files: new Map([
      [
        'README.md',
        [
          '# R',
          '## Policy defaults',
          '| option | default |',
          '|---|---|',
          ...list.map((row) => `| ${row} | words |`),
          '## Next',
        ].join('\n'),
      ],
    ]),
  })
  const found = (tree: Tree): string[] => small.check(tree).map((breach) => breach.found)

  test('in README.md says what defaultPolicy says', () => expect(complaint(rule, rule.check(repository))).toBe(''))

  test('in README.md says what the gates are that can be switched on', () => {
    const { breaker, pacing } = definePolicy({ breaker: {}, pacing: {} })
    const gates = policyTable({ breaker, pacing }, '## Never part of the outage')
    expect(complaint(gates, gates.check(repository))).toBe('')
  })

  test('cites a decision that exists', () => expect([...repository.files.keys()]).toContain(decisionPath(rule)))

  test('is green where each default has its row, however long numbers are grouped', () => {
    expect(complaint(small, small.check(readme(...rows)))).toBe('')
    expect(found(readme(...rows.map((row) => row.replace('20_000', '20 000').replaceAll("'", ''))))).toEqual([])
  })

  test('is red where it is missing, a row is wrong, missing or too many', () => {
    expect(found({ files: new Map() })).toEqual(['no table with a row for each option under "## Policy defaults"'])
    expect(found(readme(...rows.slice(1)))).toEqual(['no row for maxAttempts, which is 3'])
    expect(found(readme('`maxAttempts` | `4`', ...rows.slice(1)))).toEqual(['maxAttempts is said to be `4`, and is 3'])
    expect(found(readme(...rows, '`retries` | `2`'))).toEqual(['retries is no option'])
    expect(policyTable({ maxAttempts: 3 }, '## Next').check(readme(...rows))).toMatchObject([
      { found: 'no table with a row for each option under "## Next"' },
    ])
  })
})

describe('the snippets of the READMEs', () => {
  const snippets = snippetsIn(repository)
  const top = join(import.meta.dirname, '.snippets')
  const noRedis = noServer()
  let redis: Server | undefined
  let standIn: StandIn
  let folder: string

  beforeAll(async () => {
    standIn = await openStandIn()
    mkdirSync(top, { recursive: true })
    folder = mkdtempSync(join(top, 'run-'))
    vi.stubEnv('BASE_URL', standIn.baseUrl)
    if (noRedis === undefined) redis = await startServer()
    vi.stubEnv('REDIS_URL', `redis://127.0.0.1:${redis?.port}`)
  })
  beforeEach(() => {
    standIn.forget()
    for (const name of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, name).mockImplementation(() => undefined)
    return () => void vi.restoreAllMocks()
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
    await standIn.close()
    await redis?.kill()
  })

  async function runSnippet({ at, code }: Pick<Snippet, 'at' | 'code'>): Promise<unknown> {
    const file = join(folder, `${at.replace(/[^\w]+/g, '-')}.ts`)
    writeFileSync(file, `${code}\nexport {}\n`)
    return import(/* @vite-ignore */ file)
  }

  test.for(snippets)('$at runs', async (snippet, context) => {
    context.skip(snippet.needsRedis && noRedis !== undefined, noRedis)
    await expect(runSnippet(snippet)).resolves.toBeDefined()
  })

  test('are found by their info string and their fence, and nothing else is', () => {
    const text =
      'a\n```ts run\nlet a\nlet b\n```\n```ts\nno\n```\n````md\n```ts run\nno\n```\n````\n~~~ts run title="x"\nc\n~~~\n'
    const files = new Map([
      ['README.md', text],
      ['adapters/demo/README.md', '```ts run redis\nd\n```'],
      ['docs/README.md', '```ts run\nno\n```'],
    ])
    expect(snippetsIn({ files })).toEqual([
      { at: 'README.md:3', code: 'let a\nlet b', needsRedis: false },
      { at: 'README.md:15', code: 'c', needsRedis: false },
      { at: 'adapters/demo/README.md:2', code: 'd', needsRedis: true },
    ])
  })

  test('reach the library and the stand-in, and fail where they throw', async () => {
    const code = `import { withRecourse } from '@recourse/fetch'
const baseUrl = process.env.BASE_URL
const client = withRecourse(fetch, { policy: { maxAttempts: 2, throttle: false, transient: { baseMs: 1, capMs: 1, jitter: 'none' } } })
const statuses: number[] = []
for (const path of ['/ok', '/limited', '/broken', '/nowhere']) statuses.push((await client(baseUrl + path)).status)
if (statuses.join() !== '200,200,500,404') throw new Error(statuses.join())`
    await expect(runSnippet({ at: 'good', code })).resolves.toBeDefined()
    await expect(runSnippet({ at: 'bad', code: "throw new Error('it broke')" })).rejects.toThrow('it broke')
  })
})
