import { stripVTControlCharacters, styleText } from 'node:util'
import { describe, expect, test } from 'vitest'
import { checkOutage } from './check-outage.ts'
import { exitCodeOf } from './check.ts'
import { drawOutage } from './draw-outage.ts'
import { type Outage, type Side, playOutage } from './outage.ts'

const plain = (_: unknown, text: string): string => text
const seconds = Array.from({ length: 90 }, (_, second) => second)

const good: Side = {
  name: 'Recourse',
  offered: seconds.map(() => 800),
  requests: seconds.map((second) => (second < 10 || second >= 35 ? 800 : 40)),
  served: seconds.map((second) => (second < 10 || second >= 35 ? 800 : 0)),
  requestsPerCall: 0.05,
  backAfterS: 5,
  servedAfter: 91.67,
  servedAtLast: 100,
}
const bad: Side = {
  ...good,
  name: 'naive loop',
  requests: seconds.map((second) => (second < 10 ? 800 : 4_100)),
  served: seconds.map((second) => (second < 10 ? 800 : 0)),
  requestsPerCall: 5,
  backAfterS: null,
  servedAfter: 0,
  servedAtLast: 0,
}
const outage: Outage = {
  seed: 3,
  clients: 200,
  callsPerS: 800,
  fromS: 10,
  untilS: 30,
  lengthS: 90,
  naive: bad,
  recourse: good,
}

test('who stops it gets no outage', async () => {
  expect(await playOutage(1, AbortSignal.abort())).toBeNull()
})

describe('what is expected of the outage', () => {
  const broken = (naive: Partial<Side>, recourse: Partial<Side>): readonly number[] =>
    checkOutage({ ...outage, naive: { ...bad, ...naive }, recourse: { ...good, ...recourse } }).flatMap(
      ({ differences }, index) => (differences.length === 0 ? [] : [index]),
    )

  test.each([
    ['as it is', {}, {}, []],
    ['the naive loop is back', { backAfterS: 59 }, {}, [0]],
    ['the naive loop is served at last', { servedAtLast: 5.1 }, {}, [0]],
    ['Recourse is back at the last moment', {}, { backAfterS: 15 }, []],
    ['Recourse is back too late', {}, { backAfterS: 16 }, [1]],
    ['Recourse never is', {}, { backAfterS: null }, [1]],
    ['Recourse sends as much as is asked', {}, { requestsPerCall: 1 }, [2]],
  ])('%s', (_, naive, recourse, expected) => {
    expect(broken(naive, recourse)).toEqual(expected)
  })
})

describe('the drawing', () => {
  test('has the bars of both sides beside each other, and the numbers under them', () => {
    const lines = drawOutage(outage, checkOutage(outage), { width: 60, paint: plain })
    const from = lines.findIndex((line) => line.includes('naive loop: requests/s'))
    expect(lines.slice(from).map((line) => line.trimEnd())).toEqual([
      '    naive loop: requests/s       Recourse: requests/s',
      '         ▲                            ▲',
      '     4000┤  ▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂      4000┤',
      '         │  ████████████████          │',
      '         │  ████████████████          │',
      '         │  ████████████████          │',
      '         │  ████████████████          │',
      '         │  ████████████████          │',
      '         │  ████████████████          │',
      '         │  ████████████████          │',
      '      800┤▁▁████████████████       800┤▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁',
      '         │██████████████████          │██     ███████████',
      '        0┤██████████████████         0┤██▁▁▁▁▁███████████',
      '         └┬─┬───┬─────┬─────▶         └┬─┬───┬─────┬─────▶',
      '          010  30    60                010  30    60',
      '',
      '    naive loop: served/s         Recourse: served/s',
      '         ▲                            ▲',
      '      800┤▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁       800┤▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁',
      '         │██                          │██     ███████████',
      '         │██                          │██     ███████████',
      '         │██                          │██     ███████████',
      '        0┤██                         0┤██     ███████████',
      '         └┬─┬───┬─────┬─────▶         └┬─┬───┬─────┬─────▶',
      '          010  30    60                010  30    60',
      '    █ sent, or served in time   ▁ calls offered',
      '',
      '                                      naive loop   Recourse',
      '    requests per call in the outage         5.00       0.05',
      '    seconds after it until it is back      never          5',
      '    calls served in the minute after       0.0 %     91.7 %',
      '',
      '    ✔ with the naive loop it is still down a minute after',
      '    ✔ with Recourse it is back within 15 seconds',
      '    ✔ Recourse sends less than one request for each call',
      '    while it lasts',
    ])
  })

  test.each([60, 80, 100, 120])('stands in %d columns, with colour and without', (width) => {
    const lines = drawOutage(outage, checkOutage(outage), { width, paint: plain })
    expect(lines.filter((line) => line.length > width)).toEqual([])
    const paint = (style: unknown, text: string): string => styleText(style as 'red', text, { validateStream: false })
    expect(drawOutage(outage, checkOutage(outage), { width, paint }).map(stripVTControlCharacters)).toEqual(lines)
  })

  test('says what differs, which is exit code 1', () => {
    const late = { ...outage, recourse: { ...good, backAfterS: 40 } }
    const claims = checkOutage(late)
    expect(drawOutage(late, claims, { width: 100, paint: plain }).slice(-4, -1)).toEqual([
      '    ✔ with the naive loop it is still down a minute after',
      '    ✘ with Recourse it is back within 15 seconds',
      '    seconds until it is back with Recourse: expected "at most 15", got 40',
    ])
    expect([exitCodeOf(checkOutage(outage)), exitCodeOf(claims)]).toEqual([0, 1])
  })
})
