import { Readable } from 'node:stream'
import { type RecourseEvent, type RecourseOptions, decisionOf, faultOf, isFault } from '@recourse/core'
import { withRecourse } from '@recourse/axios'
import { withRecourse as withRecourseFetch } from '@recourse/fetch'
import axios, {
  AxiosError,
  type AxiosAdapter,
  type AxiosInstance,
  type AxiosRequestConfig,
  type AxiosResponse,
  type CreateAxiosDefaults,
  CanceledError,
} from 'axios'
import { expect, test } from 'vitest'
import { type Stage, socketStage } from './stage.ts'
import { failed, fine, json, redirect, text } from './steps.ts'
import { quick, ungated } from './scenarios/build.ts'
import { shorthand } from './verify.ts'

/** What no other client has: interceptors, adapters, response types, cancel tokens, and who is asked whether an answer is an error. */
const caught = async (calling: Promise<unknown>): Promise<AxiosError> =>
  calling.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error: unknown) => error as AxiosError,
  )

type Made = Readonly<{ client: AxiosInstance; stage: Stage; told(): readonly string[]; close(): Promise<void> }>

async function made(
  server: Parameters<typeof socketStage>[0],
  defaults: CreateAxiosDefaults = {},
  options: RecourseOptions = {},
): Promise<Made> {
  const stage = await socketStage(server)
  const events: RecourseEvent[] = []
  const client = withRecourse(axios.create({ baseURL: stage.url.replace(/\/things.*/, ''), ...defaults }), {
    policy: { ...quick, ...ungated },
    onEvent: (event) => void events.push(event),
    ...options,
  })
  return { client, stage, told: () => events.map(shorthand), close: () => stage.close() }
}

const adapters = ['http', 'fetch'] as const

test('the instance is the one that was given, and so is what it creates', async () => {
  const { client, stage, close } = await made([failed(500), fine, failed(500), fine, failed(500), fine])
  expect(withRecourse(client, { policy: quick })).toBe(client)
  const child = client.create({ baseURL: stage.url })
  expect((await child.get('')).data).toEqual({ done: true })
  expect((await child.get('', { adapter: 'fetch' })).data).toEqual({ done: true })
  expect((await child.create().request({ url: stage.url })).status).toBe(200)
  expect(stage.requests).toHaveLength(6)
  await close()
})

test('a second wrapping takes the new options, and multiplies nothing', async () => {
  const { client, stage, close } = await made([failed(500)])
  const policy = { ...quick, ...ungated }
  withRecourse(withRecourse(client, { policy: { ...policy, maxAttempts: 4 } }), {
    policy: { ...policy, maxAttempts: 2 },
  })
  await caught(client.get('/things'))
  await caught(client.get('/things', { adapter: 'fetch' }))
  expect(stage.requests).toHaveLength(4)
  await close()
})

test('an instance made by the class is wrapped too', async () => {
  const stage = await socketStage([failed(500), fine])
  const client = withRecourse(new axios.Axios({ ...axios.defaults, adapter: 'http' } as never), { policy: quick })
  expect((await client.get(stage.url)).data).toEqual({ done: true })
  await stage.close()
})

test('interceptors run once, in their order, around all attempts', async () => {
  const { client, stage, close } = await made([failed(500), failed(503, { 'retry-after-ms': '1' }), fine])
  const ran: string[] = []
  for (const name of ['first', 'second']) {
    client.interceptors.request.use((config) => (ran.push(`request ${name}`), config))
    client.interceptors.response.use((response) => (ran.push(`response ${name}`), response))
  }
  await client.get('/things')
  expect(ran).toEqual(['request second', 'request first', 'response first', 'response second'])
  expect(stage.requests).toHaveLength(3)
  await close()
})

test('an interceptor that sees the error sees its fault and its data', async () => {
  const { client, close } = await made([json(422, { error: { message: 'too short', code: 'bad' } })])
  const seen: unknown[] = []
  client.interceptors.response.use(undefined, (error: AxiosError) => {
    seen.push(faultOf(error)?.code, error.response?.data)
    throw error
  })
  const error = await caught(client.post('/things', { name: '' }))
  expect(seen).toEqual(['bad', { error: { message: 'too short', code: 'bad' } }])
  expect(error).toBeInstanceOf(AxiosError)
  expect(error.message).toBe('Request failed with status code 422')
  expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'permanent' })
  await close()
})

const http = axios.getAdapter('http')
const every: readonly (readonly [string, AxiosRequestConfig['adapter']])[] = [
  ['http', 'http'],
  ['fetch', 'fetch'],
  ['a list', ['xhr', 'http']],
  ['a list with a function', [(config) => http(config), 'fetch']],
  ['one that was looked up', http],
  ['a function', (config) => http(config)],
]

