import { expect, test, vi } from 'vitest'
import { defineMemo } from './memo.ts'

test('what is made of an object is made once', () => {
  const make = vi.fn<(list: readonly number[]) => object>((list) => ({ length: list.length }))
  const memo = defineMemo(make)
  const list = [1, 2]
  expect(make).not.toHaveBeenCalled()
  expect(memo(list)).toEqual({ length: 2 })
  expect(memo(list)).toBe(memo(list))
  expect(make).toHaveBeenCalledTimes(1)
})

test('an equal object is another one', () => {
  const memo = defineMemo((list: readonly number[]) => ({ first: list[0] }))
  expect(memo([1])).not.toBe(memo([1]))
})

test('two of them know nothing of each other', () => {
  const list = [1, 2]
  expect(defineMemo(({ length }: readonly number[]) => length)(list)).toBe(2)
  expect(defineMemo((it: readonly number[]) => it[0])(list)).toBe(1)
})
