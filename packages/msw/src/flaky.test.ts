import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { dropConnection } from './connection.ts'
import { flaky } from './flaky.ts'
import { rateLimited } from './plain.ts'

const url = 'https://api.example.com/things'
const other = 'https://api.example.com/others'
const kept = flaky([503, 200])
const server = setupServer(http.get('https://api.example.com/kept', kept))
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const statusOf = async (from: string): Promise<number | string> =>
  fetch(from).then(
    (response) => response.status,
    (error: Error) => error.name,
  )

async function statuses(count: number, from = url): Promise<(number | string)[]> {
  const seen: (number | string)[] = []
  while (seen.length < count) seen.push(await statusOf(from))
  return seen
}

test('a sequence plays a step for each request, and the last one repeats', async () => {
  server.use(http.get(url, flaky([503, rateLimited(), dropConnection(), { status: 202 }])))
  expect(await statuses(6)).toEqual([503, 429, 'TypeError', 202, 202, 202])
})

test('a last step that breaks the connection repeats as any other', async () => {
  server.use(http.get(url, flaky([200, dropConnection()])))
  expect(await statuses(4)).toEqual([200, 'TypeError', 'TypeError', 'TypeError'])
})

test('requests that come at once to a fresh handler get a step each', async () => {
  server.use(http.get(url, flaky([503, 429, 500, 200])))
  const seen = await Promise.all([statusOf(url), statusOf(url), statusOf(url), statusOf(url)])
  expect(new Set(seen)).toEqual(new Set([200, 429, 500, 503]))
})

test('two handlers of one sequence count each for itself', async () => {
  const shared = flaky([503, 200])
  server.use(http.get(url, shared), http.get(other, shared))
  expect(await statuses(1)).toEqual([503])
  expect(await statuses(2, other)).toEqual([503, 200])
  expect(await statuses(2)).toEqual([200, 200])
})

test('a reset of the handlers begins the sequence again', async () => {
  expect(await statuses(3, 'https://api.example.com/kept')).toEqual([503, 200, 200])
  server.resetHandlers()
  expect(await statuses(2, 'https://api.example.com/kept')).toEqual([503, 200])
})

test("'next' hands the request to the next handler, as often as it is asked", async () => {
  server.use(
    http.get(url, flaky([503, 503, 'next'])),
    http.get(url, () => HttpResponse.json({ mine: true })),
  )
  expect(await statuses(2)).toEqual([503, 503])
  for (let call = 0; call < 3; call++) expect(await (await fetch(url)).json()).toEqual({ mine: true })
})

test("'next' in the middle is one request", async () => {
  server.use(
    http.get(url, flaky([503, 'next', 500])),
    http.get(url, () => HttpResponse.json({})),
  )
  expect(await statuses(4)).toEqual([503, 200, 500, 500])
})

test('with `once` the handler is done after its last step', async () => {
  server.use(
    http.get(url, () => HttpResponse.json({})),
    http.get(other, () => HttpResponse.json({})),
  )
  server.use(http.get(url, flaky([503, 500]), { once: true }))
  expect(await statuses(4)).toEqual([503, 500, 200, 200])
})

test('a Response is copied for each request', async () => {
  server.use(http.get(url, flaky([HttpResponse.json({ page: 1 }), HttpResponse.text('again', { status: 418 })])))
  expect(await (await fetch(url)).json()).toEqual({ page: 1 })
  for (let call = 0; call < 3; call++) {
    const response = await fetch(url)
    expect([response.status, await response.text()]).toEqual([418, 'again'])
  }
})

test('a Response serves every handler that shares the sequence', async () => {
  const shared = flaky([HttpResponse.json({ page: 1 }), 200])
  server.use(http.get(url, shared), http.get(other, shared))
  expect([await (await fetch(url)).json(), await (await fetch(other)).json()]).toEqual([{ page: 1 }, { page: 1 }])
})

test.each([
  [[], 'recourse: flaky takes a list of one step or more, got a value of type list'],
  [503, 'recourse: flaky takes a list of one step or more, got 503'],
  [[503, 99], 'recourse: flaky.status takes a status from 200 to 599, got 99'],
  [['503'], 'recourse: flaky takes a status, an answer, a Response or a scenario, got "503"'],
  [[null], 'recourse: flaky takes a status, an answer, a Response or a scenario, got null'],
  [
    [() => undefined],
    'recourse: flaky takes a status, an answer, a Response or a scenario, got a value of type function',
  ],
  [[{ body: 'x' }], 'recourse: flaky needs status, a status from 200 to 599'],
  [[{ status: 200, code: 1 }], 'recourse: unknown option flaky.code; known are status, headers, body'],
  [[{ status: 200, headers: { a: 1 } }], 'recourse: flaky.headers takes an object of strings, or of lists of them'],
])('what cannot be played is refused before a test begins: %j', (steps, message) => {
  expect(() => flaky(steps as never)).toThrow(TypeError)
  expect(() => flaky(steps as never)).toThrow(message)
})
