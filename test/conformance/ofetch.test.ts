import { type RecourseEvent, type RecourseOptions, createRecourse, decisionOf, faultOf, isFault } from '@recourse/core'
import { withRecourse as withRecourseFetch } from '@recourse/fetch'
import { recourseHooks, withRecourse } from '@recourse/ofetch'
import { type $Fetch, FetchError, type FetchOptions, ofetch } from 'ofetch'
import { FetchError as FetchErrorNext, ofetch as ofetchNext } from 'ofetch-next'
import { describe, expect, test } from 'vitest'
import { gaveUp, quick, recovered, succeeded } from './scenarios/build.ts'
import { socketStage } from './stage.ts'
import { failed, fine, htmlPage } from './steps.ts'
import { shorthand } from './verify.ts'

type Answer = Response | Error | (() => Promise<Response>)
type Seen = Readonly<{ input: string | URL | Request; init: FetchOptions }>

const url = 'https://api.test/things'
const answer = (status: number, body: unknown = { oops: status }): Response => Response.json(body, { status })
const caught = async (calling: Promise<unknown>): Promise<unknown> =>
  calling.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

/** Its types are those of version 1 but for what was taken out of `create`. */
const versions = { 'ofetch 1': [ofetch, FetchError], 'ofetch 2 alpha': [ofetchNext as $Fetch, FetchErrorNext] } as const

