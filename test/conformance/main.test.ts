import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { usage } from './usage.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

const conformance = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--conditions=@recourse/source', main, ...args], { encoding: 'utf8' })

test('a part of the grid is played, and counted in the last line', () => {
  const { stdout, status } = conformance('--driver', 'fetch', '--story', 'a 413 is final')
  expect(stdout).toMatch(/^a 413 is final +\.{4}/m)
  expect(stdout.trim().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed$/)
  expect(status).toBe(0)
})

test('as data it is a line for each cell, and the count is not among them', () => {
  const { stdout, stderr, status } = conformance('--driver', 'fetch', '--story', 'a 413 is final', '--json')
  const cells = stdout.trim().split('\n')
  for (const cell of cells) expect(JSON.parse(cell)).toMatchObject({ story: 'a 413 is final', result: 'passed' })
  expect(stderr).toContain(`${cells.length} passed, 0 failed`)
  expect(status).toBe(0)
})

test.each([['--loud'], ['--driver', 'nobody'], ['--story', 'of a story that is not there'], ['everything']])(
  '%s %s is refused, with nothing played',
  (...args) => {
    expect(conformance(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--help') })
  },
)

test('--help tells all of it', () => {
  expect(conformance('--help')).toMatchObject({ status: 0, stdout: `${usage}\n` })
})
