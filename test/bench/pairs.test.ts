import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Effort } from './effort.ts'
import type { Contender, Group } from './group.ts'
import { measure } from './pairs.ts'

const each = (count: number): Effort['batch'] => ({ success: count, failure: count, cycle: count })
const effort: Effort = { warmUp: each(4), rounds: 3, batch: each(2), byteRounds: 2 }

beforeEach(() => void vi.stubGlobal('gc', vi.fn()))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** A group whose contenders take what they are told to of the stock. */
function groupOf(path: Group['path'], takes: readonly number[]): Group & { calls: Record<string, number> } {
  let left = 0
  const calls: Record<string, number> = {}
  const contender = (name: string, taken: number) => ({
    name,
    async call() {
      calls[name] = (calls[name] ?? 0) + 1
      left -= taken
    },
  })
  return {
    client: 'stub',
    path,
    kind: 'json',
    calls,
    stock: { fill: (count) => void (left = count), left: () => left },
    base: () => contender('base', 1),
    contenders: takes.map((taken, index) => ({ ...contender(`peer ${index}`, taken), bar: { ratio: 1e9 } })),
  }
}

test('every contender makes as many calls as the base, which makes as many again as its own control', async () => {
  const group = groupOf('failure', [1, 1])
  const rows = await measure(group, effort)
  expect(group.calls).toEqual({ base: 20, 'peer 0': 10, 'peer 1': 10 })
  expect(rows.map(({ name, base, bytes }) => ({ name, base, bytes }))).toEqual([
    { name: 'peer 0', base: 'base', bytes: null },
    { name: 'peer 1', base: 'base', bytes: null },
  ])
})

test('where one call takes long, fewer are made, and one at least', async () => {
  const group = groupOf('failure', [1])
  await measure({ ...group, share: 0.5 }, effort)
  expect(group.calls).toEqual({ base: 10, 'peer 0': 5 })
  await measure({ ...group, share: 0.01 }, effort)
  expect(group.calls).toEqual({ base: 10 + 8, 'peer 0': 5 + 4 })
})

test('added and ratio follow from the two times', async () => {
  const [row] = await measure(groupOf('success', [1]), effort)
  expect(row!.addedNs).toBe(row!.ns - row!.baseNs)
  expect(row!.ratio).toBe(row!.ns / row!.baseNs)
  expect(row!.addedBytes).not.toBeNull()
})

test('bytes are those of the contender itself, and what it adds to the base', async () => {
  let heapUsed = 0
  vi.spyOn(process, 'memoryUsage').mockImplementation((() => ({ heapUsed })) as never)
  const group = groupOf('success', [1, 1])
  const using = (contender: Contender, bytes: number): Contender => ({
    ...contender,
    call: () => contender.call().finally(() => (heapUsed += bytes)),
  })
  const rows = await measure(
    {
      ...group,
      base: () => using(group.base(), 100),
      contenders: group.contenders.map((contender, index) => using(contender, 200 + 100 * index)),
    },
    effort,
  )
  expect(rows.map(({ bytes, addedBytes }) => [bytes, addedBytes])).toEqual([
    [200, 100],
    [300, 200],
  ])
})

test('the young garbage is collected before every batch', async () => {
  await measure(groupOf('failure', [1]), effort)
  expect(globalThis.gc).toHaveBeenCalledTimes(3 * (2 + 3))
  expect(globalThis.gc).toHaveBeenCalledWith({ type: 'minor' })
})

test('a contender that gives up early is an error, and not fast', async () => {
  await expect(measure(groupOf('cycle', [0]), effort)).rejects.toThrow(
    'stub, cycle: 2 answers of 2 calls were not taken',
  )
})
