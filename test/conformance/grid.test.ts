import { expect, test } from 'vitest'
import { grid, methods } from './grid.ts'
import { signatureOf } from './signature.ts'

test('the grid has at least forty stories', () => {
  expect(grid.length).toBeGreaterThanOrEqual(40)
})

test.each(methods)('no two stories are alike in fault, phase, stated wait and body type (%s)', (method) => {
  const titles = new Map<string, string[]>()
  for (const story of grid) {
    const signature = Object.values(signatureOf(story[method])).join(', ')
    titles.set(signature, [...(titles.get(signature) ?? []), story.title])
  }
  expect([...titles.values()].filter((alike) => alike.length > 1)).toEqual([])
})

test('the stories are spread over faults, phases, waits and bodies', () => {
  const signatures = grid.map(({ GET }) => signatureOf(GET))
  const countOf = (part: keyof (typeof signatures)[number]): number => new Set(signatures.map((it) => it[part])).size
  expect([countOf('fault'), countOf('phase'), countOf('statedWait'), countOf('bodyType')]).toEqual([18, 6, 10, 14])
})

test('each story asks by its method, and a POST has a body of its own in most', () => {
  for (const story of grid) for (const method of methods) expect(story[method].request.method).toBe(method)
  const bodies = new Set(grid.map(({ POST }) => POST.request.body ?? 'none'))
  expect([...bodies].sort()).toEqual(['blob', 'buffer', 'bytes', 'form', 'none', 'params', 'text'])
})
