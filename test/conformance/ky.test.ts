import { type RecourseEvent, type RecourseOptions, createRecourse, decisionOf, faultOf, isFault } from '@recourse/core'
import { type Fetch, withRecourse as withRecourseFetch } from '@recourse/fetch'
import { recourse, withRecourse } from '@recourse/ky'
import ky, { HTTPError, type KyInstance, type Options, TimeoutError } from 'ky'
import { expect, test } from 'vitest'
import { socketStage } from './stage.ts'
import { failed, fine, htmlPage, json } from './steps.ts'
import { shorthand } from './verify.ts'
import { gaveUp, quick, recovered, ungated } from './scenarios/build.ts'

/** What no other client has: its hooks, its errors, its limits and its own way to extend. */
type Answer = Response | Error | (() => Promise<Response>)

/** A client whose server is a list of answers, the last of which stays. */
function clientOf(answers: readonly Answer[], given: RecourseOptions = {}, options: Options = {}) {
  const events: RecourseEvent[] = []
  const requests: Request[] = []
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    const answer = answers[Math.min(requests.length, answers.length - 1)]
    requests.push(input as Request)
    if (answer instanceof Error) throw answer
    if (typeof answer === 'function') return answer()
    return (answer as Response).clone()
  }
  const base = ky.create({ fetch, ...options })
  const wrap = (client: KyInstance): KyInstance =>
    withRecourse(client, { policy: { ...quick, ...ungated }, onEvent: (event) => void events.push(event), ...given })
  return { client: wrap(base), base, events, requests, told: () => events.map(shorthand) }
}

const url = 'https://api.test/things'
const answer = (status: number, body: unknown = { oops: status }): Response => Response.json(body, { status })
const limited = answer(429)

const caught = async (calling: Promise<unknown>): Promise<unknown> =>
  calling.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

test('the error is ky\u2019s own, with its data, and knows what was decided', async () => {
  const { client } = clientOf([answer(422, { error: { message: 'too short', code: 'bad' } })])
  const error = await caught(client.post(url, { json: { name: '' } }))
  expect(error).toBeInstanceOf(HTTPError)
  expect(error).toMatchObject({ data: { error: { message: 'too short', code: 'bad' } } })
  expect(faultOf(error)).toMatchObject({ kind: 'validation', code: 'bad', method: 'POST' })
  expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'permanent' })
  expect(faultOf((error as HTTPError).response)).toEqual(faultOf(error))
})

test('a page behind a JSON content type is read, where ky drops it', async () => {
  const stage = await socketStage([htmlPage(403, 'Forbidden', { 'content-type': 'application/json' })])
  const error = await caught(withRecourse(ky).get(stage.url))
  expect((error as HTTPError).data).toBeUndefined()
  expect(faultOf(error)).toMatchObject({ kind: 'permission', message: 'Forbidden' })
  await stage.close()
})

test('options for extend and for create do what wrapping does', async () => {
  for (const make of [ky.extend, ky.create]) {
    const stage = await socketStage([failed(500), fine])
    const events: RecourseEvent[] = []
    const engine = createRecourse({ policy: quick, onEvent: (event) => void events.push(event) })
    expect(await make(recourse(engine)).get(stage.url).json()).toEqual({ done: true })
    expect(events.map(shorthand)).toEqual(recovered('server'))
    await stage.close()
  }
})

test('what is extended further keeps the policy, and later options win', async () => {
  const { client, told, requests } = clientOf([answer(500)])
  const extended = client.extend({ recourse: { policy: { maxAttempts: 2 } } })
  await caught(extended.get(url))
  expect(told()).toEqual(gaveUp('attempts_exhausted', 'server', 'server'))
  await caught(extended.get(url, { recourse: { policy: { maxAttempts: 1 } } }))
  expect(requests).toHaveLength(3)
})

test.each([{ retry: 0 }, { retry: { limit: 0 } }])('%j means that nothing is sent again', async (options) => {
  const { client, told } = clientOf([limited])
  const error = await caught(client.get(url, options))
  expect(error).toBeInstanceOf(HTTPError)
  expect(told()).toEqual(gaveUp('disabled', 'rate_limit'))
  expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'disabled' })
})

test('another number of retries is the policy\u2019s to say', async () => {
  const { client, requests } = clientOf([answer(500)])
  await caught(client.get(url, { retry: 9 }))
  expect(requests).toHaveLength(3)
})

test('a call that wants none of it has ky\u2019s own retries', async () => {
  const { client, requests, events } = clientOf([answer(500), answer(200)])
  const retry = { delay: () => 1 }
  expect(await client.get(url, { recourse: false, retry }).json()).toEqual({ oops: 200 })
  expect(requests).toHaveLength(2)
  expect(events).toEqual([])
})

