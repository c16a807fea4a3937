import { expect, test } from 'vitest'
import { type Format, defineFormat } from '../knowledge/format.ts'
import type { Json } from '../nouns/json.ts'
import { allOf, formatsFor } from './formats-for.ts'

const format = (name: string, keys?: readonly string[]): Format =>
  defineFormat({ name, read: () => undefined, ...(keys && { keys }) })

const formats = [format('top', ['b']), format('inner', ['error.b']), format('any'), format('none', ['z'])]
const asked = (json: Json | undefined, list = formats) => formatsFor(json, list).map(({ name }) => name)

test('a format is asked where one of its keys is there, and one without keys always', () => {
  expect(asked({ b: 1 })).toEqual(['top', 'any'])
  expect(asked({ error: { b: 1 } })).toEqual(['inner', 'any'])
  expect(asked({ error: { b: 1 }, b: 1 })).toEqual(['top', 'inner', 'any'])
  expect(asked({ error: {}, b: 1 })).toEqual(['top', 'any'])
  expect(asked({ error: 'b' })).toEqual(['any'])
  for (const json of [undefined, null, 'b', ['b']]) expect(asked(json)).toEqual(['any'])
})

test('bodies of one shape find the same list again, those of another shape do not', () => {
  const found = formatsFor({ error: { b: 1 } }, formats)
  expect(formatsFor({ error: { b: 2 } }, formats)).toBe(found)
  expect(formatsFor({ error: { b: 2 }, c: 1 }, formats)).not.toBe(found)
})

test.each<[string, (size: number) => Json]>([
  ['at the top', (size) => ({ b: 1, ['n'.repeat(size - 1)]: 1 })],
  ['within its error too', (size) => ({ error: { b: 1, ['n'.repeat(size - 7)]: 1 } })],
])('what is found is kept where the names of a body make 300 characters at most: %s', (_, body) => {
  const find = (size: number): unknown => formatsFor(body(size), formats)
  expect(find(300)).toBe(find(300))
  expect(find(301)).not.toBe(find(301))
  expect(find(301)).toEqual(find(300))
})

test('nothing is kept of names that are longer than any shape', () => {
  const long = { ['n'.repeat(400)]: 1, b: 1 }
  expect(asked(long)).toEqual(['top', 'any'])
  expect(formatsFor(long, formats)).not.toBe(formatsFor(long, formats))
})

test('ever new shapes are forgotten, and read as well as the first', () => {
  const found = formatsFor({ b: 1 }, formats)
  for (let index = 0; index < 2_002; index++) expect(asked({ [`n${index}`]: 1, b: 1 })).toEqual(['top', 'any'])
  expect(asked({ b: 1 })).toEqual(['top', 'any'])
  expect(formatsFor({ b: 1 }, formats)).not.toBe(found)
})

test('two thousand names are known at most', () => {
  let asks = 0
  const find = (name: string): unknown => formatsFor({ [name]: 1 }, formats)
  /** How many new names it takes until the first one is forgotten. */
  const until = (): number => {
    const [found, from] = [find('first'), asks]
    while (find('first') === found && asks < from + 9_000) find(`${asks++}`)
    return asks - from
  }
  until()
  expect(until()).toBe(2_000)
  expect(find('first')).toEqual(find('other'))
})

test('what is known of one list is not counted against another', () => {
  const [others, found] = [[...formats], formatsFor({ b: 1 }, formats)]
  for (let index = 0; index < 4_000; index++) asked({ [`m${index}`]: 1 }, others)
  expect(formatsFor({ b: 1 }, formats)).toBe(found)
})

test('the formats of an API come before all others, once, and in one list', () => {
  const own = [format('own'), formats[2]!]
  const all = allOf(own)(formats)
  expect(all.map(({ name }) => name)).toEqual(['own', 'any', 'top', 'inner', 'none'])
  expect(allOf(own)(formats)).toBe(all)
  expect(allOf(own)([...formats])).not.toBe(all)
})
