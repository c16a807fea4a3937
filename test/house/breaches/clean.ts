import type { Tree } from '../rule.ts'

/** A small repository in which every rule holds, by a hair where it can: each file does what is nearly a breach. */
export const cleanTree = (): Tree => ({ files: new Map(Object.entries(files)) })

const manifest = (name: string, more: object = {}): string =>
  JSON.stringify(
    {
      name: `@recourse/${name}`,
      license: 'MIT',
      files: ['dist'],
      type: 'module',
      sideEffects: false,
      exports: {
        '.': { '@recourse/source': './src/index.ts', default: './dist/index.js' },
        './locales/*': './dist/locales/*.js',
        './package.json': './package.json',
      },
      publishConfig: { access: 'public', exports: { '.': './dist/index.js', './package.json': './package.json' } },
      engines: { node: '>=22.12' },
      ...more,
    },
    null,
    2,
  )

const files: Readonly<Record<string, string>> = {
  '.ci/run': 'cd "$(dirname "$0")/.." && ls ./tmp/log node_modules/tmp/log',
  'package.json': '{}',
  'pnpm-lock.yaml': `resolution: { tarball: ${['https://', 'registry', '.npmjs.org/x'].join('')} }`,
  'README.md': '# Recourse\n\nSee https://example.com/work/here and \u{1f469}\u200d\u{1f4bb}.\n',
  'packages/core/package.json': manifest('core', { devDependencies: { vitest: '5' } }),
  'packages/core/README.md': '# core\n',
  'packages/core/decisions/0001-one.md': '# 1\n## Context\n## Decision\n## Consequences\n## Rejected\n',
  'packages/core/src/index.ts':
    "export { statuses } from './knowledge/status.ts'\nexport { run } from './rim/run.ts'\n",
  'test/types/programs/demo.ts': "// @ts-expect-error: an assertion\nexport const x: number = ''\n",
  'packages/core/src/nouns/fault.ts': `import type { Json } from './json.ts'

/** As axios and ky have it. */
export const kinds: Readonly<Record<string, boolean>> = Object.freeze({ network: true })
export type Limits = Readonly<{ maxBodyBytes: number; attempts: number; delayMs: number | null; now?: number }>
export type Kind = keyof typeof kinds & Json
const later = (): object => Object.fromEntries(Object.entries(kinds))
export const laterOn: () => object = later
`,
  'packages/core/src/nouns/json.ts': 'export type Json = string | number\n',
  'packages/core/src/knowledge/format.ts': 'export const defineFormat = (it: object): object => it\n',
  'packages/core/src/knowledge/status.ts': `import { kinds } from '../nouns/fault.ts'

const fallback: boolean = false
export const statuses: Readonly<Record<number, string>> = {
  429: 'rate_limit', // RFC 6585, 4
  503: 'overloaded', // RFC 9110, 15.6.4
}

export const ofStatus = (status: number): string =>
  statuses[status] ?? (status >= 500 ? 'server' : kinds['network'] || fallback ? 'network' : 'unknown')
`,
  'packages/core/src/knowledge/network.ts': `export const codes: readonly (readonly [kind: string, words: string])[] = [
  ['network',
    'ECONNRESET ' + // Node
    'EPIPE ' + // Node
    ''],
  ['timeout', 'UND_ERR_HEADERS_TIMEOUT '], // undici
  [
    'network',
    'ENOTFOUND ' + // Node
      'EAI_AGAIN ' + // Node
      '',
  ],
]
export const prefixes: Readonly<Record<string, string>> = { 'undici': 'UND_ERR_' }
`,
  'packages/core/src/knowledge/words.ts': `const words = \`
insufficientquota quota // OpenAI 429, Azure OpenAI 429
slowdown rate_limit // S3 SlowDown, RFC 8628
\`
export const ofWord = (code: string): boolean => words.includes(code)
`,
  'packages/core/src/knowledge/formats/plain.ts': `import { isText } from '../../nouns/text.ts'
import { defineFormat } from '../format.ts'

/** What Nobody sends. */
export const plain: object = /* @__PURE__ */ defineFormat({ isText })
`,
  'packages/core/src/nouns/text.ts': "export const isText = (value: unknown): boolean => typeof value === 'string'\n",
  'packages/core/src/judgement/decide.ts': `import { ofStatus } from '../knowledge/status.ts'

const known: ReadonlyMap<string, number> = new Map([['a', 1]])
/** A bound of a class is no status: below 500, and at 400. */
export const decide = (status: number): boolean => status < 500 && status >= 400 && ofStatus(status) === 'server' && known.size === 1
`,
  'packages/core/src/state/budget.ts': "export { decide } from '../judgement/decide.ts'\n",
  'packages/core/src/rim/clock.ts':
    'export const clock = { now: (): number => Date.now(), wait: (): unknown => setTimeout(() => 0, 1) }\n',
  'packages/core/src/rim/error.ts':
    "export class RecourseError extends Error {\n  readonly fields: readonly string[] = Object.keys(this)\n}\nexport const mark: unique symbol = Symbol.for('recourse.fault')\n",
  'packages/core/src/rim/run.ts': `import { decide } from '../state/budget.ts'
import { clock } from './clock.ts'

declare global {
  interface RequestInit {
    recourse?: object
  }
}

/** Dates of others, at moments of others. */
export const run = (atMs: number, options: { setTimeout?: boolean }): string =>
  options.setTimeout === true && decide(503) ? new Date(atMs).toISOString() : String(clock.now())
`,
  'adapters/demo/package.json': manifest('demo', {
    dependencies: { '@recourse/core': '^1.0.0' },
    peerDependencies: { '@demo/client': '^2' },
  }),
  'adapters/demo/README.md': '# demo\n',
  'adapters/demo/src/index.ts': `import { run } from '@recourse/core'
import type { Client } from '@demo/client/types'
import { apply } from './apply.ts'

/** Nothing of 429 or retry-after here. */
export const withRecourse = (client: Client, response: Response): unknown => {
  const all = { status: response.status, headers: [...response.headers], text: 'x'.slice(0, 200) }
  return run(apply(client, all), { rateLimit: all.text.length * 2 })
}
`,
  'adapters/demo/src/apply.ts': 'export const apply = (...all: readonly unknown[]): unknown => all[0]\n',
  'packages/cli/package.json': manifest('cli'),
  'packages/cli/README.md': '# cli\n',
  'packages/cli/src/index.ts': "export { withRecourse } from '@recourse/fetch'\n",
  'adapters/nuxt/package.json': manifest('nuxt', {
    dependencies: { '@recourse/core': '^1.0.0', '@recourse/ofetch': '^1.0.0' },
  }),
  'adapters/nuxt/README.md': '# nuxt\n',
  'adapters/nuxt/src/index.ts': "import { withRecourse } from '@recourse/ofetch'\n\nexport default withRecourse\n",
  'test/bench/fast.test.ts': 'const start = performance.now()\nexpect(performance.now() - start).toBeLessThan(5)\n',
  'test/suite/some.test.ts': `import { test } from 'vitest'

test('says why', ({ skip }) => {
  skip(process.platform !== 'linux', 'Linux only')
  const failure = { atMs: Date.now(), skip: test.length }
  expect(failure.atMs).toBe(failure.atMs)
  // @ts-expect-error a test may show what does not compile
  expect(decide('503')).toBe(true)
})
`,
  'test/suite/fixtures/hidden.json': '"\u202e"',
}
