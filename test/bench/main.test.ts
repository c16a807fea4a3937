import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const run = (flags: readonly string[], ...args: string[]) =>
  spawnSync(process.execPath, [...flags, '--conditions=@recourse/source', main, ...args], { encoding: 'utf8' })

test('a wrong argument ends with code 2, on stderr, with what is right', () => {
  const { status, stdout, stderr } = run([], '--only', 'got')
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('bench: --only takes fetch, ky, axios, ofetch, openai, classify, state, sizes; got "got"')
})

test('help ends with code 0 and measures nothing', () => {
  const { status, stdout } = run([], '--help', '--only', 'fetch')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^usage: pnpm bench/)
})

test('an error of the bench itself ends with code 1', () => {
  const { status, stderr } = run([], '--quick', '--only', 'fetch')
  expect(status).toBe(1)
  expect(stderr).toContain('node runs without --expose-gc')
})