test('throwHttpErrors says which failures are thrown, and not which are sent again', async () => {
  const { client, told } = clientOf([answer(500)], {}, { throwHttpErrors: (status) => status === 404 })
  const response = await client.get(url)
  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({ oops: 500 })
  expect(isFault(response, 'server')).toBe(true)
  expect(told()).toEqual(gaveUp('attempts_exhausted', 'server', 'server', 'server'))
})

test('the caller\u2019s hooks see every attempt, and can ask for the fault', async () => {
  const seen: string[] = []
  const { client } = clientOf([answer(500), answer(503)])
  const error = await caught(
    client.get(url, {
      recourse: { policy: { maxAttempts: 2 } },
      hooks: {
        beforeRequest: [() => void seen.push('request')],
        afterResponse: [({ response }) => void seen.push(`response ${response.status}`)],
        beforeRetry: [({ error, retryCount }) => void seen.push(`retry ${retryCount} after ${faultOf(error)?.kind}`)],
        beforeError: [
          ({ error }) => {
            seen.push(`error ${faultOf(error)?.kind}`)
            return new Error('my own')
          },
        ],
      },
    }),
  )
  expect(seen).toEqual(['request', 'response 500', 'retry 1 after server', 'response 503', 'error overloaded'])
  expect(error).toMatchObject({ message: 'my own' })
  expect(faultOf(error)).toMatchObject({ kind: 'overloaded' })
})

test('an answer that a hook of the caller made good is no failure', async () => {
  const recourse = createRecourse({ policy: quick })
  const { base, requests } = clientOf([answer(500)])
  const response = await withRecourse(base, recourse).get(url, { hooks: { afterResponse: [() => answer(200)] } })
  expect(response.status).toBe(200)
  expect(requests).toHaveLength(1)
  expect(recourse.inspect().events).toEqual({ call: 1, attempt: 1, success: 1 })
})

test('an error that a hook of the caller throws keeps its class and ends the call', async () => {
  const { client, told } = clientOf([answer(500)])
  const mine = new RangeError('mine')
  const afterResponse = [
    () => {
      throw mine
    },
  ]
  expect(await caught(client.get(url, { hooks: { afterResponse } }))).toBe(mine)
  expect(faultOf(mine)).toMatchObject({ kind: 'server', status: 500 })
  expect(told().at(-1)).toBe('give_up 1: server, aborted')
})

test('a retry that a hook of the caller forces is an attempt of the same call, and has an end', async () => {
  const once = clientOf([answer(401), answer(200)])
  const force = { afterResponse: [({ response }: { response: Response }) => (response.ok ? undefined : ky.retry())] }
  await once.client.get(url, { hooks: force })
  expect(once.told()).toEqual(['attempt 1', 'attempt 2', 'recovered 2'])
  const always = clientOf([answer(401)])
  expect(await caught(always.client.get(url, { hooks: force }))).toBeInstanceOf(Error)
  expect(always.requests.length).toBeLessThanOrEqual(10)
})

const never = (): Promise<Response> => new Promise(() => {})

test('ky\u2019s own timeout is a failure of the attempt, and its error the last word', async () => {
  const { client, told } = clientOf([never, answer(200)])
  expect((await client.get(url, { timeout: 30 })).status).toBe(200)
  expect(told()).toEqual(recovered('timeout'))
  const stuck = clientOf([never])
  const error = await caught(stuck.client.post(url, { timeout: 30 }))
  expect(error).toBeInstanceOf(TimeoutError)
  expect(isFault(error, 'timeout')).toBe(true)
  expect(stuck.told()).toEqual(gaveUp('not_repeatable', 'timeout'))
})

test('ky\u2019s total timeout ends a wait', async () => {
  const { client, told } = clientOf([new Response('', { status: 429, headers: { 'retry-after': '30' } })])
  expect(await caught(client.get(url, { totalTimeout: 60 }))).toBeInstanceOf(TimeoutError)
  expect(told()).toEqual(['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'])
})

test('an error body that drips does not turn an error into ky\u2019s timeout', async () => {
  const stage = await socketStage([{ step: 'drip', status: 409, everyMs: 5, bytes: 1 }])
  const error = await caught(withRecourse(ky).get(stage.url, { timeout: 400 }))
  expect(error).toBeInstanceOf(HTTPError)
  expect(isFault(error, 'conflict')).toBe(true)
  await stage.close()
})

test('a caller who stops in a wait, with a reason that is no error, is obeyed', async () => {
  const { client, told, events } = clientOf([new Response('', { status: 429, headers: { 'retry-after': '30' } })])
  const controller = new AbortController()
  const calling = caught(client.get(url, { signal: controller.signal }))
  while (events.length < 2) await new Promise((resolve) => setImmediate(resolve))
  setImmediate(() => controller.abort('gone'))
  expect(await calling).toBe('gone')
  expect(told()).toEqual(['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'])
})

test('a wrapped fetch below does not multiply attempts', async () => {
  const stage = await socketStage([failed(500)])
  const client = withRecourse(ky.create({ fetch: withRecourseFetch(fetch) }), { policy: quick })
  await caught(client.get(stage.url))
  expect(stage.requests).toHaveLength(3)
  await stage.close()
})

