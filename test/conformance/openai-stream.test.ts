import { bind, decisionOf, faultOf, mavera } from '@recourse/core'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import type { Step } from '../loopback/index.ts'
import { caught, clientOf, majors } from './openai-client.ts'
import { recovered } from './scenarios/build.ts'
import { socketStage } from './stage.ts'
import { failed, text } from './steps.ts'

const ask = { model: 'm', input: 'Hello', stream: true } as const
const type = { 'content-type': 'text/event-stream' }

const deltas = ['one ', 'two ', 'three'].map((delta, index) => ({
  type: 'response.output_text.delta',
  item_id: 'm1',
  output_index: 0,
  content_index: 0,
  sequence_number: index,
  delta,
  logprobs: [],
}))
const item = { id: 'm1', type: 'message', role: 'assistant', status: 'in_progress', content: [] as object[] }
const part = { type: 'output_text', text: '', annotations: [] }
const said = { ...item, status: 'completed', content: [{ ...part, text: 'one two three' }] }
const response = { id: 'resp_1', object: 'response', status: 'completed', output: [said], usage: null }
const begun = [
  { type: 'response.created', response: { ...response, output: [] }, sequence_number: 0 },
  { type: 'response.output_item.added', output_index: 0, item, sequence_number: 1 },
  { type: 'response.content_part.added', item_id: 'm1', output_index: 0, content_index: 0, part, sequence_number: 2 },
]
const ended = [
  { type: 'response.output_item.done', output_index: 0, item: said, sequence_number: 8 },
  { type: 'response.completed', response, sequence_number: 9 },
]
const lines = (events: readonly { type: string }[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')

const whole = text(200, lines([...begun, ...deltas, ...ended]), type)
const some = lines(deltas)
const cut: Step = {
  step: 'truncate',
  status: 200,
  headers: type,
  body: `${some}${' '.repeat(99)}`,
  sendBytes: some.length,
  end: 'reset',
  chunked: true,
}

/** What came of a stream: the text, and what it ended with. */
async function heard(stream: AsyncIterable<unknown>): Promise<Readonly<{ said: string; error?: unknown }>> {
  let said = ''
  try {
    for await (const event of stream) said += (event as { delta?: string }).delta ?? ''
    return { said }
  } catch (error) {
    return { said, error }
  }
}

describe.each(Object.entries(majors))('%s', (_name, { Sdk }) => {
  const play = async (steps: readonly Step[], given = {}, options = {}) => {
    const stage = await socketStage(steps)
    const fetch = globalThis.fetch
    const made = clientOf(Sdk, [], given, { baseURL: stage.url.replace('/things?page=1', ''), fetch, ...options })
    return { ...made, stage, [Symbol.asyncDispose]: () => stage.close() }
  }

  test('a stream comes through as it does without us', async () => {
    await using it = await play([whole])
    const { data, response: head } = await it.client.responses.create(ask).withResponse()
    expect(head.headers.get('content-type')).toBe('text/event-stream')
    expect(await heard(data)).toEqual({ said: 'one two three' })
    expect(await caught(heard(data).then(({ error }) => Promise.reject(error)))).toBeInstanceOf(Sdk.OpenAIError)
    expect(it.told()).toEqual(['attempt 1'])
  })

  test('a refusal before the stream is waited for, and the helper hears nothing of it', async () => {
    await using it = await play([failed(503, { 'retry-after-ms': '5' }), whole])
    const said: string[] = []
    const stream = it.client.responses.stream({ model: 'm', input: 'Hello' })
    stream.on('response.output_text.delta', ({ delta }) => said.push(delta))
    expect(await stream.finalResponse()).toMatchObject({ id: 'resp_1' })
    expect(said).toEqual(['one ', 'two ', 'three'])
    expect(it.told()).toEqual(recovered('overloaded'))
  })

  test('a stream that is cut is a fault, and never repeated', async () => {
    await using it = await play([cut, whole])
    const stream = await it.client.responses.create(ask, { fetchOptions: { recourse: { idempotent: true } } })
    const { said, error } = await heard(stream)
    expect(said).toBe('one two three')
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toBe('terminated')
    expect(faultOf(error)).toMatchObject({ kind: 'network', effect: 'unknown', status: null, method: 'POST' })
    expect(decisionOf(error)).toMatchObject({ retry: false })
    expect(it.told()).toEqual(['attempt 1', 'give_up 1: network, body_not_replayable'])
    expect(it.stage.requests).toHaveLength(1)
  })

  test('half of a stream can be read by two, and both hear of the cut', async () => {
    await using it = await play([cut])
    const [left, right] = (await it.client.responses.create(ask)).tee()
    const ends = await Promise.all([heard(left), heard(right)])
    for (const { said, error } of ends) expect([said, faultOf(error)?.kind]).toEqual(['one two three', 'network'])
    expect(it.told()).toHaveLength(2)
  })

  test.each([
    [
      'an event of type error',
      `event: error\ndata: ${JSON.stringify({ error: { type: 'x', code: 'rate_limit_exceeded', message: 'Slow down', param: null } })}\n\n`,
    ],
    [
      'an error in the data',
      `data: ${JSON.stringify({ error: { type: 'x', code: 'rate_limit_exceeded', message: 'Slow down' } })}\n\n`,
    ],
  ])('%s is read as a fault', async (_what, event) => {
    await using it = await play([text(200, lines(deltas.slice(0, 1)) + event, { ...type, 'x-request-id': 'req_7' })])
    const { said, error } = await heard(await it.client.responses.create(ask))
    expect(said).toBe('one ')
    expect(error).toBeInstanceOf(Sdk.APIError)
    expect(error).toMatchObject({ code: 'rate_limit_exceeded', status: undefined })
    expect(faultOf(error)).toMatchObject({ kind: 'rate_limit', message: 'Slow down', requestId: 'req_7' })
    expect(decisionOf(error)).toMatchObject({ retry: false })
    expect(it.stage.requests).toHaveLength(1)
  })

  test('an event that is an error itself is read as a fault, where the SDK takes it for one', async () => {
    const event = { type: 'error', code: 'rate_limit_exceeded', message: 'Slow down', param: null }
    await using it = await play([text(200, lines([event]), type)])
    const { error } = await heard(await it.client.responses.create(ask))
    const fault = { kind: 'rate_limit', code: 'rate_limit_exceeded', message: 'Slow down' }
    // 6 hands it on as an event like any other
    if (Sdk === OpenAI) expect(faultOf(error)).toMatchObject(fault)
    else expect(error).toBeUndefined()
  })

  test('what is no JSON in a stream is a bad response', async () => {
    await using it = await play([text(200, 'data: {"a\n\n', type)])
    const { error } = await heard(await it.client.responses.create(ask))
    expect(error).toBeInstanceOf(SyntaxError)
    expect(faultOf(error)).toMatchObject({ kind: 'bad_response', status: 200 })
  })

  test('a caller who stops a stream meets no fault', async () => {
    await using it = await play([{ step: 'drip', status: 200, headers: type, everyMs: 5, bytes: 1 }])
    const stream = await it.client.responses.create(ask)
    setTimeout(() => stream.controller.abort(), 20)
    expect((await heard(stream)).error).toBeUndefined()
    const caller = new AbortController()
    const other = await it.client.responses.create(ask, { signal: caller.signal })
    setTimeout(() => caller.abort(new Error('enough')), 20)
    const { error } = await heard(other)
    expect(decisionOf(error)).toBeUndefined()
    expect(it.told()).toEqual(['attempt 1', 'attempt 1'])
  })

  test('a caller who has heard enough leaves', async () => {
    await using it = await play([whole])
    for await (const event of await it.client.responses.create(ask)) if ('delta' in event) break
    expect(it.told()).toEqual(['attempt 1'])
  })

  test('an answer that is cut is a fault too', async () => {
    await using it = await play([
      {
        step: 'truncate',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"id":"one"}',
        sendBytes: 4,
        end: 'fin',
      },
    ])
    for (const asked of [it.client.post('/x', { body: {} }), it.client.models.list()]) {
      const error = await caught(asked)
      expect(faultOf(error)).toMatchObject({ kind: 'network', endpoint: expect.stringContaining('/r1/') })
      expect(decisionOf(error)).toMatchObject({ retry: false })
    }
    expect(it.stage.requests.map(({ method }) => method).sort()).toEqual(['GET', 'POST'])
  })

  test('a caller who stops while an answer is read meets no fault', async () => {
    await using it = await play([
      { step: 'drip', status: 200, headers: { 'content-type': 'application/json' }, everyMs: 5, bytes: 1 },
    ])
    const caller = new AbortController()
    const asked = caught(it.client.get('/x', { signal: caller.signal }))
    await it.stage.until(() => it.stage.requests.length === 1)
    setTimeout(() => caller.abort(new Error('enough')), 50)
    expect(decisionOf(await asked)).toBeUndefined()
    expect(it.told()).toEqual(['attempt 1'])
  })

  test('chat completions stream as well', async () => {
    const chunk = { id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'Hi' } }] }
    await using it = await play([
      failed(429, { 'retry-after-ms': '5' }),
      text(200, `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`, type),
    ])
    const stream = await it.client.chat.completions.create({ model: 'm', messages: [], stream: true })
    const said: unknown[] = []
    for await (const { choices } of stream) said.push(choices[0]?.delta.content)
    expect(said).toEqual(['Hi'])
    expect(it.told()).toEqual(recovered('rate_limit'))
  })

  test('Mavera streams, and says what went wrong in its own words', async () => {
    const error = { message: 'Slow down', type: 'rate_limit_error', code: 'rate_limit_exceeded', param: null }
    const stage = await socketStage([failed(429, { 'retry-after-ms': '5' }, { error }), whole])
    const { client, events } = clientOf(
      Sdk,
      [],
      { providers: [bind(mavera, stage.host)] },
      {
        baseURL: stage.url.replace('/things?page=1', ''),
        fetch: globalThis.fetch,
        apiKey: 'mvra_live_0123456789',
      },
    )
    const stream = await client.responses.create({ ...ask, persona_id: 'p_1' } as typeof ask)
    expect(await heard(stream)).toEqual({ said: 'one two three' })
    expect(events[1]).toMatchObject({ type: 'retry', fault: { provider: 'mavera', code: 'rate_limit_exceeded' } })
    expect(stage.requests.map(({ bodyText }) => JSON.parse(bodyText))).toEqual([
      { ...ask, persona_id: 'p_1' },
      { ...ask, persona_id: 'p_1' },
    ])
    await stage.close()
  })
})
