import {
  type RecourseEvent,
  type RecourseOptions,
  createRecourse,
  decisionOf,
  faultOf,
  isFault,
  isFinal,
} from '@recourse/core'
import { type Fetch, withRecourse } from '@recourse/fetch'
import { fetch as undiciFetch } from 'undici'
import { expect, test } from 'vitest'
import { socketStage } from './stage.ts'
import { failed, fine, json } from './steps.ts'
import { quick } from './scenarios/build.ts'
import { shorthand } from './verify.ts'

/** What no other client has: a Response, a Request, and their own ways. */
const answering =
  (answer: Response): Fetch =>
  () =>
    Promise.resolve(answer)

const throwing =
  (thrown: unknown): Fetch =>
  () =>
    Promise.reject(thrown)

/** What a spread would copy. */
const enumerable = (value: object): readonly unknown[] =>
  Reflect.ownKeys(value).filter((key) => Object.getOwnPropertyDescriptor(value, key)?.enumerable)

const caught = async (calling: Promise<unknown>): Promise<unknown> =>
  calling.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

test('an answer that nobody may read passes', async () => {
  const opaque = Response.error()
  expect(await withRecourse(answering(opaque))('https://api.test/')).toBe(opaque)
  expect(decisionOf(opaque)).toBeUndefined()
})

test('the last answer keeps its address and can be read in every way', async () => {
  const stage = await socketStage([json(422, { error: 'no' })])
  const response = await withRecourse(fetch)(new URL(stage.url))
  expect(response).toMatchObject({ url: stage.url, ok: false, bodyUsed: false, redirected: false, type: 'basic' })
  expect(await response.clone().json()).toEqual({ error: 'no' })
  expect(new TextDecoder().decode(await response.arrayBuffer())).toBe('{"error":"no"}')
  expect(isFault(response, 'validation')).toBe(true)
  await stage.close()
})

test('the mark on an answer is seen by faultOf alone', async () => {
  const response = await withRecourse(answering(new Response('no', { status: 403 })))('https://api.test/things')
  expect(enumerable(response)).toEqual([])
  expect(faultOf(response)).toMatchObject({ kind: 'permission', endpoint: '/things' })
  expect(decisionOf(response)).toMatchObject({ retry: false, reason: 'permanent' })
})

test('an error keeps its class and message, and is marked', async () => {
  const error = new TypeError('fetch failed', {
    cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  })
  const thrown = await caught(withRecourse(throwing(error), { policy: { maxAttempts: 1 } })('https://api.test/'))
  expect(thrown).toBe(error)
  expect(error.message).toBe('fetch failed')
  expect(enumerable(error)).toEqual([])
  expect(faultOf(error)).toMatchObject({ kind: 'network', method: 'GET', code: 'ECONNRESET' })
})

test.each([Object.freeze(new TypeError('fetch failed')), 'a string', undefined, null, 42])(
  '%s is thrown as it came',
  async (value) => {
    expect(await caught(withRecourse(throwing(value), { policy: quick })('https://api.test/'))).toBe(value)
  },
)

test('a fetch that throws at once is a fetch that fails', async () => {
  const error = new TypeError('fetch failed')
  const client: Fetch = () => {
    throw error
  }
  expect(await caught(withRecourse(client, { policy: quick })('https://api.test/'))).toBe(error)
})

test('options of a call that are none are refused by their name, and nothing is sent', async () => {
  let calls = 0
  const counted: Fetch = () => {
    calls++
    return Promise.resolve(new Response('fine'))
  }
  const client = withRecourse(counted)
  const options = { idempotend: true } as never
  expect(await caught(client('https://api.test/', { recourse: options }))).toMatchObject({
    name: 'TypeError',
    message: expect.stringContaining('idempotend'),
  })
  expect(await caught(client('https://api.test/', { recourse: { provider: 'nobody' } }))).toMatchObject({
    name: 'TypeError',
    message: expect.stringContaining('nobody'),
  })
  expect(calls).toBe(0)
})

test('the signal of a request object is obeyed', async () => {
  const stage = await socketStage([failed(429, { 'retry-after': '30' })])
  const caller = new AbortController()
  const reason = new Error('enough')
  const onEvent = ({ type }: RecourseEvent): unknown => type === 'retry' && setImmediate(() => caller.abort(reason))
  const request = new Request(stage.url, { signal: caller.signal })
  expect(await caught(withRecourse(fetch, { onEvent })(request))).toBe(reason)
  expect(decisionOf(reason)).toBeUndefined()
  await stage.close()
})

test('what init says comes before what the request object says', async () => {
  const stage = await socketStage([failed(500), fine])
  const request = new Request(stage.url, { method: 'POST', body: 'old', headers: { 'idempotency-key': '"1"' } })
  const response = await withRecourse(fetch, { policy: quick })(request, {
    method: 'PUT',
    body: 'new',
    headers: { a: 'b' },
  })
  expect(response.status).toBe(200)
  const seen = stage.requests.map(({ method, bodyText, headers }) => [method, bodyText, headers['a']].join(' '))
  expect(seen).toEqual(['PUT new b', 'PUT new b'])
  await stage.close()
})

