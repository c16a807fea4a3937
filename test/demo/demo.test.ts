import { hash } from 'node:crypto'
import { stripVTControlCharacters, styleText } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkOutage } from './check-outage.ts'
import { check, exitCodeOf } from './check.ts'
import { clients } from './clients.ts'
import { drawResult } from './draw.ts'
import { drawHeading, drawOpening } from './frame.ts'
import type { Document } from './json.ts'
import { canary } from './keys.ts'
import { defaultSeed, playOutage } from './outage.ts'
import { type Run, demo, patienceMs } from './run-demo.ts'
import { table } from './table.ts'

const plain = (_: unknown, it: string): string => it

describe('a whole run', () => {
  let run: Run
  let calls: Document['calls']
  let document: Document
  beforeAll(async () => {
    run = await demo(['--json'])
    document = JSON.parse(run.out) as Document
    calls = document.calls
  }, patienceMs)

  test('every outcome is as expected', () => {
    expect(run).toMatchObject({ code: 0, complaints: '' })
    expect(document.outcomes).toEqual({ asExpected: 87, total: 14 * 6 + 3 })
    expect(document.outage.claims.map(({ differences }) => differences)).toEqual([[], [], []])
    expect(calls.map(({ name, differences }) => [name, differences])).toEqual(table.map(({ name }) => [name, []]))
  })

  test('every other client does the same, and fails with its own errors', () => {
    const { cells } = document
    const names = clients.slice(1).map(({ name }) => name)
    expect(names).toEqual(['ky', 'axios', 'axios-retry', 'ofetch', 'openai'])
    expect(cells.map(({ client, name, differences }) => [client, name, differences])).toEqual(
      names.flatMap((client) => table.map(({ name }) => [client, name, []])),
    )
    const cellsOf = (client: string): string[] => cells.filter((it) => it.client === client).map(({ cell }) => cell)
    for (const client of names) expect(cellsOf(client)).toEqual(calls.map(({ cell }) => cell))
    const answers = cells.filter(({ number }) => number === 3).map(({ hands }) => hands.got)
    expect(answers).toEqual(['HTTPError 401', 'AxiosError 401', 'AxiosError 401', 'FetchError 401', 'APIError 401'])
  })

  test('the server received what was to be sent, as often as Recourse says, and not before', () => {
    for (const [index, { method, path, body, expected }] of table.entries()) {
      const { server, events } = calls[index]!
      const bodyHash = hash('sha256', body === undefined ? '' : JSON.stringify(body)).slice(0, 16)
      expect(server).toHaveLength(expected.attempts)
      for (const request of server) expect(request).toMatchObject({ method, path: `/r${index + 1}${path}`, bodyHash })
      const delays = events.flatMap((event) => (event.type === 'retry' ? [event.delayMs] : []))
      for (const [gap, { atMs }] of server.slice(1).entries()) {
        expect(atMs - server[gap]!.atMs).toBeGreaterThanOrEqual(Math.max(delays[gap]!, expected.waitsMs[gap]!))
      }
    }
  })

  test('the outage is played the same way again with the same seed, and otherwise with another', async () => {
    const { claims: _, ...outage } = document.outage
    const never = new AbortController().signal
    expect(await playOutage(defaultSeed, never)).toEqual(outage)
    const other = await playOutage(defaultSeed + 1, never)
    expect(other!.recourse.requests).not.toEqual(outage.recourse.requests)
    expect(checkOutage(other!).flatMap(({ differences }) => differences)).toEqual([])
  }, 30_000)

  test('no key is printed', () => {
    expect(run.out + run.complaints).not.toContain(canary.slice(0, 6))
    expect(document.support.report).toMatchObject({ to: 'support@mavera.io', fields: { key_hint: 'mvra_live_…' } })
  })

  test.each([60, 80, 120])('the drawing is at most %d columns wide, without keys, with or without colour', (width) => {
    const draw = (paint: typeof plain): string[] => [
      ...drawOpening(table.length, { width, paint }),
      ...calls.flatMap((result, index) => [
        ...drawHeading(table[index]!, index + 1, { width, paint }),
        ...drawResult(result, result.differences, { width, paint }),
      ]),
    ]
    const lines = draw(plain)
    expect(lines.filter((line) => line.length > width)).toEqual([])
    expect(lines.join('')).not.toContain(canary.slice(0, 6))
    const coloured = draw((style, it) => styleText(style as 'red', it, { validateStream: false }))
    expect(coloured.map(stripVTControlCharacters)).toEqual(lines)
  })

  test('a planted difference is named, and is exit code 1', () => {
    const [result] = calls as [Document['calls'][0]]
    const { expected } = result
    const whatDiffers = (planted: object, wanted = expected): string[] =>
      check(wanted, { ...result, ...planted }).map(({ what }) => what)
    expect(whatDiffers({})).toEqual([])
    expect(whatDiffers({ server: result.server.slice(1) })).toEqual([
      'requests at the server',
      'statuses, by Recourse and by the server',
    ])
    expect(whatDiffers({ server: result.server.map((it) => ({ ...it, status: 500 })) })).toEqual([
      'statuses, by Recourse and by the server',
    ])
    expect(whatDiffers({ request: { ...result.request, bodyHash: '' } })).toEqual(['what the server received'])
    expect(whatDiffers({ hands: { ...result.hands, got: 'Error 429' } })).toEqual(['what the caller has in hand'])
    expect(whatDiffers({ waits: [{ delayMs: 1_000, gapMs: 999 }] })).toEqual([
      "wait 1 by the server's clock, at least",
      "wait 1 by the server's clock, at least as decided",
    ])
    expect(whatDiffers({}, { ...expected, kind: 'server', end: 'permanent', says: null })).toEqual([
      'kind',
      'end',
      'words for the user',
    ])
    expect(whatDiffers({}, { ...expected, retryInMs: 600_000 })).toEqual(['milliseconds until a retry makes sense'])

    const good = { result, differences: [] }
    const bad = { result, differences: check({ ...expected, attempts: 3 }, result) }
    expect([exitCodeOf([good]), exitCodeOf([good, bad])]).toEqual([0, 1])
    expect(drawResult(result, bad.differences, { width: 100, paint: plain })).toContainEqual(
      expect.stringMatching(/attempts: expected 3, got 2$/),
    )
  })
})

test(
  'Ctrl-C ends it within a call, with the code that shells expect',
  async () => {
    const { code, complaints } = await demo([], { killAfterMs: 100 })
    expect({ code, complaints }).toEqual({ code: 130, complaints: '\ndemo: stopped after 0 of 84 calls\n' })
  },
  patienceMs,
)

test(
  'what it does not know it says, and does nothing',
  async () => {
    const unknown = await Promise.all([demo(['--fast']), demo(['3']), demo(['--seed', 'x'])])
    for (const run of unknown) expect(run).toMatchObject({ code: 2, out: '' })
    expect(unknown[0]?.complaints).toContain("Unknown option '--fast'")
    expect(unknown[2]?.complaints).toContain("--seed takes a whole number of at most nine digits, not 'x'")
    expect(await demo(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^usage: pnpm demo .*--seed[^]*an outage of\s20 seconds/) as string,
      complaints: '',
    })
  },
  patienceMs,
)