test.each(every)('an adapter of one request is repeated too: %s', async (_name, adapter) => {
  const { client, stage, close } = await made([failed(500), fine])
  expect((await client.get('/things', { adapter: adapter ?? 'http' })).data).toEqual({ done: true })
  expect(stage.requests).toHaveLength(2)
  await close()
})

test('an adapter that an interceptor sets is repeated too, and one that is set later on the defaults', async () => {
  const { client, stage, close } = await made([failed(500), fine, failed(500), fine])
  const id = client.interceptors.request.use((config) => ({ ...config, adapter: 'fetch' }))
  await client.get('/things')
  client.interceptors.request.eject(id)
  client.defaults.adapter = 'http'
  await client.get('/things')
  expect(stage.requests).toHaveLength(4)
  await close()
})

test('the adapter of another wrapped instance is not wrapped again', async () => {
  const one = await made([failed(500)])
  const other = withRecourse(axios.create(), { policy: quick })
  await caught(one.client.get('/things', { adapter: other.defaults.adapter as never }))
  expect(one.stage.requests).toHaveLength(3)
  await one.close()
})

test.each(adapters)('a fetch below that is wrapped does not multiply attempts, by %s', async (adapter) => {
  const { client, stage, close } = await made([failed(500)], {
    adapter,
    env: { fetch: withRecourseFetch((input, init) => fetch(input, init), { policy: quick }) },
  })
  await caught(client.get('/things'))
  expect(stage.requests).toHaveLength(3)
  await close()
})

test('what validateStatus accepts is a success, and null accepts all', async () => {
  const { client, stage, told, close } = await made([failed(500), failed(503), failed(429)])
  expect((await client.get('/things', { validateStatus: (status) => status === 500 })).status).toBe(500)
  expect((await client.get('/things', { validateStatus: null })).status).toBe(503)
  expect((await client.get('/things', { validateStatus: () => true, adapter: 'fetch' })).status).toBe(429)
  expect(stage.requests).toHaveLength(3)
  expect(told()).toEqual(['attempt 1', 'attempt 1', 'attempt 1'])
  await close()
})

test.each(adapters)('a redirect that axios rejects is no failure, by %s', async (adapter) => {
  const { client, told, close } = await made([redirect(302, '/elsewhere')], { adapter, maxRedirects: 0 })
  const error = await caught(client.get('/things'))
  expect(error.response?.status).toBe(302)
  expect(decisionOf(error)).toBeUndefined()
  expect(told()).toEqual(['attempt 1'])
  await close()
})

const said = { error: { message: 'Slow down', code: 'slow_down' } }

test.each(adapters)('each type of response is as axios gives it, by %s', async (adapter) => {
  const { client, stage, close } = await made([json(400, said)], { adapter })
  const bare = axios.create({ adapter })
  for (const responseType of [undefined, 'json', 'text', 'arraybuffer', 'blob'] as const) {
    for (const validateStatus of [null, undefined]) {
      const options = { ...(responseType && { responseType }), ...(validateStatus === null && { validateStatus }) }
      const given = async (calling: Promise<{ data: unknown }>): Promise<unknown> =>
        calling.then(
          ({ data }) => data,
          (error: AxiosError) => error.response?.data,
        )
      const [ours, theirs] = [await given(client.get('/things', options)), await given(bare.get(stage.url, options))]
      expect(Object.prototype.toString.call(ours)).toBe(Object.prototype.toString.call(theirs))
      expect(ours).toEqual(theirs)
      if (ours instanceof Blob) expect(await ours.text()).toBe(JSON.stringify(said))
    }
  }
  await close()
})

test.each(adapters)('a config comes back as it went in, by %s', async (adapter) => {
  const { client, close } = await made([fine, failed(404)], { adapter })
  const { config, request } = await client.get('/things', { timeout: 5_000, recourse: { label: 'x' } })
  expect(config).toMatchObject({ timeout: 5_000, recourse: { label: 'x' } })
  expect(config.responseType).toBeUndefined()
  expect(config.fetchOptions).toBeUndefined()
  expect(request).toBeDefined()
  const error = await caught(client.get('/things'))
  expect(error.config?.responseType).toBeUndefined()
  expect(error.response?.config).toBe(error.config)
  await close()
})

test('a stream of a failed answer is the caller\u2019s to read, and of a repeated one let go', async () => {
  const { client, stage, close } = await made([text(503, 'x'.repeat(300_000)), json(400, said)])
  const error = await caught(client.get('/things', { responseType: 'stream' }))
  expect(stage.requests).toHaveLength(2)
  expect(faultOf(error)).toMatchObject({ kind: 'validation', status: 400 })
  const chunks = await (error.response as AxiosResponse<Readable>).data.toArray()
  expect(Buffer.concat(chunks as Buffer[]).toString()).toBe(JSON.stringify(said))
  await stage.until(() => (stage.openSockets() ?? 0) <= 1)
  await close()
})

