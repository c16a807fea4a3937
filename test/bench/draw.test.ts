import { expect, test } from 'vitest'
import { drawGroup, drawSizes } from './draw.ts'
import type { Measured } from './group.ts'

const row: Measured = {
  client: 'fetch',
  path: 'success',
  kind: 'json',
  base: 'bare',
  name: 'recourse',
  ours: true,
  baseNs: 2_000.4,
  ns: 2_450.6,
  addedNs: 450.2,
  ratio: 1.225,
  control: 1.004,
  bytes: 3_000,
  addedBytes: 1_200,
  bar: '≤ cockatiel',
  verdict: 'met',
}
const peer: Measured = { ...row, name: 'p-retry', ours: false, addedNs: -20, addedBytes: 0, bar: null, verdict: null }

test('a group has a heading, the names of its columns, and a line for each contender', () => {
  expect(drawGroup([row, peer])).toEqual([
    '',
    'fetch, success. A: bare',
    '  B                                 A ns      B ns     added     B/A    A/A    bytes',
    '  recourse                         2,000     2,451      +450    1.23   1.00   +1,200  ≤ cockatiel: met',
    '  p-retry                          2,000     2,451       -20    1.23   1.00        0',
  ])
})

test('a path without bytes has no column for them, and a body that is not read is mentioned', () => {
  const lines = drawGroup([{ ...row, kind: 'response', addedBytes: null, bytes: null }])
  expect(lines[1]).toBe('fetch, success, body not read. A: bare')
  expect(lines[2]).not.toContain('bytes')
  expect(lines[3]).toMatch(/1\.00 {2}≤ cockatiel: met$/)
})

test('a line without a bar says so where its control was off', () => {
  expect(drawGroup([{ ...peer, verdict: 'inconclusive' }])[3]).toMatch(/0 {2}inconclusive$/)
})

test('no rows are no group', () => {
  expect(drawGroup([])).toEqual([])
})

test('what has no core to leave out shows its whole size alone', () => {
  const [, , columns, ...rows] = drawSizes([
    { name: '@recourse/ky', ours: true, gzip: 15_000, beyondCore: 1_700, bar: '≤ 2500', verdict: 'met' },
    { name: 'p-retry', ours: false, gzip: 1_799, beyondCore: null, bar: null, verdict: null },
  ])
  expect(columns).toBe('  entry                        with core    beyond')
  expect(rows).toEqual([
    '  @recourse/ky                    15,000     1,700  ≤ 2500: met',
    '  p-retry                          1,799',
  ])
})
