import { RecourseError, bind, decisionOf, faultOf, isFinal, mavera } from '@recourse/core'
import { withRecourse as withRecourseFetch } from '@recourse/fetch'
import { withRecourse } from '@recourse/openai'
import type { APIError } from 'openai'
import { describe, expect, test } from 'vitest'
import { answer, baseURL, caught, clientOf, fine, majors } from './openai-client.ts'
import { gaveUp, quick, recovered, ungated } from './scenarios/build.ts'
import { socketStage } from './stage.ts'
import { json } from './steps.ts'
import { shorthand } from './verify.ts'

const input = { model: 'm', input: 'Hello' }
const limited = answer(429)

describe.each(Object.entries(majors))('%s', (_name, { Sdk, Azure }) => {
  test('the client is of the same class, and keeps its options', async () => {
    const { bare, client } = clientOf(Sdk, [fine], {}, { timeout: 1234, maxRetries: 7 })
    expect(client).toBeInstanceOf(Sdk)
    expect(client).not.toBe(bare)
    expect(client).toMatchObject({ timeout: 1234, maxRetries: 7, baseURL, apiKey: 'k' })
    class Mine extends Sdk {
      readonly mine = true
    }
    expect(withRecourse(new Mine({ apiKey: 'k' }))).toMatchObject({ mine: true })
    const azure = withRecourse(new Azure({ apiKey: 'k', apiVersion: '1', endpoint: 'https://azure.test' }))
    expect(azure).toBeInstanceOf(Azure)
    expect(azure).toMatchObject({ apiVersion: '1', baseURL: 'https://azure.test/openai' })
  })

  test('the client that was handed over is left as it was', async () => {
    const { bare, requests } = clientOf(Sdk, [answer(400)])
    expect(decisionOf(await caught(bare.models.list()))).toBeUndefined()
    expect(requests).toHaveLength(1)
    expect(Object.hasOwn(bare, 'makeRequest')).toBe(false)
  })

  test('what is no client of the SDK is refused by name', () => {
    expect(() => withRecourse({} as never)).toThrow('it has no fetch')
    expect(() => withRecourse(fetch as never)).toThrow(TypeError)
    expect(() => withRecourse(new Sdk({ apiKey: 'k' }), { polices: {} } as never)).toThrow('polices')
  })

  test.each([400, 401, 403, 404, 409, 422, 429, 500, 418])('the error of a %i is as without us', async (status) => {
    const error = { message: 'no', code: 'c', type: 't', param: 'p' }
    const { bare, client } = clientOf(Sdk, [answer(status, { error })], { policy: { maxAttempts: 1 } })
    const [theirs, ours] = [
      (await caught(bare.post('/x', { maxRetries: 0 }))) as APIError,
      (await caught(client.post('/x'))) as APIError,
    ]
    expect(ours.constructor).toBe(theirs.constructor)
    expect(ours).toBeInstanceOf(Sdk.APIError)
    const told = ({ message, status: number, code, type, param, requestID, error: body, headers }: APIError) => [
      { message, number, code, type, param, requestID, body },
      ...(headers ?? []),
    ]
    expect(told(ours)).toEqual(told(theirs))
    expect(Object.keys(ours)).toEqual(Object.keys(theirs))
    expect(faultOf(ours)).toMatchObject({ status, code: 'c', param: 'p', requestId: 'req_9', method: 'POST' })
    expect(decisionOf(theirs)).toBeUndefined()
    expect(isFinal(ours)).toBe(true)
  })

  test('a spent quota is not asked for again, however many retries are left', async () => {
    const error = { message: 'You exceeded your current quota', type: 'insufficient_quota', code: 'insufficient_quota' }
    const { client, requests } = clientOf(Sdk, [answer(429, { error })], {}, { maxRetries: 5 })
    const thrown = await caught(client.responses.create(input))
    expect(thrown).toBeInstanceOf(Sdk.RateLimitError)
    expect(faultOf(thrown)).toMatchObject({ kind: 'quota', code: 'insufficient_quota' })
    expect(requests).toHaveLength(1)
  })

  describe('retries nothing by the SDK\u2019s own count', () => {
    const refused = new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) })
    const ways = {
      'a call': (client: InstanceType<typeof Sdk>) => client.post('/x', { maxRetries: 5 }),
      'a list': (client: InstanceType<typeof Sdk>) => client.models.list({ maxRetries: 5 }),
      'a client of the client': (client: InstanceType<typeof Sdk>) =>
        client.withOptions({ maxRetries: 5, timeout: 500 }).withOptions({}).get('/x'),
      'a client that is wrapped twice': (client: InstanceType<typeof Sdk>) =>
        withRecourse(withRecourse(client, { policy: { maxAttempts: 9 } }), { policy: quick }).get('/x'),
      'a stream': (client: InstanceType<typeof Sdk>) => client.responses.create({ ...input, stream: true }),
    }
    test.each(Object.entries(ways))('%s', async (_way, ask) => {
      for (const failure of [limited, refused]) {
        const { client, requests } = clientOf(Sdk, [failure], {}, { maxRetries: 4 })
        expect(isFinal(await caught(ask(client)))).toBe(true)
        expect(requests).toHaveLength(3)
      }
    })
  })

  test.each([
    ['for the call', {}, { maxRetries: 0 }],
    ['for the client', { maxRetries: 0 }, {}],
  ])('no retries %s means none', async (_whose, options, callOptions) => {
    const { client, requests, told } = clientOf(Sdk, [limited], {}, options)
    await caught(client.post('/x', callOptions))
    expect(requests).toHaveLength(1)
    expect(told()).toEqual(gaveUp('disabled', 'rate_limit'))
  })

  test('the server is told how often it was asked, and the request is built anew each time', async () => {
    const keys = ['first', 'second', 'third']
    const apiKey = async (): Promise<string> => keys.shift() ?? 'no more'
    const { client, requests } = clientOf(Sdk, [limited, limited, fine], {}, { apiKey })
    await client.responses.create(input)
    expect(requests.map(({ headers }) => headers.get('x-stainless-retry-count'))).toEqual(['0', '1', '2'])
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer first',
      'Bearer second',
      'Bearer third',
    ])
  })

  test('what fails before the network is the SDK\u2019s own complaint', async () => {
    const apiKey = async (): Promise<string> => Promise.reject(new Error('no vault'))
    const { client, requests, events } = clientOf(Sdk, [fine], {}, { apiKey })
    const error = await caught(client.get('/x'))
    expect(error).toBeInstanceOf(Sdk.OpenAIError)
    expect([requests, events, decisionOf(error)]).toEqual([[], [], undefined])
  })

  test('the next page is retried as the first, and by its own options', async () => {
    const page = (id: string, more: boolean) => answer(200, { data: [{ id }], has_more: more })
    const { client, requests, told } = clientOf(Sdk, [limited, page('a', true), limited, page('b', false)])
    const seen: string[] = []
    for await (const { id } of client.files.list({ limit: 1 })) seen.push(id)
    expect(seen).toEqual(['a', 'b'])
    expect(requests).toHaveLength(4)
    expect(told()).toEqual([...recovered('rate_limit'), ...recovered('rate_limit')])
  })

  test('the SDK\u2019s time limit is that of one attempt', async () => {
    const stage = await socketStage([{ step: 'hang' }, json(200, { id: 'one' })])
    const { client, told } = clientOf(Sdk, [], {}, { baseURL: stage.url, fetch: globalThis.fetch })
    expect(await client.get('', { timeout: 150 })).toMatchObject({ id: 'one' })
    expect(told()).toEqual(recovered('timeout'))
    const late = await socketStage([{ step: 'hang' }])
    const error = await caught(client.get(late.url, { timeout: 100, maxRetries: 0 }))
    expect(error).toBeInstanceOf(Sdk.APIConnectionTimeoutError)
    expect(faultOf(error)).toMatchObject({ kind: 'timeout', effect: 'none', method: 'GET' })
    await Promise.all([stage.close(), late.close()])
  })

  test('a caller who stops gets the SDK\u2019s own error, with the reason and the fault', async () => {
    const caller = new AbortController()
    const reason = new Error('enough')
    const told: string[] = []
    const { client, requests } = clientOf(Sdk, [answer(429, {}, { 'retry-after': '30' })], {
      onEvent: (event) => {
        told.push(shorthand(event))
        if (event.type === 'retry') setImmediate(() => caller.abort(reason))
      },
    })
    const error = await caught(client.get('/x', { signal: caller.signal }))
    expect(error).toBeInstanceOf(Sdk.APIUserAbortError)
    expect((error as Error).cause).toBe(reason)
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'aborted', fault: { kind: 'rate_limit' } })
    expect(Object.hasOwn(reason, Symbol.for('recourse.fault'))).toBe(false)
    expect(requests).toHaveLength(1)
    expect(told.splice(0)).toEqual(['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'])
    const again = await caught(client.get('/x', { fetchOptions: { recourse: { signal: caller.signal } } }))
    expect(again).toBeInstanceOf(Sdk.APIUserAbortError)
    expect(faultOf(again)).toMatchObject({ kind: 'aborted', effect: 'none' })
    expect(told).toEqual(gaveUp('aborted', 'aborted'))
    expect(requests).toHaveLength(1)
  })

  test('options of a call reach it, also from the client; bad ones are refused by name', async () => {
    const fetchOptions = { recourse: { maxAttempts: 2, label: 'ask' } }
    const { client, requests, events } = clientOf(
      Sdk,
      [limited],
      { policy: { ...quick, ...ungated } },
      { fetchOptions },
    )
    await caught(client.get('/x'))
    expect(requests).toHaveLength(2)
    await caught(client.get('/x', { fetchOptions: { recourse: { maxAttempts: 1 } } }))
    expect(requests).toHaveLength(3)
    expect(events[0]).toMatchObject({ label: 'ask' })
    const error = await caught(client.get('/x', { fetchOptions: { recourse: { maxAttempt: 1 } as never } }))
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toContain('maxAttempt')
    expect(requests).toHaveLength(3)
  })

  test('a call that wants none of it is the SDK\u2019s, its retries included', async () => {
    const { client, requests, events } = clientOf(Sdk, [answer(429, {}, { 'retry-after-ms': '1' })])
    const error = await caught(client.get('/x', { maxRetries: 1, fetchOptions: { recourse: false } }))
    expect(requests).toHaveLength(2)
    expect([events, decisionOf(error)]).toEqual([[], undefined])
  })

  test('a key is the same for all attempts, and makes a POST repeatable', async () => {
    const keys = async (options: object): Promise<readonly (string | null)[]> => {
      const { client, requests } = clientOf(Sdk, [answer(500), fine])
      await client.post('/x', options)
      return requests.map(({ headers }) => headers.get('idempotency-key'))
    }
    expect(await keys({ idempotencyKey: 'mine' })).toEqual(['mine', 'mine'])
    expect(await keys({ headers: { 'Idempotency-Key': 'own' } })).toEqual(['own', 'own'])
    const [first, second] = await keys({ fetchOptions: { recourse: { idempotencyKey: true } } })
    expect(first).toMatch(/^[\da-f-]{36}$/)
    expect(second).toBe(first)
  })

  test('a wrapped fetch below does not multiply the attempts', async () => {
    const { fetch, requests } = clientOf(Sdk, [limited])
    const { client } = clientOf(Sdk, [], {}, { fetch: withRecourseFetch(fetch, { policy: quick }) })
    const error = await caught(client.get('/x'))
    expect(requests).toHaveLength(3)
    expect(error).toBeInstanceOf(Sdk.RateLimitError)
    expect(isFinal(error)).toBe(true)
  })

  test('a wrapped fetch that does not hear of us keeps its attempts, and they are all there are', async () => {
    const refused = new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ECONNREFUSED' }) })
    const ends = [
      { failure: limited, kind: 'rate_limit', reason: 'owned_elsewhere' },
      { failure: refused, kind: 'network', reason: 'attempts_exhausted' },
    ] as const
    for (const { failure, kind, reason } of ends) {
      const { fetch, requests } = clientOf(Sdk, [failure])
      const inner = withRecourseFetch(fetch, { policy: { ...quick, maxAttempts: 2 } })
      const { client, told } = clientOf(Sdk, [], {}, { fetch: (url, init) => inner(url, { ...init, recourse: {} }) })
      const error = await caught(client.get('/x'))
      expect(requests).toHaveLength(2)
      expect(told()).toEqual(gaveUp('owned_elsewhere', kind))
      expect(decisionOf(error)).toMatchObject({ retry: false, reason, fault: { kind } })
    }
  })

  test('clients of clients ask through one fetch', async () => {
    const depths: number[] = []
    const fetch = async (): Promise<Response> => {
      Error.stackTraceLimit = 100
      depths.push(new Error('how deep').stack?.split('\n').length ?? 0)
      return Response.json({})
    }
    const { client } = clientOf(Sdk, [], {}, { fetch })
    const child = client.withOptions({}).withOptions({ timeout: 1_000 }).withOptions({})
    for (const asked of [client, child]) await asked.get('/x')
    expect(depths[0]).toBeGreaterThan(1)
    expect(depths[1]).toBe(depths[0])
  })

  test('a token that is renewed within an attempt is no attempt of its own', async () => {
    const { requests, fetch } = clientOf(Sdk, [
      answer(200, { access_token: 'old', expires_in: 3_600, token_type: 'Bearer' }),
      answer(401),
      answer(200, { access_token: 'new', expires_in: 3_600, token_type: 'Bearer' }),
      fine,
    ])
    const provider = { tokenType: 'jwt', getToken: async () => 'subject' } as const
    const workloadIdentity = { clientId: 'c', identityProviderId: 'i', serviceAccountId: 's', provider }
    const { client, told } = clientOf(Sdk, [], {}, { apiKey: null as never, workloadIdentity, fetch })
    await client.get('/x')
    expect(told()).toEqual(['attempt 1'])
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/oauth/token', '/v1/x', '/oauth/token', '/v1/x'])
  })

  test('a body that is too deep to write down again leaves the error its class', async () => {
    const deep = `{"error":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    const headers = { 'content-type': 'application/json' }
    const { client } = clientOf(Sdk, [new Response(deep, { status: 429, headers })], { policy: { maxAttempts: 1 } })
    const error = await caught(client.get('/x'))
    expect(error).toBeInstanceOf(Sdk.RateLimitError)
    expect(error).toMatchObject({ status: 429, error: undefined })
    expect(faultOf(error)).toMatchObject({ kind: 'rate_limit' })
  })

  test('a form is sent again as it was', async () => {
    // the SDK asks for an empty page first, to see whether this fetch knows forms
    const { client, requests } = clientOf(Sdk, [fine, limited, answer(200, { id: 'f' })])
    await client.files.create({ file: new File(['some text'], 'a.txt'), purpose: 'user_data' })
    const sent = requests.filter(({ method }) => method === 'POST')
    const forms = await Promise.all(sent.map(async (request) => (await request.formData()).get('file') as File))
    expect(await Promise.all(forms.map((file) => file.text()))).toEqual(['some text', 'some text'])
  })

  test('a success is handed on as it came', async () => {
    const came = Response.json({ id: 'one' })
    const { client } = clientOf(Sdk, [async () => came])
    expect(await client.get('/x').asResponse()).toBe(came)
  })

  describe('Mavera', () => {
    const ask = { ...input, persona_id: 'p_1' }
    const providers = [bind(mavera, 'api.test')]
    test.each([
      ['a missing key', { authorization: null }, 'missing_api_key'],
      ['a key of another form', {}, 'invalid_api_key'],
    ])('%s is refused before anything is sent', async (_what, headers, code) => {
      const { client, requests } = clientOf(Sdk, [fine], { providers })
      const error = await caught(client.responses.create(ask as never, { headers }))
      expect(error).toBeInstanceOf(RecourseError)
      expect(faultOf(error)).toMatchObject({ kind: 'authentication', code, provider: 'mavera' })
      expect(requests).toEqual([])
    })

    test('a 429 is waited for as it says, and the persona goes along', async () => {
      const error = { message: 'Slow down', type: 'rate_limit_error', code: 'rate_limit_exceeded', param: null }
      const busy = answer(429, { error }, { 'retry-after': '0.02' })
      const { client, requests, events } = clientOf(
        Sdk,
        [busy, fine],
        { providers },
        { apiKey: 'mvra_live_0123456789' },
      )
      await client.responses.create(ask)
      expect(requests).toHaveLength(2)
      expect(await requests[1]?.json()).toMatchObject({ persona_id: 'p_1' })
      expect(events[1]).toMatchObject({ type: 'retry', fault: { code: 'rate_limit_exceeded', retryAfterMs: 20 } })
    })
  })
})
