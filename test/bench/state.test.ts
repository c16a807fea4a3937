import { expect, test } from 'vitest'
import { groups } from './state.ts'

test('admissions are told beside hits in a cache of the same size, and may cost four times as much', async () => {
  const made = groups.map((make) => make())
  expect(made.map(({ contenders }) => contenders.map(({ bar }) => bar))).toEqual([[{ ratio: 4 }, undefined]])
  for (const { base, contenders } of made) for (const { call } of [base(), ...contenders]) await call()
})
