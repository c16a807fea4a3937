import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['--conditions=@recourse/source', main, ...args], { encoding: 'utf8' })

test('a wrong argument ends with code 2, on stderr, with what is right', () => {
  const { status, stdout, stderr } = run('--only', 'S9')
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('storm: nothing is named S9; there is S1, S1c,')
}, 30_000)

test('the help names every scenario and every row, and ends with code 0', () => {
  const { status, stdout } = run('--help')
  expect(status).toBe(0)
  for (const word of ['brownout-deep/20', 'cockatiel', 'recourse hold', '--seeds', 'Exit code']) {
    expect(stdout).toContain(word)
  }
}, 30_000)

test('cells are lines of JSON, one for each scenario and row', () => {
  const { status, stdout } = run('--only', 'blip', '--policy', 'no retry,ky,gRPC', '--seeds', '1,2', '--json')
  expect(status).toBe(0)
  const cells = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(cells).toMatchObject([
    { type: 'cell', scenario: 'blip', model: 'no retry', seeds: 2, means: { amp: 1 } },
    { model: 'ky' },
    { model: 'gRPC' },
  ])
}, 30_000)
