import { recourseRetry } from '@recourse/axios/axios-retry'
import { withRecourse as withAxios } from '@recourse/axios'
import {
  type Fault,
  type RecourseEvent,
  type RecourseOptions,
  createEngine,
  decisionOf,
  faultOf,
  formats,
  isFinal,
} from '@recourse/core'
import { withRecourse as withFetch } from '@recourse/fetch'
import { withRecourse as withKy } from '@recourse/ky'
import { withRecourse as withOfetch } from '@recourse/ofetch'
import axios, { type AxiosAdapter, type AxiosResponse } from 'axios'
import axiosRetry from 'axios-retry'
import ky, { type Hooks } from 'ky'
import { createFetch } from 'ofetch'
import { describe, expect, test } from 'vitest'
import { inSuccess, oops, opened } from '../fixtures/opened.ts'
import { answer, caught, clientOf, majors } from './openai-client.ts'
import { quick } from './scenarios/build.ts'
import { shorthand } from './verify.ts'

const type = { 'content-type': 'application/json' }
const url = 'https://api.test/x'

/** A server that is a list of bodies, the last of which stays; of each it is counted how often somebody asked it for more. */
function serving(bodies: readonly unknown[], headers: Readonly<Record<string, string>> = type, isOpen = false) {
  const cancelled: boolean[] = []
  const asked: number[] = []
  const came: Response[] = []
  const told: string[] = []
  const fetch = async (..._given: readonly unknown[]): Promise<Response> => {
    const body = bodies[Math.min(came.length, bodies.length - 1)]
    const at = asked.push(0) - 1
    const left = [typeof body === 'string' ? body : JSON.stringify(body)]
    const stream = new ReadableStream(
      {
        pull(controller) {
          asked[at] = (asked[at] ?? 0) + 1
          const text = left.shift()
          if (text !== undefined) return controller.enqueue(new TextEncoder().encode(text))
          return isOpen ? new Promise<void>(() => {}) : controller.close()
        },
        cancel: () => void (cancelled[at] = true),
      },
      { highWaterMark: 0 },
    )
    const response = new Response(stream, { headers })
    came.push(response)
    return response
  }
  const onEvent = (event: RecourseEvent): void => void told.push(shorthand(event))
  return { fetch, asked, cancelled, came, told, onEvent }
}

type Serving = ReturnType<typeof serving>
type Ask = (server: Serving, options: RecourseOptions) => Promise<Readonly<{ response?: unknown; data: unknown }>>

const axiosOver =
  ({ fetch }: Serving): AxiosAdapter =>
  async (config) => {
    const { status, headers } = await fetch()
    return { status, statusText: 'OK', headers: Object.fromEntries(headers), data: '', config, request: {} }
  }

const asks: Readonly<Record<string, Ask>> = {
  fetch: async ({ fetch }, options) => {
    const response = await withFetch(fetch, options)(url)
    return { response, data: await response.json() }
  },
  ky: async ({ fetch }, options) => ({ data: await withKy(ky.create({ fetch }), options)(url).json() }),
  'ky, its response': async ({ fetch }, options) => {
    const response = await withKy(ky.create({ fetch }), options)(url)
    return { response, data: await response.json() }
  },
  'ky, with a parser': async ({ fetch }, options) => {
    const parseJson = (text: string): unknown => ({ ...(JSON.parse(text) as object), parsed: true })
    return { data: await withKy(ky.create({ fetch, parseJson }), options)(url).json() }
  },
  ofetch: async ({ fetch }, options) => ({ data: await withOfetch(createFetch({ fetch }), options)(url) }),
  axios: async ({ fetch }, options) => {
    const client = withAxios(axios.create({ adapter: 'fetch', env: { fetch } }), options)
    const response: AxiosResponse = await client(url)
    return { response, data: response.data }
  },
  'axios-retry': async ({ fetch }, options) => {
    const client = axios.create({ adapter: 'fetch', env: { fetch } })
    axiosRetry(client, recourseRetry(options, client))
    const response: AxiosResponse = await client(url)
    return { response, data: response.data }
  },
}

