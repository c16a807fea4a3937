import { expect, test } from 'vitest'
import { sizes } from './sizes.ts'

test('an adapter is measured with core, and beyond it; what stands in its place, as it is', async () => {
  const rows = await sizes()
  expect(rows.filter(({ ours }) => ours).map(({ name }) => name)).toContain('@recourse/axios/axios-retry')
  for (const { ours, gzip, beyondCore, verdict } of rows) {
    expect(gzip).toBeGreaterThan(ours ? 10_000 : 500)
    if (ours) expect(beyondCore).toBeLessThan(gzip / 2)
    expect([beyondCore === null, verdict === null]).toEqual([!ours, !ours])
    if (beyondCore !== null) expect(verdict).toBe(beyondCore <= 2_500 ? 'met' : 'missed')
  }
})