describe.each(Object.entries(versions))('%s', (_name, [base, ErrorClass]) => {
  /** A client whose server is a list of answers, the last of which stays. */
  function clientOf(answers: readonly Answer[], given: RecourseOptions = {}, defaults: FetchOptions = {}) {
    const events: RecourseEvent[] = []
    const requests: Seen[] = []
    const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const next = answers[Math.min(requests.length, answers.length - 1)]
      requests.push({ input, init: init as FetchOptions })
      init?.signal?.throwIfAborted()
      if (next instanceof Error) throw next
      return typeof next === 'function' ? next() : (next as Response).clone()
    }
    const bare = base.create(defaults, { fetch })
    const options = { policy: quick, onEvent: (event: RecourseEvent) => void events.push(event), ...given }
    return { client: withRecourse(bare, options), bare, options, events, requests, told: () => events.map(shorthand) }
  }

  /** Rejects when its signal aborts, as fetch does. */
  const hangs = (seen: readonly Seen[]) => async (): Promise<Response> =>
    new Promise((_, reject) => {
      const { signal } = seen.at(-1)?.init ?? {}
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
    })

  test('the error is ofetch\u2019s own, with its data, and knows what was decided', async () => {
    const { client } = clientOf([answer(422, { error: { message: 'too short', code: 'bad' } })])
    const error = await caught(client(url, { method: 'POST', body: { name: '' } }))
    expect(error).toBeInstanceOf(ErrorClass)
    expect(error).toMatchObject({
      status: 422,
      data: { error: { code: 'bad' } },
      response: { status: 422 },
      request: url,
    })
    expect(faultOf(error)).toMatchObject({ kind: 'validation', code: 'bad', method: 'POST' })
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'permanent' })
  })

  test('the callable, raw, create and native are those of the instance', async () => {
    const answers = [answer(500), answer(200), answer(200), answer(500), answer(500), answer(200)]
    const { client, requests, told } = clientOf(answers, {}, { baseURL: 'https://api.test/v1' })
    expect(await client('/a')).toEqual({ oops: 200 })
    expect(told()).toEqual(recovered('server'))
    expect(await client.raw('/a')).toMatchObject({ status: 200, _data: { oops: 200 } })
    const made = client.create({ headers: { 'x-made': '1' } })
    expect(await made('/b', { query: { tag: ['one', 'two'] } })).toEqual({ oops: 200 })
    expect(requests).toHaveLength(6)
    expect(requests.at(-1)).toMatchObject({ input: 'https://api.test/v1/b?tag=one&tag=two' })
    expect(new Headers(requests.at(-1)?.init.headers).get('x-made')).toBe('1')
    expect((await client.native('https://api.test/raw')).status).toBe(200)
  })

  test('what create is given to fetch with is what sends', async () => {
    const { client, requests } = clientOf([answer(500)])
    const other = client.create({}, { fetch: async () => answer(200, 'other') })
    expect(await other(url)).toBe('other')
    expect(requests).toEqual([])
  })

  test('wrapping twice does not retry twice, and the later options hold', async () => {
    const { client, requests } = clientOf([answer(500)])
    await caught(withRecourse(client, { policy: { ...quick, maxAttempts: 2 } })(url))
    expect(requests).toHaveLength(2)
  })

  test('a wrapped fetch below does not multiply attempts', async () => {
    const { requests, bare, options } = clientOf([answer(500)])
    const below = withRecourseFetch((input, init) => bare.native(input as string, init), { policy: quick })
    await caught(withRecourse(base.create({}, { fetch: below }), options)(url))
    expect(requests).toHaveLength(3)
  })

  test.each([0, false] as const)('retry: %s means that nothing is sent again', async (retry) => {
    const one = clientOf([answer(500)])
    expect(decisionOf(await caught(one.client(url, { retry })))).toMatchObject({ reason: 'disabled' })
    const all = clientOf([answer(500)], {}, { retry })
    await caught(all.client(url))
    expect([one.requests.length, all.requests.length]).toEqual([1, 1])
  })

  test('another retry, and its delay and statuses, are the policy\u2019s to say', async () => {
    const { client, requests } = clientOf([answer(500)])
    await caught(client(url, { retry: 9, retryDelay: 60_000, retryStatusCodes: [418] }))
    expect(requests).toHaveLength(3)
  })

  test('a call that wants none of it has ofetch\u2019s own retries', async () => {
    const { client, requests, events } = clientOf([answer(500), answer(200)])
    expect(await client(url, { recourse: false })).toEqual({ oops: 200 })
    expect([requests.length, events.length]).toEqual([2, 0])
  })

  test('an instance may carry options of its calls', async () => {
    const { client, requests } = clientOf([answer(500)], {}, { recourse: { policy: { maxAttempts: 2 } } })
    await caught(client(url))
    expect(requests).toHaveLength(2)
  })

  test('ignoreResponseError returns the last failure, marked, and sends again before', async () => {
    const { client, requests } = clientOf([answer(500)])
    const response = await client.raw(url, { ignoreResponseError: true })
    expect(response).toMatchObject({ status: 500, _data: { oops: 500 } })
    expect(isFault(response, 'server')).toBe(true)
    expect(requests).toHaveLength(3)
  })

  test('every response type gives what it says', async () => {
    const { client } = clientOf([answer(500), answer(200)])
    expect(await client(url, { responseType: 'text' })).toBe('{"oops":200}')
    expect(await client(url, { responseType: 'blob' })).toBeInstanceOf(Blob)
    expect(await client(url, { responseType: 'arrayBuffer' })).toBeInstanceOf(ArrayBuffer)
    expect(await new Response(await client(url, { responseType: 'stream' })).text()).toBe('{"oops":200}')
    expect(await client(url, { parseResponse: (text) => text.length })).toBe(12)
  })

  test('the caller\u2019s hooks see every attempt, of the instance or of the call', async () => {
    const seen: string[] = []
    const hooks = {
      onRequest: [() => void seen.push('request')],
      onRequestError: () => void seen.push('request error'),
      onResponse: () => void seen.push('response'),
      onResponseError: [() => void seen.push('response error')],
    }
    const order = ['request', 'response', 'response error', 'request', 'request error', 'request', 'response']
    const answers = [answer(500), new TypeError('fetch failed'), answer(200)]
    await clientOf(answers, {}, hooks).client(url)
    expect(seen.splice(0)).toEqual(order)
    await clientOf(answers).client(url, hooks)
    expect(seen).toEqual(order)
  })

  test('an error that a hook throws over a failure is the last word, and not the decision', async () => {
    const mine = new RangeError('mine')
    const { client, told } = clientOf([answer(503)])
    const error = await caught(client(url, { onResponseError: () => Promise.reject(mine) }))
    expect(error).toBe(mine)
    expect(faultOf(mine)).toMatchObject({ kind: 'overloaded', status: 503 })
    expect(told()).toEqual(gaveUp('attempts_exhausted', 'overloaded', 'overloaded', 'overloaded'))
  })

  test('an error that a hook throws over a success, or before anything is sent, ends the call', async () => {
    const mine = new TypeError('fetch failed')
    const over = clientOf([answer(200)])
    expect(await caught(over.client(url, { onResponse: () => Promise.reject(mine) }))).toBe(mine)
    expect(over.told()).toEqual(succeeded)
    const before = clientOf([answer(200)])
    expect(await caught(before.client(url, { onRequest: () => Promise.reject(mine) }))).toBe(mine)
    expect(before.told()).toEqual([])
    expect(decisionOf(mine)).toBeUndefined()
  })

  test('a key that a hook adds is there before the call is judged', async () => {
    const { client } = clientOf([answer(200)])
    const onRequest: FetchOptions['onRequest'] = ({ options }) =>
      options.headers.set('authorization', 'Bearer mvra_live_0123456789abcdefghij')
    const recourse = { provider: 'mavera' }
    expect(await client(url, { onRequest, recourse })).toEqual({ oops: 200 })
    expect(await caught(client(url, { recourse }))).toMatchObject({ name: 'RecourseError' })
  })

  test('a time limit that is over does not end the next attempt', async () => {
    const own = clientOf([async () => hangs(own.requests)(), answer(200)])
    expect(await own.client(url, { timeout: 20 })).toEqual({ oops: 200 })
    expect(own.told()).toEqual(recovered('timeout'))
  })

  test('a time limit holds beside a signal, in the call and in the instance', async () => {
    const { signal } = new AbortController()
    const one = clientOf([async () => hangs(one.requests)(), answer(200)])
    expect(await one.client(url, { timeout: 20, signal })).toEqual({ oops: 200 })
    const all = clientOf([async () => hangs(all.requests)(), answer(200)], {}, { timeout: 20, signal })
    expect(await all.client(url)).toEqual({ oops: 200 })
    expect(one.told()).toEqual(recovered('timeout'))
  })

  test('a caller who stops in a wait is obeyed at once', async () => {
    const own = clientOf([new Response('', { status: 429, headers: { 'retry-after': '30' } })])
    const controller = new AbortController()
    const calling = caught(own.client(url, { signal: controller.signal }))
    while (own.events.length < 2) await new Promise((resolve) => setImmediate(resolve))
    controller.abort('gone')
    expect(await calling).toBe('gone')
    expect(own.told()).toEqual(['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'])
  })

  test('a stream is sent once, and its failure is the one that the server gave', async () => {
    const { client, requests } = clientOf([answer(503)], { policy: { ...quick, repeat: 'unsafe_always' } })
    const stream = (): ReadableStream => new Blob(['x']).stream()
    const error = await caught(client(url, { method: 'PUT', body: stream() }))
    expect(error).toMatchObject({ name: 'FetchError', status: 503 })
    expect(decisionOf(error)).toMatchObject({ reason: 'body_not_replayable' })
    await caught(client(url, { method: 'PUT', body: stream(), recourse: { body: stream } }))
    expect(new Set(requests.map(({ init }) => init.body)).size).toBe(4)
  })

  test('a request object is sent again with its body', async () => {
    const stage = await socketStage([failed(503, { 'retry-after-ms': '1' }), fine])
    const client = withRecourse(base, { policy: quick })
    expect(await client(new Request(stage.url, { method: 'POST', body: 'twice' }))).toEqual({ done: true })
    expect(stage.requests.map(({ bodyText }) => bodyText)).toEqual(['twice', 'twice'])
    await stage.close()
  })

  test('a list in the query of the instance is there once in every attempt', async () => {
    const { client, requests } = clientOf([answer(500), answer(200)], {}, { query: { a: [1, 2] } })
    await client(url, { query: { b: 'x' } })
    expect(requests.map(({ input }) => input)).toEqual([`${url}?a=1&a=2&b=x`, `${url}?a=1&a=2&b=x`])
  })

  test('an error whose JSON is none is still an error, with the text for its data', async () => {
    const stage = await socketStage([htmlPage(502, 'Bad Gateway', { 'content-type': 'application/json' })])
    const client = withRecourse(base, { policy: { maxAttempts: 1 } })
    for (const options of [{}, { parseResponse: JSON.parse }]) {
      const error = await caught(client(stage.url, options))
      expect(error).toBeInstanceOf(ErrorClass)
      expect(error).toMatchObject({ status: 502, data: expect.stringContaining('Bad Gateway') })
      expect(faultOf(error)).toMatchObject({ kind: 'server', message: 'Bad Gateway' })
    }
    await stage.close()
  })

  test('an error that breaks off keeps its status and its class', async () => {
    const stage = await socketStage([
      { step: 'truncate', status: 500, body: 'a long story', sendBytes: 6, end: 'reset' },
    ])
    const error = await caught(withRecourse(base)(stage.url, { method: 'POST' }))
    expect(error).toBeInstanceOf(ErrorClass)
    expect(error).toMatchObject({ status: 500 })
    expect(faultOf(error)).toMatchObject({ kind: 'server', effect: 'unknown' })
    await stage.close()
  })

  test('a success that breaks off is a fault of the network, and sent again where that is safe', async () => {
    const cut = { step: 'truncate', status: 200, body: 'a long story', sendBytes: 6, end: 'fin' } as const
    const stage = await socketStage([cut, fine])
    const client = withRecourse(base, { policy: quick })
    expect(await client(stage.url)).toEqual({ done: true })
    await stage.close()
    const other = await socketStage([cut, fine])
    const error = await caught(client(other.url, { method: 'POST' }))
    expect(error).toBeInstanceOf(TypeError)
    expect(faultOf(error)).toMatchObject({ kind: 'network', effect: 'unknown' })
    expect(other.requests).toHaveLength(1)
    await other.close()
  })

  test('an error without end is cut, and its status stays', async () => {
    const stage = await socketStage([{ step: 'endless', status: 500 }])
    const client = withRecourse(base, { limits: { maxClientBodyBytes: 100_000 } })
    const error = await caught(client(stage.url, { method: 'POST', responseType: 'arrayBuffer' }))
    expect(error).toMatchObject({ status: 500, data: { byteLength: 100_000 } })
    await stage.close()
  })

  test('a key for the call is the same in every attempt, and makes a POST repeatable', async () => {
    const { client, requests } = clientOf([answer(500), answer(200)])
    await client(url, { method: 'POST', body: { a: 1 }, recourse: { idempotencyKey: true } })
    const keys = requests.map(({ init }) => new Headers(init.headers).get('idempotency-key'))
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBeTruthy()
    expect(keys[1]).toBe(keys[0])
  })

  test('an option of the wrong type is named, and nothing is sent', async () => {
    const { client, requests } = clientOf([answer(200)])
    const error = await caught(client(url, { recourse: { label: 5 } as never }))
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toMatch(/label/)
    expect(requests).toEqual([])
  })

  test('an error of another call that a hook throws keeps what it tells, and one of its own is marked', async () => {
    const { client } = clientOf([answer(401)])
    const token = base.create({ retry: 0 }, { fetch: async () => answer(503) })
    const onResponseError = async (): Promise<void> => void (await token(`${url}/token`))
    const error = await caught(client(url, { onResponseError }))
    expect(error).toMatchObject({ status: 503 })
    expect(faultOf(error)).toMatchObject({ status: 503, kind: 'overloaded' })
    const mine = new RangeError('mine')
    const hook = (): never => {
      throw mine
    }
    expect(await caught(client(url, { onResponseError: hook }))).toBe(mine)
    expect(faultOf(mine)).toMatchObject({ status: 401 })
  })

  describe('by hooks', () => {
    const hooked = (answers: readonly Answer[], defaults: FetchOptions = {}) => {
      const own = clientOf(answers, {}, defaults)
      return { ...own, client: own.bare.create(recourseHooks(own.options)) }
    }

    test('a failure is sent again as the policy says', async () => {
      const own = hooked([answer(429), new TypeError('fetch failed'), answer(200)])
      expect(await own.client(url)).toEqual({ oops: 200 })
      expect(own.told()).toEqual(recovered('rate_limit', 'network'))
    })

    test('a POST is sent again where it was turned away, and not where it may have been done', async () => {
      const away = hooked([answer(429), answer(200)])
      await away.client(url, { method: 'POST', body: { a: 1 } })
      expect(away.requests.map(({ init }) => init.body)).toEqual(['{"a":1}', '{"a":1}'])
      const done = hooked([answer(500)])
      const error = await caught(done.client(url, { method: 'POST' }))
      expect(decisionOf(error)).toMatchObject({ reason: 'not_repeatable' })
      expect(done.requests).toHaveLength(1)
    })

    test('the error is ofetch\u2019s own, with its message, and is marked', async () => {
      const body = { error: { message: 'too short', code: 'bad' } }
      const own = hooked([answer(422, body)])
      const error = await caught(own.client(url))
      const plain = await caught(own.bare(url))
      expect(error).toBeInstanceOf(ErrorClass)
      expect(error).toMatchObject({ message: (plain as Error).message, data: body })
      expect(faultOf(error)).toMatchObject({ kind: 'validation', code: 'bad' })
      const network = await caught(hooked([new TypeError('fetch failed')]).client(url, { method: 'POST' }))
      expect(decisionOf(network)).toMatchObject({ retry: false, reason: 'not_repeatable' })
    })

    test('a time limit that is over does not end the next attempt', async () => {
      const own = hooked([async () => hangs(own.requests)(), answer(200)])
      expect(await own.client(url, { timeout: 20 })).toEqual({ oops: 200 })
    })

    test('a request object with a body is sent once, and its failure is the one that the server gave', async () => {
      const own = hooked([answer(503)])
      const error = await caught(own.client(new Request(url, { method: 'PUT', body: 'once' })))
      expect(error).toMatchObject({ status: 503 })
      expect(decisionOf(error)).toMatchObject({ reason: 'body_not_replayable' })
    })

    test('retry: 0 and recourse: false mean what they say', async () => {
      const none = hooked([answer(500)])
      await caught(none.client(url, { retry: 0 }))
      const left = hooked([answer(500), answer(200)])
      await left.client(url, { recourse: false })
      expect([none.requests.length, left.requests.length, left.events.length]).toEqual([1, 2, 0])
    })

    test('the options that an error hands on make a call of its own', async () => {
      const own = hooked([answer(500)])
      const options = { method: 'POST', recourse: { idempotencyKey: true, maxAttempts: 1 } } as const
      const error = (await caught(own.client(url, options))) as FetchError
      await caught(own.client(`${url}/other`, { ...error.options, recourse: {} } as FetchOptions))
      expect(own.events.map(({ type, attempt }) => `${type} ${attempt}`)).toEqual([
        'attempt 1',
        'give_up 1',
        'attempt 1',
        'give_up 1',
      ])
      expect(new Set(own.events.map(({ id }) => id)).size).toBe(2)
    })

    test('of two sets of hooks only the first sends again', async () => {
      const own = clientOf([answer(500)])
      const [one, other] = [recourseHooks({ policy: { ...quick, maxAttempts: 2 } }), recourseHooks(own.options)]
      const both = Object.entries(one).map(([name, hook]) => [name, [hook, other[name as keyof typeof other]].flat()])
      await caught(own.bare.create(Object.fromEntries(both) as FetchOptions)(url))
      expect(own.requests).toHaveLength(2)
      expect(own.events).toEqual([])
    })

    test('beside withRecourse only one of them sends again', async () => {
      const own = hooked([answer(500)])
      await caught(withRecourse(own.client, createRecourse({ policy: { ...quick, maxAttempts: 2 } }))(url))
      expect(own.requests).toHaveLength(2)
      expect(own.events).toEqual([])
    })
  })
})
