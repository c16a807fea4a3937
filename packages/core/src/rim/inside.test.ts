import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf } from '../../../../test/fixtures/nouns.ts'
import { oops, opened } from '../../../../test/fixtures/opened.ts'
import { type RecourseOptions, decisionOf, defineFormat, faultOf, isFinal } from '../index.ts'
import { perform } from './perform.ts'
import { createEngine } from './engine.ts'
import { createRecourse } from './recourse.ts'
import { defaultLimits, isFailed, release } from './response.ts'
import type { CallOptions } from './call-options.ts'

const json = 'application/json; charset=utf-8'
const events = 'text/event-stream'
const encoder = new TextEncoder()

type Body = Readonly<{ response: Response; pulls(): number; cancelled(): boolean }>

/** An answer in these pieces, which counts what is asked of its body; then it ends, breaks, or stays open. */
function answerOf(
  pieces: readonly string[],
  type: string = json,
  {
    end = 'close',
    status = 200,
    headers = {},
  }: { end?: string; status?: number; headers?: Readonly<Record<string, string>> } = {},
): Body {
  const left = [...pieces]
  let pulls = 0
  let cancelled = false
  const body = new ReadableStream(
    {
      pull(controller) {
        pulls++
        const piece = left.shift()
        if (piece !== undefined) return controller.enqueue(encoder.encode(piece))
        if (end === 'close') return controller.close()
        if (end === 'error') return controller.error(new TypeError('terminated'))
        return new Promise<void>(() => {})
      },
      cancel: () => void (cancelled = true),
    },
    { highWaterMark: 0 },
  )
  const response = new Response(body, { status, headers: { 'content-type': type, ...headers } })
  return { response, pulls: () => pulls, cancelled: () => cancelled }
}

const busy = JSON.stringify(oops('BUSY', { after: 5 }))
const wrong = JSON.stringify(oops('WRONG'))
const fine = '{"data":{"id":1}}'

/** A call by the loop that `fetch` has; the last answer stays. */
async function playing(
  answers: readonly Body[],
  given: RecourseOptions = {},
  call: Parameters<typeof callOf>[0] = { method: 'GET' },
) {
  const told: string[] = []
  const clock = manualClock()
  const engine = createEngine({
    clock,
    errorsInSuccess: [opened],
    onEvent: ({ type, attempt }) => void told.push(`${type} ${attempt}`),
    ...given,
  })
  let sent = 0
  const send = async (): Promise<Response> => (answers[sent++] ?? answers.at(-1))?.response as Response
  const response = await perform(engine, { call: callOf(call), send, failed: isFailed, discard: release })
  return { response, told, sent: () => sent, engine, clock }
}

describe('without the option', () => {
  test.each([
    ['none is given', {}, {}],
    ['an empty list is', { errorsInSuccess: [] }, {}],
    ['the call wants none', { errorsInSuccess: [opened] }, { errorsInSuccess: false }],
    ['the call wants an empty list', { errorsInSuccess: [opened] }, { errorsInSuccess: [] }],
  ] as const)('no success is read: %s', async (_, given, options: CallOptions) => {
    const answer = answerOf([wrong])
    const { response, told, engine } = await playing([answer], { errorsInSuccess: [], ...given }, { options })
    expect(response).toBe(answer.response)
    expect(response.bodyUsed || response.body?.locked).toBe(false)
    expect(answer.pulls()).toBe(0)
    expect(told).toEqual(['attempt 1'])
    expect(faultOf(response)).toBeUndefined()
    expect(engine.inspect().events).toMatchObject({ success: 1 })
  })
})