test('a method that nobody registered is sent again where the policy says so', async () => {
  const { client, requests } = clientOf([answer(429), answer(200)])
  await client('https://api.test/', { method: 'PROPFIND' })
  expect(requests.map(({ method }) => method)).toEqual(['PROPFIND', 'PROPFIND'])
})

test('an option of the wrong type is named', async () => {
  expect(() => recourse({ polici: {} } as RecourseOptions)).toThrow(/polici/)
  const { client, requests } = clientOf([answer(200)])
  const error = await caught(client.get(url, { recourse: { label: 5 } as never }))
  expect(error).toBeInstanceOf(TypeError)
  expect((error as Error).message).toMatch(/label/)
  expect(requests).toEqual([])
})

test('json() after waits gives what the last answer says', async () => {
  const stage = await socketStage([failed(503, { 'retry-after-ms': '5' }), json(200, { items: [1] })])
  expect(
    await withRecourse(ky)
      .post(stage.url, { json: { a: 1 } })
      .json(),
  ).toEqual({ items: [1] })
  expect(stage.requests.map(({ bodyText }) => bodyText)).toEqual(['{"a":1}', '{"a":1}'])
  await stage.close()
})

test('a key is made once for the call, sent with each attempt, and makes a POST repeatable', async () => {
  const { client, requests, told } = clientOf([answer(500), answer(200)])
  await client.post(url, { json: {}, headers: { 'x-mine': 'kept' }, recourse: { idempotencyKey: true } })
  expect(told()).toEqual(recovered('server'))
  const keys = requests.map(({ headers }) => headers.get('idempotency-key'))
  expect(keys[0]).toMatch(/^[\da-f-]{36}$/)
  expect(keys).toEqual([keys[0], keys[0]])
  expect(requests.map(({ headers }) => headers.get('x-mine'))).toEqual(['kept', 'kept'])
})

test('a signal among the options of the call aborts it, beside the one of ky', async () => {
  const [mine, kys] = [new AbortController(), new AbortController()]
  const { client, requests } = clientOf([answer(500)], {
    policy: { transient: { baseMs: 60_000, capMs: 60_000, jitter: 'none' } },
    onEvent: ({ type }) => type === 'retry' && setImmediate(() => mine.abort(new Error('gone home'))),
  })
  const error = await caught(client.get(url, { signal: kys.signal, recourse: { signal: mine.signal } }))
  expect(error).toMatchObject({ message: 'gone home' })
  expect(requests).toHaveLength(1)
})

test('a wrapped fetch below that decides by itself is not repeated', async () => {
  const told: string[] = []
  const onEvent = (event: RecourseEvent): void => void told.push(shorthand(event))
  let sent = 0
  const inner = withRecourseFetch<Fetch>(async () => (sent++, answer(503)), { policy: { ...quick, maxAttempts: 2 } })
  // a function of the caller's own in between drops the options that ky hands down
  const client = withRecourse(ky.create({ fetch: (input) => inner(input) }), { policy: quick, onEvent })
  const error = await caught(client.get(url))
  expect(error).toBeInstanceOf(HTTPError)
  expect(sent).toBe(2)
  expect(told).toEqual(['attempt 1', 'give_up 1: overloaded, owned_elsewhere'])
  expect(faultOf(error)).toMatchObject({ kind: 'overloaded' })
})

test('a call that a hook makes with the options of ours is its own to judge', async () => {
  for (const nested of ['bare', 'wrapped'] as const) {
    const { client, base, requests } = clientOf([answer(503)])
    const inner = nested === 'bare' ? base : client
    const refresh = `${url}/refresh`
    const beforeRetry = [
      async ({ options }: { options: object }): Promise<void> =>
        void (await inner(refresh, { ...options, method: 'post', hooks: {} }).catch(() => undefined)),
    ]
    await caught(client.put(url, { retry: { limit: 2 }, hooks: { beforeRetry } }))
    expect(requests.map(({ method }) => method)).toEqual(['PUT', 'POST', 'PUT', 'POST', 'PUT'])
  }
})

test('an error of another call that a hook throws keeps what was decided about it', async () => {
  for (const nested of ['bare', 'wrapped'] as const) {
    const { base, client } = clientOf([answer(401)])
    const token = ky.create({ retry: 0, fetch: async () => answer(503) })
    const inner = nested === 'bare' ? token : withRecourse(token, { policy: { maxAttempts: 1 } })
    const afterResponse = [async (): Promise<void> => void (await inner(`${url}/token`))]
    const error = await caught(client.get(url, { hooks: { afterResponse } }))
    expect(error).toMatchObject({ response: { status: 503 } })
    expect(faultOf(error)).toMatchObject({ status: 503, kind: 'overloaded' })
    expect(base).not.toBe(client)
  }
})