test.each(adapters)('limits of axios hold for successes, by %s', async (adapter) => {
  const { client, close } = await made([text(200, 'x'.repeat(5_000)), text(200, 'x'.repeat(5_000))], { adapter })
  const error = await caught(client.get('/things', { maxContentLength: 100, recourse: { maxAttempts: 1 } }))
  expect(error).toMatchObject({ message: 'maxContentLength size of 100 exceeded', code: 'ERR_BAD_RESPONSE' })
  let loaded = 0
  await client.get('/things', { onDownloadProgress: (event) => (loaded = event.loaded) })
  expect(loaded).toBe(5_000)
  await close()
})

test('a body in another encoding, and one with a mark at its beginning, are read as axios does', async () => {
  const { client, close } = await made([text(200, '\uFEFF{"a":1}'), text(400, '\uFEFF{"a":1}'), text(200, '\u00fc')])
  expect((await client.get('/things')).data).toEqual({ a: 1 })
  expect((await caught(client.get('/things'))).response?.data).toEqual({ a: 1 })
  expect((await client.get('/things', { responseEncoding: 'latin1' })).data).toBe('\u00c3\u00bc')
  await close()
})

const endless = { step: 'endless', status: 400 } as const
const bomb = { step: 'gzipBomb', status: 400, bytes: 2 ** 28 } as const

test.each([
  ['http', endless],
  ['fetch', endless],
  ['http', bomb],
  ['fetch', bomb],
] as const)('an error without end is held to the limit, by %s: %o', async (adapter, step) => {
  const { client, close } = await made([step], { adapter })
  const error = await caught(client.get('/things'))
  expect(error.response?.status).toBe(400)
  expect(error.response?.data).toHaveLength(1_048_576)
  await close()
})

test.each(adapters)('a limit of axios ends an attempt, and the next has all of it again, by %s', async (adapter) => {
  const { client, stage, told, close } = await made([{ step: 'hang' }, fine], { adapter, timeout: 300 })
  expect((await client.get('/things')).status).toBe(200)
  expect(told()).toEqual(['attempt 1', 'retry 1: timeout', 'attempt 2', 'recovered 2'])
  expect(stage.requests).toHaveLength(2)
  await close()
})

test('a limit of axios that no attempt keeps to is axios\u2019s own error', async () => {
  const { client, close } = await made([{ step: 'hang' }], { timeout: 100, timeoutErrorMessage: 'too slow' })
  const error = await caught(client.post('/things'))
  expect(error).toMatchObject({ code: 'ECONNABORTED', message: 'too slow' })
  expect(faultOf(error)).toMatchObject({ kind: 'timeout', effect: 'unknown' })
  await close()
})

test('a limit of the policy is told as axios tells its own', async () => {
  const options = { policy: { ...quick, attemptTimeoutMs: 100 } }
  const { client, close } = await made([{ step: 'hang' }], {}, options)
  expect(await caught(client.post('/things'))).toMatchObject({ code: 'ECONNABORTED', name: 'AxiosError' })
  const transitional = { clarifyTimeoutError: true }
  expect(await caught(client.post('/things', null, { transitional }))).toMatchObject({ code: 'ETIMEDOUT' })
  await close()
})

test.each(adapters)('the fault of such an attempt is told as by every other client, by %s', async (adapter) => {
  const { client, close } = await made([{ step: 'hang' }], { adapter }, { policy: { ...quick, attemptTimeoutMs: 100 } })
  const fault = faultOf(await caught(client.post('/things')))
  expect(fault).toMatchObject({ kind: 'timeout', code: null, message: 'no answer within 100 ms' })
  await close()
})

test.each(adapters)('what ended one attempt says nothing of the next, by %s', async (adapter) => {
  const options = { policy: { ...quick, attemptTimeoutMs: 200 } }
  const { client, told, close } = await made(
    [{ step: 'hang' }, json(422, { error: { code: 'bad' } })],
    { adapter },
    options,
  )
  expect(faultOf(await caught(client.get('/things')))).toMatchObject({ kind: 'validation', code: 'bad' })
  expect(told()[1]).toBe('retry 1: timeout')
  await close()
})

const waiting = [failed(429, { 'retry-after': '30' })]