describe('with the option', () => {
  test('a success that holds an error which passes is sent again', async () => {
    const first = answerOf([busy])
    const last = answerOf([fine])
    const { response, told, engine, clock } = await playing([first, last])
    expect(await response.json()).toEqual({ data: { id: 1 } })
    expect(told).toEqual(['attempt 1', 'retry 1', 'attempt 2', 'recovered 2'])
    expect(clock.sleeps[0]).toBeGreaterThanOrEqual(5)
    expect(engine.inspect().kinds).toEqual({ rate_limit: 1 })
    expect(faultOf(response)).toBeUndefined()
  })

  test('one that does not is the caller\u2019s, byte for byte, and says what it is', async () => {
    const answer = answerOf([wrong.slice(0, 9), wrong.slice(9)], 'application/graphql-response+json')
    Object.defineProperty(answer.response, 'url', { value: 'https://api.example.com/moved' })
    const { response, told, engine } = await playing([answer])
    expect(response).toMatchObject({ status: 200, ok: true, url: 'https://api.example.com/moved' })
    expect(faultOf(response)).toMatchObject({ kind: 'validation', status: 200, code: 'WRONG', message: 'it is WRONG' })
    expect(decisionOf(response)).toMatchObject({ retry: false, reason: 'permanent' })
    expect(told).toEqual(['attempt 1', 'give_up 1'])
    expect(engine.inspect()).toMatchObject({ events: { give_up: 1 }, reasons: { permanent: 1 } })
    expect(engine.inspect().events.success).toBeUndefined()
    const copy = response.clone()
    const parsed: unknown = await response.json()
    expect(parsed).toEqual(oops('WRONG'))
    expect(faultOf(parsed)).toBe(faultOf(response))
    expect(isFinal(parsed)).toBe(true)
    expect(Object.keys(parsed as object)).toEqual(['oops', 'data'])
    expect(await copy.text()).toBe(wrong)
  })

  test.each([
    ['BUSY', 'GET', 2],
    ['BUSY', 'POST', 2],
    ['LOST', 'GET', 2],
    ['LOST', 'POST', 1],
    ['LOST', 'PUT', 2],
    ['WRONG', 'GET', 1],
  ])('%s by %s is sent so often: %i', async (code, method, most) => {
    const answers = [answerOf([JSON.stringify(oops(code))]), answerOf([JSON.stringify(oops(code))])]
    const { response, sent } = await playing(answers, { policy: { maxAttempts: 2 } }, { method })
    expect(sent()).toBe(most)
    expect(faultOf(response)).toMatchObject({
      code,
      method,
      effect: code === 'BUSY' || method === 'GET' ? 'none' : 'unknown',
    })
    const reason = most === 2 ? 'attempts_exhausted' : code === 'WRONG' ? 'permanent' : 'not_repeatable'
    expect(decisionOf(response)).toMatchObject({ reason })
    expect(await response.text()).toBe(JSON.stringify(oops(code)))
  })

  test('the formats of a call take the place of those of its Recourse', async () => {
    const never = defineFormat({ name: 'never', read: () => undefined, inSuccess: () => false })
    const { told } = await playing(
      [answerOf([wrong])],
      { errorsInSuccess: [never] },
      { options: { errorsInSuccess: [opened] } },
    )
    expect(told).toEqual(['attempt 1', 'give_up 1'])
    const other = await playing([answerOf([wrong])], {}, { options: { errorsInSuccess: [never] } })
    expect(other.told).toEqual(['attempt 1'])
  })

  test('a format that throws says nothing', async () => {
    const broken = defineFormat({
      name: 'broken',
      read: () => undefined,
      inSuccess: () => {
        throw new Error('no')
      },
    })
    const { told } = await playing([answerOf([wrong])], { errorsInSuccess: [broken, opened] })
    expect(told).toEqual(['attempt 1', 'give_up 1'])
  })

  test('an answer without an error is a success, read once and handed on whole', async () => {
    const answer = answerOf([fine.slice(0, 5), fine.slice(5)])
    const { response, engine } = await playing([answer])
    expect(engine.inspect().events).toMatchObject({ success: 1 })
    expect(await response.text()).toBe(fine)
    expect(answer.pulls()).toBe(3)
  })

  test.each([
    ['another type', answerOf([wrong], 'text/plain')],
    ['no type', answerOf([wrong], '')],
    ['JSON in lines', answerOf([wrong], 'application/x-ndjson')],
    ['a redirect', answerOf([wrong], json, { status: 301 })],
    ['more than the limit, as it says itself', answerOf([wrong], json, { headers: { 'content-length': '1048577' } })],
  ])('nothing is read of %s', async (_, answer) => {
    const { response, told } = await playing([answer])
    expect(response).toBe(answer.response)
    expect(answer.pulls()).toBe(0)
    expect(told).toEqual(['attempt 1'])
  })

  test('what is larger than the limit goes on unjudged, byte for byte', async () => {
    const limits = { maxClientBodyBytes: wrong.length - 1 }
    for (const pieces of [[wrong], [wrong.slice(0, 20), wrong.slice(20)]]) {
      const { response, told } = await playing([answerOf(pieces)], { limits })
      expect(told).toEqual(['attempt 1'])
      expect(faultOf(response)).toBeUndefined()
      expect(await response.text()).toBe(wrong)
    }
    const exact = await playing([answerOf([wrong])], { limits: { maxClientBodyBytes: wrong.length } })
    expect(exact.told).toEqual(['attempt 1', 'give_up 1'])
  })

  test('of what is larger no more than the limit is read before it is handed on', async () => {
    const answer = answerOf([wrong, wrong, wrong, wrong])
    const { response } = await playing([answer], { limits: { maxClientBodyBytes: wrong.length } })
    expect(answer.pulls()).toBe(2)
    expect(await response.text()).toBe(wrong.repeat(4))
  })

  test('a body that is no stream of the platform\u2019s is let be', async () => {
    const cloned: unknown[] = []
    const other = {
      ok: true,
      status: 200,
      headers: new Headers({ 'content-type': json }),
      body: { pipe: () => undefined },
      clone: () => cloned.push('cloned'),
    }
    const { response, told } = await playing([{ ...answerOf([]), response: other as unknown as Response }])
    expect(response).toBe(other)
    expect([cloned, told]).toEqual([[], ['attempt 1']])
  })

  test('what is slower than the limit goes on unjudged, and stays open', async () => {
    const answer = answerOf([wrong], json, { end: 'hang' })
    const { response, told, clock } = await playing([answer])
    expect(told).toEqual(['attempt 1'])
    expect(clock.sleeps).toEqual([defaultLimits.bodyTimeoutMs])
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(wrong)
    await reader?.cancel()
    expect(answer.cancelled()).toBe(true)
  })

  test('no more than what is left of the call\u2019s time is waited', async () => {
    const policy = { totalTimeoutMs: 500 }
    const { clock } = await playing([answerOf([wrong], json, { end: 'hang' })], { policy })
    // the limit of the attempt, with which this clock lets the whole time pass, and then that of reading
    expect(clock.sleeps).toEqual([500, 0])
  })

  test('what breaks off goes on as it broke', async () => {
    const { response, told } = await playing([answerOf([wrong], json, { end: 'error' })])
    expect(told).toEqual(['attempt 1'])
    await expect(response.text()).rejects.toThrow('terminated')
  })

  test('an answer that is no 2xx is none of this, and its body is read once', async () => {
    const { response, told } = await playing([answerOf([busy], json, { status: 400 })])
    expect(told).toEqual(['attempt 1', 'give_up 1'])
    expect(faultOf(response)).toMatchObject({ status: 400 })
    expect(await response.text()).toBe(busy)
  })

  test('one of another class stays the very object', async () => {
    class Other extends Response {}
    const other = new Other(wrong, { headers: { 'content-type': json } })
    const { response } = await playing([{ ...answerOf([]), response: other }])
    expect(response).toBe(other)
    expect(faultOf(response)).toMatchObject({ code: 'WRONG' })
    expect(faultOf(await response.json())).toMatchObject({ code: 'WRONG' })
  })

  test.each([
    ['is read already', async (response: Response) => void (await response.text())],
    ['is read by somebody', async (response: Response) => void response.body?.getReader()],
  ])('a body that %s is let be', async (_, act) => {
    const answer = answerOf([wrong])
    await act(answer.response)
    const { response, told } = await playing([answer])
    expect(response).toBe(answer.response)
    expect(told).toEqual(['attempt 1'])
  })
})

