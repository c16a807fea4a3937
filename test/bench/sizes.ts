import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** What a page loads for one entry, minified and gzipped, in bytes. */
export type Size = Readonly<{
  name: string
  ours: boolean
  /** With the client left out. */
  gzip: number
  /** With @recourse/core left out too; null: it has none. */
  beyondCore: number | null
  bar: string | null
  verdict: 'met' | 'missed' | null
}>

/** Of each adapter, beyond core and client. */
const most = 2_500
const clients = ['ky', 'axios', 'axios-retry', 'ofetch', 'openai']
const adapters = ['fetch', 'ky', 'axios', 'axios/axios-retry', 'ofetch', 'openai'].map((name) => `@recourse/${name}`)
const peers: readonly (readonly [name: string, code: string, external?: readonly string[]])[] = [
  [
    'cockatiel',
    `export { ConsecutiveBreaker, ExponentialBackoff, circuitBreaker, handleAll, retry, wrap } from 'cockatiel'`,
  ],
  ['p-retry', `export { default } from 'p-retry'`],
  ['fetch-retry', `export { default } from 'fetch-retry'`],
  ['ffetch', `export { createClient } from '@fetchkit/ffetch'`],
  ['axios-retry', `export { default } from 'axios-retry'`, ['axios']],
]

export async function sizes(): Promise<readonly Size[]> {
  const ours = adapters.map(async (name): Promise<Size> => {
    const code = `export * from '${name}'`
    const beyondCore = await gzipped(code, [...clients, '@recourse/core'])
    const verdict = beyondCore <= most ? 'met' : 'missed'
    return { name, ours: true, gzip: await gzipped(code, clients), beyondCore, bar: `≤ ${most}`, verdict }
  })
  const others = peers.map(async ([name, code, external = []]): Promise<Size> => ({
    name,
    ours: false,
    gzip: await gzipped(code, external),
    beyondCore: null,
    bar: null,
    verdict: null,
  }))
  return Promise.all([...ours, ...others])
}

async function gzipped(code: string, external: readonly string[]): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['@recourse/source'],
    external: [...external],
    logLevel: 'silent',
  })
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length
}
