import { describe, expect, test } from 'vitest'
import { sequenceOf } from '../stock.ts'
import { subjects } from './index.ts'

const thing: unknown = JSON.parse(sequenceOf('success')[0]!.body)

describe.each(Object.entries(subjects))('through %s', async (client, load) => {
  const groups = (await load()).map((make) => make())

  test('all three paths are measured, and something of ours on each', () => {
    expect(new Set(groups.map(({ path }) => path))).toEqual(new Set(['success', 'failure', 'cycle']))
    for (const group of groups) {
      expect(group.client).toBe(client)
      expect(group.contenders.some(({ ours }) => ours)).toBe(true)
    }
  })

  test.each(groups.filter(({ kind }) => kind === 'json').map((group) => [group.path, group] as const))(
    '%s: every contender takes all answers of a call, and has in hand what the call is for',
    async (path, { stock, base, contenders }) => {
      for (const { call, ours } of [base(), ...contenders]) {
        stock.fill(2)
        const found = [await call(), await call()]
        expect(stock.left()).toBe(0)
        for (const each of found)
          if (path !== 'failure') expect({ ...(each as object) }).toEqual(thing)
          else if (ours)
            expect(each).toMatchObject({ kind: 'rate_limit', code: 'rate_limit_exceeded', retryAfterMs: 7_000 })
          else expect(statusOf(each)).toBe(429)
      }
    },
  )
})

/** Each client leaves it in a place of its own. */
const statusOf = (error: unknown): number | undefined => {
  const { status, response } = error as { status?: number; response?: { status: number } }
  return status ?? response?.status
}