test('two calls that share a reason each get it, and it stays clean', async () => {
  const stage = await socketStage([{ step: 'hang' }])
  const caller = new AbortController()
  const reason = new Error('the page is left')
  const client = withRecourse(fetch)
  const calls = [
    client(stage.url, { signal: caller.signal }),
    client(stage.url, { signal: caller.signal, method: 'POST' }),
  ].map(caught)
  await stage.until(() => stage.requests.length === 2)
  caller.abort(reason)
  for (const call of calls) expect(await call).toBe(reason)
  expect(Reflect.ownKeys(reason).filter((key) => String(key).includes('recourse'))).toEqual([])
  await stage.close()
})

test('a caller may stop while a success is read, also where attempts are limited', async () => {
  const stage = await socketStage([{ step: 'drip', status: 200, everyMs: 5, bytes: 1 }])
  const caller = new AbortController()
  const reason = new Error('enough')
  const client = withRecourse(fetch, { policy: { attemptTimeoutMs: 60_000 } })
  const response = await client(stage.url, { signal: caller.signal })
  const reading = caught(response.text())
  setTimeout(() => caller.abort(reason), 20)
  expect(await reading).toBe(reason)
  await stage.close()
})

test('the fetch of the undici package has a Response of its own, which is read and returned', async () => {
  const stage = await socketStage([json(503, { error: 'busy' }), json(422, { error: { code: 'bad', message: 'no' } })])
  const response = await withRecourse(undiciFetch as unknown as Fetch, { policy: quick })(stage.url)
  expect(response).not.toBeInstanceOf(Response)
  expect(faultOf(response)).toMatchObject({ kind: 'validation', code: 'bad' })
  expect(await response.json()).toEqual({ error: { code: 'bad', message: 'no' } })
  expect(stage.requests).toHaveLength(2)
  await stage.close()
})

test('a run around a wrapped fetch leaves the retries to the fetch', async () => {
  const told: string[] = []
  let sent = 0
  const inner = withRecourse<Fetch>(async () => (sent++, new Response('no', { status: 503 })), { policy: quick })
  const outer = createRecourse({ policy: quick, onEvent: (event) => void told.push(shorthand(event)) })
  const error = await caught(
    outer.run(async () => {
      const response = await inner('https://api.test/things')
      if (!response.ok) throw Object.assign(new Error('no'), { cause: response })
    }),
  )
  expect(sent).toBe(3)
  expect(told).toEqual(['attempt 1', 'give_up 1: unknown, owned_elsewhere'])
  expect(decisionOf(error)).toMatchObject({ reason: 'attempts_exhausted', fault: { kind: 'overloaded' } })
  expect(isFinal(error)).toBe(true)
})

test('a Request in the place of the options keeps its method, fields and body', async () => {
  const stage = await socketStage([fine])
  const request = new Request('https://elsewhere.test/', { method: 'POST', body: 'hi', headers: { 'x-mine': 'kept' } })
  const recourse: RecourseOptions = { policy: { attemptTimeoutMs: 5_000, repeat: 'keyed' } }
  await withRecourse(fetch, recourse)(stage.url, request)
  const { method, bodyText, headers } = stage.requests[0] ?? {}
  expect([method, bodyText, headers?.['x-mine']]).toEqual(['POST', 'hi', 'kept'])
  expect(headers?.['idempotency-key']).toMatch(/^[\da-f-]{36}$/)
  await stage.close()
})

test('a fresh stream for each attempt needs no more than that', async () => {
  const stage = await socketStage([failed(503), fine])
  const body = (): ReadableStream => new Blob(['abc']).stream()
  const response = await withRecourse(fetch, { policy: quick })(stage.url, { method: 'PUT', recourse: { body } })
  expect(response.status).toBe(200)
  expect(stage.requests.map(({ bodyText }) => bodyText)).toEqual(['abc', 'abc'])
  await stage.close()
})

test('a key is added to the fields as fetch itself reads them', async () => {
  const stage = await socketStage([fine])
  const headers: [string, string][] = [
    ['accept', 'a/b'],
    ['accept', 'c/d'],
  ]
  await withRecourse(fetch)(stage.url, { method: 'POST', headers, recourse: { idempotencyKey: 'order-17' } })
  expect(stage.requests[0]?.headers).toMatchObject({ accept: 'a/b, c/d', 'idempotency-key': 'order-17' })
  await stage.close()
})

test('a signal of null takes the place of that of the Request', async () => {
  const stage = await socketStage([fine])
  const request = new Request(stage.url, { signal: AbortSignal.abort() })
  const response = await withRecourse(fetch, { policy: { attemptTimeoutMs: 5_000 } })(request, { signal: null })
  expect(response.status).toBe(200)
  await stage.close()
})

test('what hangs on the wrapped function hangs on the wrapper', () => {
  const bun = Object.assign(answering(new Response()), { preconnect: (url: string) => url })
  expect(withRecourse(withRecourse(bun)).preconnect('https://api.test')).toBe('https://api.test')
})
