import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { workOf } from '../../../../test/fixtures/work.ts'
import { maxJsonDepth, parse } from './parse.ts'

const nested = (depth: number, open: string, close: string, core = ''): string =>
  open.repeat(depth) + core + close.repeat(depth)

/** How deep a value nests, counted without recursion. */
function depthOf(value: unknown): number {
  let depth = 0
  let level = [value]
  for (;;) {
    level = level.filter((item) => typeof item === 'object' && item !== null)
    if (level.length === 0) return depth
    depth++
    level = level.flatMap((item) => Object.values(item as object) as unknown[])
  }
}

describe('parse', () => {
  test.each([
    ['{"a":[1,null,true,"x"]}', { a: [1, null, true, 'x'] }],
    ['[]', []],
    ['{}', {}],
    ['"just text"', 'just text'],
    [' \n\r\t{"a":1} \n', { a: 1 }],
    ['\ufeff{"a":1}', { a: 1 }],
    ['\ufeff \ufeff[1]', [1]],
    [String.raw`{"a\"]}":"\\"}`, { 'a"]}': '\\' }],
    ['{"a":"[[[{{{"}', { a: '[[[{{{' }],
  ])('reads %j', (text, expected) => {
    expect(parse(text)).toEqual(expected)
  })

  test.each([
    '',
    ' ',
    '<html>',
    'Bad gateway',
    '{',
    '[',
    '"',
    '{"a":1}}',
    '{a:1}',
    "{'a':1}",
    '[1,]',
    '{"a":1}x',
    '\u0000{}',
    '\u00a0{}',
    '{"a":"\n"}',
  ])('knows that %j is not JSON of an error', (text) => {
    expect(parse(text)).toBeUndefined()
  })

  test.each(['null', 'true', '7', '-1.5e3'])('leaves a bare %s to those who read text', (text) => {
    expect(parse(text)).toBeUndefined()
  })

  test('keeps __proto__ as an ordinary own key', () => {
    const value = parse('{"__proto__":{"kind":"x"},"constructor":{"prototype":{"kind":"x"}}}')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['kind']).toBeUndefined()
  })

  test('reads sixty-four levels and not one more', () => {
    expect(maxJsonDepth).toBe(64)
    for (const [open, close, core] of [
      ['[', ']', ''],
      ['{"a":', '}', '1'],
    ] as const) {
      expect(depthOf(parse(nested(64, open, close, core)))).toBe(64)
      expect(parse(nested(65, open, close, core))).toBeUndefined()
    }
    expect(parse(nested(100_000, '[', ']'))).toBeUndefined()
    expect(parse(nested(100_000, '{"a":', '}', '1'))).toBeUndefined()
  })

  test('counts levels, not brackets: many beside each other, or within text, are no depth', () => {
    const beside = `[${'[],{},'.repeat(500)}0]`
    expect(parse(beside)).toHaveLength(1_001)
    expect(parse(`[${nested(63, '[', ']')},${nested(63, '[', ']')}]`)).toHaveLength(2)
    expect(parse(`["${'['.repeat(500)}"]`)).toEqual(['['.repeat(500)])
    expect(parse(String.raw`["\"${'['.repeat(500)}"]`)).toEqual([`"${'['.repeat(500)}`])
    expect(parse(`["\\\\",${nested(64, '[', ']')}]`)).toBeUndefined()
    expect(parse(`"${'['.repeat(500)}"`)).toBe('['.repeat(500))
  })

  test('counts brackets that close too much, and gives nothing away for them', () => {
    expect(parse(`${']'.repeat(100)}${nested(65, '[', ']')}`)).toBeUndefined()
    expect(parse(`[${']'.repeat(100)}${nested(65, '[', ']')}`)).toBeUndefined()
  })

  test('answers what JSON.parse does, for any JSON that is not too deep', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('', ' ', '\n\t'), (value, blank) => {
        const text = JSON.stringify(value)
        const expected: unknown = /^[[{"]/.test(text) ? JSON.parse(text) : undefined
        expect(parse(blank + text + blank)).toEqual(expected)
      }),
      { numRuns: runs(200) },
    )
  })

  test('never throws, and never answers more levels than it may', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      '\\',
      '"a":',
      ',',
      '[['.repeat(40),
      '1',
      ' ',
      '\u0000',
      '\ufeff',
      '__proto__',
    )
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 200 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
      fc.json(),
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(depthOf(parse(text))).toBeLessThanOrEqual(maxJsonDepth)
      }),
      { numRuns: runs(200) },
    )
  })

  test.each([
    ['levels', (size: number) => nested(size / 2, '[', ']')],
    ['text', (size: number) => `"${'\\"'.repeat(size / 2)}"`],
    ['blanks', (size: number) => ' '.repeat(size)],
    ['blanks before an object', (size: number) => `${' '.repeat(size)}{}`],
    ['an unfinished list', (size: number) => `[${'1,'.repeat(size / 2)}`],
    ['many objects', (size: number) => `[${'{"a":1},'.repeat(size / 8)}{}]`],
  ])('does twice the work for twice the %s', (_, make) => {
    const [once, twice] = [16_384, 32_768].map((size) => workOf(() => parse(make(size)))) as [number, number]
    expect(once).toBeGreaterThan(0)
    expect(twice).toBeLessThanOrEqual(2 * once + 100)
    expect(once).toBeLessThanOrEqual(4 * 16_384)
  })
})