describe.each(Object.entries(asks))('%s', (_, ask) => {
  test('tells of the error in a success by what was parsed of it, and only there', async () => {
    const server = serving([oops('WRONG')])
    const { response, data } = await ask(server, { errorsInSuccess: [opened], onEvent: server.onEvent })
    expect(data).toMatchObject(oops('WRONG'))
    expect(faultOf(data)).toMatchObject({ kind: 'validation', code: 'WRONG', status: 200, method: 'GET' })
    expect(isFinal(data)).toBe(true)
    expect(JSON.parse(JSON.stringify(data))).toMatchObject(oops('WRONG'))
    if (response !== undefined) expect(faultOf(response)).toBe(faultOf(data))
    expect(server.told).toEqual(['attempt 1', 'give_up 1: validation, permanent'])
  })

  test('sends again what passes, and says nothing of what came then', async () => {
    const server = serving([oops('BUSY'), oops('LOST'), { data: 1 }])
    const { response, data } = await ask(server, {
      errorsInSuccess: [opened],
      onEvent: server.onEvent,
      policy: quick,
    })
    expect(data).toMatchObject({ data: 1 })
    expect([faultOf(data), response && decisionOf(response)]).toEqual([undefined, undefined])
    expect(server.told).toEqual([
      'attempt 1',
      'retry 1: rate_limit',
      'attempt 2',
      'retry 2: server',
      'attempt 3',
      'recovered 3',
    ])
  })

  test('finds nothing where nobody asks', async () => {
    const server = serving([oops('BUSY')])
    const { response, data } = await ask(server, { onEvent: server.onEvent, policy: quick })
    expect(data).toMatchObject(oops('BUSY'))
    expect([faultOf(data), response && decisionOf(response)]).toEqual([undefined, undefined])
    expect(server.told).toEqual(['attempt 1'])
  })
})

describe('the built-in shapes', () => {
  const options = { errorsInSuccess: formats.filter((format) => 'inSuccess' in format), policy: { maxAttempts: 1 } }
  const cost = { requestedQueryCost: 100, throttleStatus: { currentlyAvailable: 50, restoreRate: 50 } }
  const event = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'
  const throttled = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost } }
  test.each([
    ['GraphQL', 'validation', { errors: [{ message: 'no', extensions: { code: 'BAD_USER_INPUT' } }], data: null }],
    ['Shopify', 'rate_limit', throttled],
    ['Slack', 'authentication', { ok: false, error: 'invalid_auth' }],
    ['JSON-RPC', 'validation', { jsonrpc: '2.0', id: 1, error: { code: -32_602, message: 'Invalid params' } }],
    ['an event', 'overloaded', event],
  ])('tell of errors in a success: %s', async (_, kind, body) => {
    const { fetch } = serving([body], body === event ? { 'content-type': 'text/event-stream' } : type)
    expect(faultOf(await withFetch(fetch, options)(url))).toMatchObject({ kind, status: 200 })
  })

  test.each([
    ['GraphQL', { data: { thing: null }, extensions: { cost } }],
    ['Slack', { ok: true, error: null }],
    ['JSON-RPC', { jsonrpc: '2.0', id: 1, result: {} }],
    ['a list', [{ id: 1 }]],
    ['an event', 'event: message_start\ndata: {"type":"message_start","message":{"error":null}}\n\n'],
  ])('leave a success alone: %s', async (_, body) => {
    const { fetch } = serving([body], typeof body === 'string' ? { 'content-type': 'text/event-stream' } : type)
    expect(faultOf(await withFetch(fetch, options)(url))).toBeUndefined()
  })
})