test.each(['token', 'signal', 'option'] as const)('a %s stops a wait at once', async (way) => {
  const controller = new AbortController()
  const { token, cancel } = axios.CancelToken.source()
  const onEvent = ({ type }: RecourseEvent): void => {
    if (type === 'retry') setImmediate(() => (way === 'token' ? cancel('gone') : controller.abort()))
  }
  const { client, stage, close } = await made(waiting, {}, { onEvent })
  const { signal } = controller
  const given = way === 'token' ? { cancelToken: token } : way === 'signal' ? { signal } : { recourse: { signal } }
  const error = await caught(client.get('/things', given))
  expect(error).toBeInstanceOf(CanceledError)
  expect(error.code).toBe('ERR_CANCELED')
  if (way !== 'token') expect(error.config?.url).toBe('/things')
  expect(stage.requests).toHaveLength(1)
  if (way === 'token') {
    expect(error.message).toBe('gone')
    expect(decisionOf(error)).toBeUndefined()
  }
  await close()
})

test('a token that lives on collects no listeners', async () => {
  const { client, close } = await made([failed(500), fine])
  const { token } = axios.CancelToken.source()
  await client.get('/things', { cancelToken: token })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(Object.entries(token)).toContainEqual(['_listeners', []])
  await close()
})

test('what a signal was aborted with is the cause', async () => {
  const reason = new Error('the page is left')
  const controller = new AbortController()
  const { client, stage, close } = await made([{ step: 'hang' }])
  const calling = caught(client.get('/things', { signal: controller.signal }))
  await stage.until(() => stage.requests.length === 1)
  controller.abort(reason)
  expect((await calling).cause).toBe(reason)
  expect(decisionOf(reason)).toBeUndefined()
  await close()
})

test.each(adapters)('a stream is sent once, and again where a fresh one is made, by %s', async (adapter) => {
  const { client, stage, close } = await made([failed(503, { 'retry-after-ms': '1' })], { adapter })
  const stream = (): Readable => Readable.from([Buffer.from('a long story')])
  const error = await caught(client.put('/things', stream()))
  expect(decisionOf(error)).toMatchObject({ reason: 'body_not_replayable' })
  await caught(client.put('/things', stream(), { recourse: { body: stream } }))
  expect(stage.requests.map(({ bodyText }) => bodyText)).toEqual(Array(4).fill('a long story'))
  await close()
})

test('a fresh body passes the transformers as the first did', async () => {
  const { client, stage, close } = await made([failed(429), fine])
  await client.post('/things', {}, { recourse: { body: () => ({ a: 1 }) } })
  expect(stage.requests.map(({ bodyText }) => bodyText)).toEqual(['{"a":1}', '{"a":1}'])
  await close()
})

test.each(adapters)('a key that is asked for goes with every attempt, by %s', async (adapter) => {
  const { client, stage, close } = await made([failed(500), fine, fine], { adapter })
  await client.post('/things', { a: 1 }, { recourse: { idempotencyKey: true } })
  const keys = stage.requests.map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(2)
  expect(keys[0]).toMatch(/./)
  expect(keys[1]).toBe(keys[0])
  await client.post('/things', { a: 1 }, { recourse: { idempotencyKey: 'mine' } })
  expect(stage.requests[2]?.headers['idempotency-key']).toBe('mine')
  await close()
})

test('options of the defaults hold for every call, and those of the call are laid over them', async () => {
  const { client, stage, close } = await made([failed(500)])
  client.defaults.recourse = { maxAttempts: 2 }
  await caught(client.get('/things'))
  await caught(client.get('/things', { recourse: { maxAttempts: 1 } }))
  await caught(client.get('/things', { recourse: false }))
  expect(stage.requests).toHaveLength(4)
  await close()
})

test('an option of the wrong type is named, and nothing is sent', async () => {
  const { client, stage, close } = await made([fine])
  expect(await caught(client.get('/things', { recourse: { label: 5 } as never }))).toMatchObject({
    name: 'TypeError',
    message: expect.stringContaining('label'),
  })
  expect(() => withRecourse(axios.create(), { polici: {} } as never)).toThrow(/polici/)
  expect(stage.requests).toEqual([])
  await close()
})

test('an adapter that answers with objects is understood', async () => {
  let calls = 0
  const client = withRecourse(axios.create({ baseURL: 'https://api.test/' }), { policy: quick })
  const adapter: AxiosAdapter = (config) => {
    calls++
    const response = {
      status: 429,
      statusText: '',
      data: said,
      headers: { 'retry-after-ms': '1' },
      config,
      request: {},
    }
    return Promise.reject(new AxiosError('no', 'ERR_BAD_REQUEST', config, {}, response))
  }
  const error = await caught(client.get('things', { adapter }))
  expect(calls).toBe(3)
  expect(isFault(error, 'rate_limit') && faultOf(error)).toMatchObject({ code: 'slow_down', endpoint: '/things' })
})