describe('of a stream of events', () => {
  const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`

  test('the first is judged before anybody sees it', async () => {
    const first = answerOf(
      [': hello\n\n', `event: error\n${event({ error: oops('BUSY').oops, ...oops('BUSY') })}`],
      events,
      { end: 'hang' },
    )
    const last = answerOf([event({ text: 'a' }), event({ text: 'b' })], events)
    const { response, told } = await playing([first, last])
    expect(told).toEqual(['attempt 1', 'retry 1', 'attempt 2', 'recovered 2'])
    expect(first.cancelled()).toBe(true)
    // of the last, no more than the first event was waited for
    expect(last.pulls()).toBe(1)
    expect(await response.text()).toBe(event({ text: 'a' }) + event({ text: 'b' }))
  })

  test('the later ones are the caller\u2019s, also where they come at once', async () => {
    const body = event({ text: 'a' }) + event({ error: 1, ...oops('WRONG') })
    const { response, told } = await playing([answerOf([body], events)])
    expect(told).toEqual(['attempt 1'])
    expect(faultOf(response)).toBeUndefined()
    expect(await response.text()).toBe(body)
  })

  test('that holds one error and nothing else, the error is told', async () => {
    const body = `data: ${JSON.stringify({ error: 1, ...oops('WRONG') })}`
    const { response } = await playing([answerOf([body], events)])
    expect(faultOf(response)).toMatchObject({ code: 'WRONG' })
    expect(await response.text()).toBe(body)
  })

  test('that is late with its first, nothing is judged', async () => {
    const { response, told, clock } = await playing([answerOf([': hello\n\n'], events, { end: 'hang' })])
    expect(told).toEqual(['attempt 1'])
    expect(clock.sleeps).toEqual([defaultLimits.bodyTimeoutMs])
    expect(response.body?.locked).toBe(false)
  })
})

describe('what a function returns', () => {
  const run = async (values: readonly unknown[], given: RecourseOptions = {}) => {
    const told: string[] = []
    const onEvent: RecourseOptions['onEvent'] = ({ type, attempt }) => void told.push(`${type} ${attempt}`)
    const recourse = createRecourse({ clock: manualClock(), errorsInSuccess: [opened], onEvent, ...given })
    const send = async ({ number }: { number: number }): Promise<unknown> => values[Math.min(number, values.length) - 1]
    return { value: await recourse.run(send, { method: 'GET' }), told }
  }

  test('is judged where it is plain data', async () => {
    const { value, told } = await run([oops('BUSY'), { data: 1 }])
    expect(value).toEqual({ data: 1 })
    expect(told).toEqual(['attempt 1', 'retry 1', 'attempt 2', 'recovered 2'])
    const given = oops('WRONG')
    const final = await run([given])
    expect(final.value).toBe(given)
    expect(faultOf(given)).toMatchObject({ kind: 'validation', code: 'WRONG', status: null })
    expect(final.told).toEqual(['attempt 1', 'give_up 1'])
  })

  test('is judged by its data where it is an answer that somebody parsed, or left as text', async () => {
    const headers = { 'content-type': json }
    for (const data of [oops('WRONG'), wrong]) {
      const answer = { status: 200, statusText: 'OK', headers, data }
      const { value, told } = await run([answer])
      expect(value).toBe(answer)
      expect(told).toEqual(['attempt 1', 'give_up 1'])
      expect(faultOf(answer)).toMatchObject({ code: 'WRONG', status: 200 })
    }
    const answer = { status: 200, statusText: 'OK', headers, data: oops('WRONG') }
    await run([answer])
    expect(faultOf(answer.data)).toBe(faultOf(answer))
  })

  test('is let be where its text is longer than the limit', async () => {
    const answer = { status: 200, statusText: 'OK', headers: { 'content-type': json }, data: wrong }
    const { told } = await run([answer], { limits: { maxClientBodyBytes: wrong.length - 1 } })
    expect(told).toEqual(['attempt 1'])
  })

  test('is judged where it is a Response', async () => {
    const { told, value } = await run([answerOf([busy]).response, answerOf([fine]).response])
    expect(told).toEqual(['attempt 1', 'retry 1', 'attempt 2', 'recovered 2'])
    expect(await (value as Response).text()).toBe(fine)
  })

  test.each([
    ['no object', 'oops'],
    ['nothing', undefined],
    ['an object of a class', Object.assign(new Map(), oops('WRONG'))],
    ['an answer that is a failure', { status: 404, statusText: '', data: oops('WRONG') }],
    ['text of an answer that is no JSON', { status: 200, statusText: '', headers: {}, data: wrong }],
    [
      'a body in bytes',
      { status: 200, statusText: '', headers: { 'content-type': json }, data: encoder.encode(wrong) },
    ],
  ])('is let be where it is %s', async (_, given) => {
    const { value, told } = await run([given])
    expect(value).toBe(given)
    expect(told).toEqual(['attempt 1'])
  })

  test('is let be without the option: none of its properties is asked for', async () => {
    const touched: PropertyKey[] = []
    const given = new Proxy(oops('WRONG'), {
      get(target, name, receiver) {
        touched.push(name)
        return Reflect.get(target, name, receiver) as unknown
      },
    })
    await run([given], { errorsInSuccess: [] })
    expect(touched.filter((name) => name !== 'then')).toEqual([])
  })

  test('has its error told where it cannot be written down', async () => {
    const given: Record<string, unknown> = oops('WRONG')
    given['self'] = given
    const { value, told } = await run([given])
    expect(value).toBe(given)
    expect(told).toEqual(['attempt 1', 'give_up 1'])
  })
})

test('a layer around one that gave up gives up too, and leaves what it said', async () => {
  class Other extends Response {}
  const clock = manualClock()
  const policy = { throttled: { baseMs: 1, capMs: 1, jitter: 'none' } } as const
  const inner = createEngine({ clock, errorsInSuccess: [opened], policy: { ...policy, maxAttempts: 2 } })
  const told: string[] = []
  const outer = createEngine({
    clock,
    errorsInSuccess: [opened],
    onEvent: (event) => void told.push('reason' in event ? event.reason : event.type),
  })
  let sent = 0
  const call = callOf({ method: 'GET' })
  const send = async (): Promise<Response> => (sent++, new Other(busy, { headers: { 'content-type': json } }))
  const response = await perform(outer, {
    call,
    send: () => perform(inner, { call, send, failed: isFailed }),
    failed: isFailed,
  })
  expect(sent).toBe(2)
  expect(told).toEqual(['attempt', 'owned_elsewhere'])
  expect(decisionOf(response)).toMatchObject({ reason: 'attempts_exhausted' })
  expect(await response.text()).toBe(busy)
})