describe('where nobody asks, nothing is read, and the answer is the very object:', () => {
  const untouched: Readonly<Record<string, (server: Serving) => Promise<unknown>>> = {
    fetch: ({ fetch }) => withFetch(fetch)(url),
    ky: async ({ fetch }) => withKy(ky.create({ fetch }))(url),
    'a call that wants none': ({ fetch }) =>
      withFetch(fetch, { errorsInSuccess: [opened] })(url, { recourse: { errorsInSuccess: false } }),
    'a stream of ofetch': ({ fetch }) =>
      withOfetch(createFetch({ fetch })).raw(url, { responseType: 'stream' }) as Promise<unknown>,
  }
  test.each(Object.entries(untouched))('%s', async (_, ask) => {
    const server = serving([oops('BUSY')])
    expect(await ask(server)).toBe(server.came[0])
    expect(server.asked).toEqual([0])
  })

  test('axios', async () => {
    const server = serving([oops('BUSY')])
    let reads = 0
    const adapter: AxiosAdapter = async (config) =>
      Object.defineProperty(await axiosOver(server)(config), 'data', { get: () => (reads++, ''), set() {} })
    const plain = axios.create({ adapter })
    await plain(url)
    const alone = reads
    await withAxios(axios.create({ adapter }))(url)
    expect(reads).toBe(2 * alone)
  })
})

describe('ky', () => {
  const asking = async (hooks: Hooks, bodies: readonly unknown[]) => {
    const server = serving(bodies)
    const options = { errorsInSuccess: [opened], onEvent: server.onEvent, policy: quick }
    return { ...server, response: await withKy(ky.create({ fetch: server.fetch, hooks }), options)(url) }
  }

  test('shows the caller\u2019s hooks what it sends again, and lets them hand it on', async () => {
    const seen: unknown[] = []
    const afterResponse: Hooks['afterResponse'] = [
      async ({ response }) => {
        seen.push([response.status, await response.clone().json()])
        return response
      },
    ]
    const { told, response } = await asking({ afterResponse }, [oops('BUSY'), oops('WRONG')])
    expect(seen).toEqual([
      [200, oops('BUSY')],
      [200, oops('WRONG')],
    ])
    expect(told).toEqual(['attempt 1', 'retry 1: rate_limit', 'attempt 2', 'give_up 2: validation, permanent'])
    expect(response.ok).toBe(true)
    expect(await response.json()).toEqual(oops('WRONG'))
  })

  test('counts no success where its caller\u2019s hooks see an answer that is sent again', async () => {
    const { fetch } = serving([oops('BUSY')])
    const engine = createEngine({ errorsInSuccess: [opened], policy: quick })
    const hooks = { afterResponse: [() => undefined] }
    await withKy(ky.create({ fetch, hooks }), engine)(url)
    expect(engine.inspect().events).toEqual({ call: 1, attempt: 3, retry: 2, give_up: 1 })
  })

  test('tells the hook before a retry why', async () => {
    const faults: (Fault | undefined)[] = []
    const beforeRetry: Hooks['beforeRetry'] = [({ error }) => void faults.push(faultOf(error))]
    await asking({ beforeRetry }, [oops('BUSY'), { data: 1 }])
    expect(faults).toMatchObject([{ code: 'BUSY', status: 200 }])
  })
})

test('axios-retry begins anew with the options of a call that was given up', async () => {
  const server = serving([oops('WRONG')])
  const client = axios.create({ adapter: 'fetch', env: { fetch: server.fetch } })
  axiosRetry(client, recourseRetry({ errorsInSuccess: [opened], onEvent: server.onEvent }, client))
  const { config } = await client(url)
  await client.request(config)
  const once = ['attempt 1', 'give_up 1: validation, permanent']
  expect(server.told).toEqual([...once, ...once])
})

