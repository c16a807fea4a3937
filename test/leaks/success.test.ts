import { systemClock } from '@recourse/core'
import { type Fetch, withRecourse } from '@recourse/fetch'
import { expect, test, vi } from 'vitest'
import { socketStage } from '../conformance/stage.ts'
import { failed, fine, text } from '../conformance/steps.ts'
import { turn, watchedTimers } from './tools.ts'

type Seen = Parameters<Fetch>

/** A fetch that answers at once, and shows what it was called with. */
function shown(status = 200): { seen: Seen[]; client: Fetch } {
  const seen: Seen[] = []
  const client: Fetch = (...args) => {
    seen.push(args)
    return Promise.resolve(new Response('fine', { status }))
  }
  return { seen, client }
}

test('a success costs no timer', async () => {
  const sleeps: number[] = []
  const clock = { ...systemClock, sleep: (ms: number) => (sleeps.push(ms), Promise.resolve()) }
  const stage = await socketStage([fine])
  const timers = watchedTimers()
  const client = withRecourse(fetch, { clock })
  expect((await client(stage.url)).status).toBe(200)
  expect((await client(stage.url, { method: 'POST', body: 'x' })).status).toBe(200)
  expect(sleeps).toEqual([])
  expect(timers.made()).toBe(0)
  timers.restore()
  await stage.close()
})

test('what was handed over is handed on, the very same', async () => {
  const { seen, client } = shown()
  const input = new URL('https://api.test/things')
  const init = { method: 'PUT', headers: { a: 'b' }, body: 'x', signal: new AbortController().signal }
  const request = new Request('https://api.test/things')
  const wrapped = withRecourse(client)
  await wrapped(input, init)
  await wrapped(request)
  await wrapped('https://api.test/things')
  expect(seen.map((args) => args[0])).toEqual([input, request, 'https://api.test/things'])
  expect(seen[0]?.[0]).toBe(input)
  expect(seen[0]?.[1]).toBe(init)
  expect(seen[1]?.[0]).toBe(request)
  expect(seen.slice(1).map((args) => args[1])).toEqual([undefined, undefined])
})

test('every attempt gets the very same, and the caller\u2019s object stays as it was', async () => {
  const { seen, client } = shown(503)
  const init = Object.freeze({ method: 'GET', headers: Object.freeze({ a: 'b' }) })
  await withRecourse(client, { policy: { throttled: { baseMs: 0, capMs: 0, jitter: 'none' } } })(
    'https://api.test/',
    init,
  )
  expect(seen).toHaveLength(3)
  expect(seen.every((args) => args[1] === init)).toBe(true)
})

test('options of the call go no further', async () => {
  const { seen, client } = shown()
  const headers = new Headers({ a: 'b' })
  const init = { method: 'PUT', headers, recourse: { label: 'things' } }
  await withRecourse(client)('https://api.test/', init)
  await withRecourse(client)('https://api.test/', { ...init, recourse: false })
  expect(seen.map((args) => args[1])).toEqual([
    { method: 'PUT', headers },
    { method: 'PUT', headers },
  ])
  expect(seen[0]?.[1]?.headers).toBe(headers)
  expect(init.recourse).toEqual({ label: 'things' })
})

test('a success is the client\u2019s own answer, untouched', async () => {
  const response = new Response('fine')
  const clone = vi.spyOn(Response.prototype, 'clone')
  const client: Fetch = () => Promise.resolve(response)
  const given = await withRecourse(client)('https://api.test/')
  expect(given).toBe(response)
  expect(given.bodyUsed).toBe(false)
  expect(clone).not.toHaveBeenCalled()
  clone.mockRestore()
  expect(Reflect.ownKeys(given).filter((key) => String(key).includes('recourse'))).toEqual([])
})

test('an answer that nobody has read is the caller\u2019s, however late it is read', async () => {
  const large = 'y'.repeat(256 * 1_024)
  const stage = await socketStage([text(404, large), text(200, large), failed(400)])
  const client = withRecourse(fetch)
  const [error, success] = [await client(stage.url), await client(stage.url)]
  await (await client(stage.url)).text()
  for (let turns = 0; turns < 20; turns++) await turn()
  expect([error.bodyUsed, success.bodyUsed]).toEqual([false, false])
  expect([error.url, success.url]).toEqual([stage.url, stage.url])
  expect(await error.clone().text()).toBe(large)
  expect(await error.text()).toBe(large)
  expect(await success.text()).toBe(large)
  await stage.close()
})
