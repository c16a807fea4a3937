import { expect, test } from 'vitest'
import { sameResponse, sequenceOf, stubFetch, url } from './stock.ts'

test('a call meets what its path is named after', () => {
  const statuses = (['success', 'failure', 'cycle'] as const).map((path) =>
    sequenceOf(path).map(({ status }) => status),
  )
  expect(statuses).toEqual([[200], [429], [503, 503, 200]])
})

test('a stock has what so many calls take, each answer fresh, and tells what is left', async () => {
  const stock = stubFetch('cycle')
  stock.fill(2)
  const answers = await Promise.all(Array.from({ length: 4 }, () => stock.fetch(url)))
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 200, 503])
  expect(new Set(answers).size).toBe(4)
  expect(stock.left()).toBe(2)
})

test('one response serves all calls that leave its body alone', async () => {
  const stock = sameResponse()
  expect(await stock.fetch(url)).toBe(await stock.fetch(url))
  expect(stock.left()).toBe(0)
})
