import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Case, cases, unending } from './cases.ts'
import { type Loopback, startLoopback, stepNames } from './index.ts'
import { seenByFetch, seenByHttp } from './seen.ts'

let server: Loopback
// One for each test: a client's pool still holds what the last step did to its connection.
beforeEach(async () => {
  server = await startLoopback()
})
afterEach(async () => {
  await server.close()
  assert.deepEqual([server.mistakes, server.openSockets()], [[], 0])
})

test('every step has a case', () => {
  expect([...Object.keys(cases), ...Object.keys(unending)].sort()).toEqual([...stepNames].sort())
})

describe.each(Object.values<readonly Case[]>(cases).flat())('$step', ({ step, outcome, fetch, http }) => {
  test.each([
    ['fetch', seenByFetch, fetch],
    ['node:http', seenByHttp, http],
  ] as const)('%s sees it', async (_client, see, expected) => {
    const route = server.script([step])
    const seen = await see(route.url, { method: 'POST', body: 'abc' })
    expect(seen).toMatchObject(expected)
    expect(seen.error === undefined).toBe(expected.error === undefined)
    expect(route.log[0]).toMatchObject({ route: new URL(route.url).pathname, method: 'POST', step: step.step, outcome })
    expect(route.log[0]).not.toHaveProperty('clientClosedAtMs')
  })
})

describe.each(Object.values(unending))('$step', (step) => {
  test.each([
    ['fetch', seenByFetch],
    ['node:http', seenByHttp],
  ] as const)('%s has to give up', async (client, see) => {
    const route = server.script([step])
    const abort = new AbortController()
    const seen = see(route.url, { signal: abort.signal })
    await server.until(() => route.log.length === 1 && route.log[0]?.outcome !== 'pending')
    abort.abort()
    expect((await seen).error).toMatchObject({ name: 'AbortError', code: client === 'fetch' ? 20 : 'ABORT_ERR' })
    await server.until(() => route.log[0]?.clientClosedAtMs !== undefined)
    expect(['hung', 'streaming']).toContain(route.log[0]?.outcome)
  })
})

test('endless has no body where HTTP allows none', async () => {
  const head = server.script([{ step: 'endless', status: 200 }])
  expect(await seenByFetch(head.url, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  const empty = server.script([{ step: 'gzipBomb', status: 204, bytes: 1e12 }])
  expect(await seenByFetch(empty.url)).toMatchObject({ status: 204, body: '' })
  const drops = server.script([{ step: 'drip', status: 304, everyMs: 1, bytes: 1 }])
  expect(await seenByFetch(drops.url)).toMatchObject({ status: 304, body: '' })
  expect([head, empty, drops].map((route) => route.log[0]?.outcome)).toEqual(Array(3).fill('answered'))
})

test('endless stops where it is told to', async () => {
  const route = server.script([{ step: 'endless', status: 200, stopAfterBytes: 100_000 }])
  expect((await seenByFetch(route.url)).body).toHaveLength(100_000)
  expect(route.log[0]?.outcome).toBe('answered')
})
