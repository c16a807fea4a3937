import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'

const standards = ['recourse-standards', '@recourse/source']

/** What a bundler makes of these lines, minified, with the packages by their sources. */
async function bundled(contents: string, conditions: readonly string[] = ['@recourse/source']): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'error',
    conditions: [...conditions],
  })
  return outputFiles[0]?.text ?? ''
}

const client = "export { withRecourse } from '@recourse/fetch'"
const hosts = { stripe: '*.stripe.com', anthropic: 'api.anthropic.com', mira: 'api.vmira.ai' }

describe('a bundle', () => {
  test('of an import that is not used is empty', async () => {
    expect(await bundled("import '@recourse/core'")).toBe('')
    expect(await bundled("import { stripe, graphql, shape } from '@recourse/core'")).toBe('')
  })

  test('of one provider holds no other', async () => {
    const text = await bundled("export { stripe } from '@recourse/core'")
    expect(text).toContain(hosts.stripe)
    expect(text).not.toContain(hosts.anthropic)
    expect(gzipSync(text).length).toBeLessThan(3_500)
  })

  test('of a client knows every API, and under the condition of the standards none', async () => {
    const [all, few] = await Promise.all([bundled(client), bundled(client, standards)])
    for (const host of Object.values(hosts)) {
      expect(all).toContain(host)
      expect(few).not.toContain(host)
    }
    expect(few).not.toContain('THROTTLED')
    expect(gzipSync(few).length).toBeLessThan(gzipSync(all).length - 5_000)
  })

  test('under the condition holds what was imported by name besides', async () => {
    const text = await bundled(
      `${client}
       import { stripe } from '@recourse/core'
       export const providers = [stripe]`,
      standards,
    )
    expect(text).toContain(hosts.stripe)
    expect(text).not.toContain(hosts.anthropic)
  })
})
