import { expect, test } from 'vitest'
import { groups } from './classification.ts'

const made = groups.map((make) => make())

test('JSON, a page and garbage are each told beside what reading them costs, and each growing', () => {
  expect(made.map(({ client, contenders }) => [client, contenders.length])).toEqual([
    ['classify JSON', 1],
    ['classify a page', 1],
    ['classify 64 KiB of garbage', 1],
    ['classify JSON of twice the size', 6],
    ['classify pages of twice the size', 6],
    ['classify garbage of twice the size', 6],
  ])
  for (const { contenders } of made) for (const { ours, bar } of contenders) expect([ours, bar]).toEqual([true, bar!])
})

test('what is timed is the telling: the code of JSON, the title and the id of a page', async () => {
  const faults = await Promise.all(made.map(({ contenders }) => contenders[0]!.call()))
  expect(faults).toMatchObject([
    { code: 'rate_limit_exceeded' },
    { message: 'api.example.com | 502: Bad gateway', requestId: '0123456789abcdef' },
    { kind: 'server', message: null },
    { code: 'c' },
    { message: 'api.example.com | 502: Bad gateway', requestId: null },
    { kind: 'server', message: null },
  ])
})