test('a stream that begins with an error is let go before it is asked for again', async () => {
  const body = `data: ${JSON.stringify({ type: 'error', error: { type: 'overloaded_error' } })}\n\n`
  const options = { errorsInSuccess: [inSuccess.events], policy: { ...quick, maxAttempts: 2 } }
  const over: Readonly<Record<string, (fetch: Serving['fetch']) => Promise<unknown>>> = {
    fetch: (fetch) => withFetch(fetch, options)(url),
    ky: async (fetch) => withKy(ky.create({ fetch }), options)(url),
    ofetch: (fetch) => withOfetch(createFetch({ fetch }), options)(url),
    openai: (fetch) => clientOf(majors['openai 7'].Sdk, [], options, { fetch }).client.get('/x').asResponse(),
  }
  for (const ask of Object.values(over)) {
    const server = serving([body], { 'content-type': 'text/event-stream' }, true)
    await ask(server.fetch)
    // the last is the caller's
    expect(server.cancelled).toEqual([true])
    expect(server.came).toHaveLength(2)
  }
})

describe.each(Object.entries(majors))('%s', (_, { Sdk }) => {
  const events = { 'content-type': 'text/event-stream' }
  const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`
  const errorEvent = (code: string): string => event({ type: 'error', error: { type: code, message: `about ${code}` } })
  const input = { model: 'm', messages: [], stream: true as const }

  const asking = (bodies: readonly string[]) => {
    const server = serving(bodies, events)
    const given = { errorsInSuccess: [inSuccess.events], onEvent: server.onEvent }
    return { ...server, client: clientOf(Sdk, [], given, { fetch: server.fetch }).client }
  }

  test('asks again for a stream that begins with an error', async () => {
    const { client, told } = asking([errorEvent('overloaded_error'), event({ id: 'one' }) + 'data: [DONE]\n\n'])
    const ids: string[] = []
    for await (const { id } of await client.chat.completions.create(input)) ids.push(id)
    expect(ids).toEqual(['one'])
    expect(told).toEqual(['attempt 1', 'retry 1: overloaded', 'attempt 2', 'recovered 2'])
  })

  test('tells once of one that begins with an error for good', async () => {
    const { client, told } = asking([errorEvent('invalid_request_error')])
    const stream = await client.chat.completions.create(input)
    const error = await caught(stream[Symbol.asyncIterator]().next())
    expect(error).toBeInstanceOf(Sdk.APIError)
    expect(faultOf(error)).toMatchObject({ kind: 'validation', code: 'invalid_request_error', status: 200 })
    expect(told).toEqual(['attempt 1', 'give_up 1: validation, permanent'])
  })

  test('hands on what holds an error for good, parsed and marked', async () => {
    const server = serving([oops('WRONG')])
    const given = { errorsInSuccess: [opened], onEvent: server.onEvent }
    const { client } = clientOf(Sdk, [], given, { fetch: server.fetch })
    const data = await client.get('/x')
    expect(data).toEqual(oops('WRONG'))
    expect(faultOf(data)).toMatchObject({ code: 'WRONG' })
    expect(server.told).toEqual(['attempt 1', 'give_up 1: validation, permanent'])
    const response = await client.get('/x').asResponse()
    expect(faultOf(response)).toMatchObject({ code: 'WRONG' })
  })

  test('tells what broke an attempt in which a token was renewed', async () => {
    const token = answer(200, { access_token: 'old', expires_in: 3_600, token_type: 'Bearer' })
    const broke = new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNRESET' }) })
    const { fetch } = clientOf(Sdk, [token, answer(401), token, broke])
    const provider = { tokenType: 'jwt', getToken: async () => 'subject' } as const
    const workloadIdentity = { clientId: 'c', identityProviderId: 'i', serviceAccountId: 's', provider }
    const options = { apiKey: null as never, workloadIdentity, fetch }
    const { client, told } = clientOf(Sdk, [], { policy: { maxAttempts: 1 } }, options)
    expect(faultOf(await caught(client.get('/x')))).toMatchObject({ kind: 'network', code: 'ECONNRESET' })
    expect(told()).toEqual(['attempt 1', 'give_up 1: network, attempts_exhausted'])
  })
})
