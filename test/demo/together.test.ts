import { stripVTControlCharacters, styleText } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Checked, exitCodeOf } from './check.ts'
import { clients } from './clients.ts'
import { drawColumns } from './columns.ts'
import { canary } from './keys.ts'
import type { Result } from './play.ts'
import { demo, patienceMs, type Run } from './run-demo.ts'
import { table } from './table.ts'

/** A ky whose Recourse lets a key of any form pass. */
const plant = `
  import { registerHooks } from 'node:module'
  const planted = \`
    export const kyDriver = { ...meant, make: (options) => meant.make({ ...options, preflight: false }) }\`
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith('/drivers/ky.ts')) return loaded
      return { ...loaded, source: String(loaded.source).replace('export const kyDriver', 'const meant') + planted }
    },
  })`

describe('a run with a difference planted in one client', () => {
  let run: Run
  let lines: readonly string[]
  beforeAll(async () => {
    run = await demo(['--seed', '8'], { imported: plant, env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' } })
    lines = run.out.trimEnd().split('\n')
  }, patienceMs)

  test('ends with exit code 1, and says how many outcomes are as expected', () => {
    expect(run).toMatchObject({ code: 1, complaints: '' })
    expect(lines.at(-1)?.trim()).toBe('86 of 87 outcomes as expected')
    expect(lines.at(-2)).toMatch(/^ +(\d{3}) attempts by Recourse's count, \1 requests by the server's$/)
  })

  test('draws the outage of the seed that was asked for', () => {
    expect(run.out).toContain('(seed 8)')
    expect(lines.filter((line) => /^ +✔/.test(line))).toHaveLength(3)
  })

  test('marks that cell alone', () => {
    const heading = lines.findIndex((line) => line.includes('The same calls through every client'))
    const marked = lines.slice(heading).filter((line) => /^ +\d+ .*✘/.test(line))
    expect(marked).toEqual([expect.stringMatching(/^ +4 a key of anoth… 0 refused +✘ 1 \S+ +0 refused +0 refused/)])
  })

  test('says below the table what differs', () => {
    const told = lines.filter((line) => line.startsWith('    ✘')).map((line) => line.trim())
    expect(told).toContain('✘ ky, call 4 (a key of another API): attempts: expected 0, got 1')
    expect(told).toContain('✘ ky, call 4 (a key of another API): requests at the server: expected 0, got 1')
    expect(told.filter((line) => !line.startsWith('✘ ky, call 4 '))).toEqual([])
  })

  test('prints no key and no line that is wider than the sheet', () => {
    expect(run.out).not.toContain(canary.slice(0, 6))
    expect(lines.filter((line) => line.length > 100)).toEqual([])
  })
})

describe('the table', () => {
  const result = (client: string, number: number, more: object = {}): Result =>
    ({
      client,
      number,
      name: table[number - 1]!.name,
      server: [{}],
      outcome: { rejected: 'Error', status: 401 },
      recovered: false,
      decision: { retry: false, reason: 'permanent' },
      fault: { kind: table[number - 1]!.expected.kind },
      ...more,
    }) as unknown as Result
  const columns = (planted: Partial<Checked>): Checked[][] =>
    clients.map(({ name }, column) =>
      table.map((_, row) => ({
        result: result(name, row + 1),
        differences: [],
        ...(column === 1 && row === 2 ? planted : {}),
      })),
    )
  const differences = [{ what: 'attempts', expected: 1, got: 2 }]
  const plain = (_: unknown, text: string): string => text

  test.each([60, 80, 100, 120])('stands in %d columns, each cell as wide as the next, in colour too', (width) => {
    const lines = drawColumns(columns({ differences }), { width, paint: plain })
    expect(lines.filter((line) => line.length > width)).toEqual([])
    const starts = lines
      .filter((line) => /^ {4,5}\d+ /.test(line))
      .map((line) => [...line.matchAll(/(?:✘ )?1 [a-z_]+/g)].map(({ index }) => index).filter((at) => at >= 8))
    expect(starts).toHaveLength(table.length)
    expect(lines.filter((line) => line.includes('✘ 1 '))).toEqual([expect.stringMatching(/^ +3 [^✘]*✘ 1 [^✘]*$/)])
    for (const row of starts) expect(row).toEqual(starts[0])
    expect(starts[0]).toHaveLength(clients.length)
    const paint = (style: unknown, text: string): string => styleText(style as 'red', text, { validateStream: false })
    expect(drawColumns(columns({ differences }), { width, paint }).map(stripVTControlCharacters)).toEqual(lines)
  })

  test('shows a deviation with its reason, and does not count it', () => {
    const lines = drawColumns(columns({ deviation: 'ky cannot.' }), { width: 120, paint: plain })
    expect(lines.filter((line) => line.includes('¹'))).toEqual([
      expect.stringMatching(/^ +3 .* ¹ /),
      expect.stringMatching(/^ +¹ ky cannot\.$/),
    ])
    expect(exitCodeOf(columns({ deviation: 'ky cannot.' }).flat())).toBe(0)
    expect(exitCodeOf(columns({ differences }).flat())).toBe(1)
  })
})
