import { describe, expect, test } from 'vitest'
import { faultWith } from '../../../../test/fixtures/nouns.ts'
import { type Clock, systemClock } from './clock.ts'
import { holdBody, readAhead } from './body.ts'
import { decisionOf, mark } from './mark.ts'
import { defaultLimits } from './response.ts'

const limits = { ...defaultLimits, maxBodyBytes: 8, maxClientBodyBytes: 20, bodyTimeoutMs: 50 }
const bytes = new TextEncoder()

/** Real time is not needed to wait for streams in memory: they have long moved on after so many turns. */
const impatient: Clock = {
  ...systemClock,
  async sleep() {
    for (let turn = 0; turn < 1_000; turn++) await Promise.resolve()
  },
}

/** A body of these pieces; then it ends, or breaks, or stays open. */
const bodyOf = (pieces: readonly string[], end: 'close' | 'error' | 'hang'): ReadableStream<Uint8Array> => {
  const left = [...pieces]
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift()
      if (piece !== undefined) controller.enqueue(bytes.encode(piece))
      else if (end === 'close') controller.close()
      else if (end === 'error') controller.error(new TypeError('terminated'))
      else return new Promise<void>(() => {})
      return undefined
    },
  })
}

describe('a held body', () => {
  test('is the whole of a small one, to be read again, with the first of it judged', async () => {
    const answer = new Response(bodyOf(['{"a":', '12345}'], 'close'), {
      status: 503,
      statusText: 'Busy',
      headers: { 'content-type': 'application/json' },
    })
    Object.defineProperty(answer, 'url', { value: 'https://api.example.com/things' })
    const { seen, response } = await holdBody(answer, limits, impatient)
    expect(seen).toMatchObject({ status: 503, phase: 'body', body: '{"a":123', bodyTruncated: true })
    expect(seen.headers).toEqual({ 'content-type': 'application/json' })
    expect(response).toBeInstanceOf(Response)
    expect(await response.json()).toEqual({ a: 12345 })
    expect(response).toMatchObject({
      status: 503,
      statusText: 'Busy',
      ok: false,
      url: 'https://api.example.com/things',
    })
  })

  test.each([
    ['ends at the limit of an endless one', ['x'.repeat(15), 'x'.repeat(15)], 'hang', 'x'.repeat(20)],
    ['is what came of one that stalls', ['half'], 'hang', 'half'],
    ['is what came of one that is cut', ['half'], 'error', 'half'],
    ['is empty where nothing came', [], 'error', ''],
  ] as const)('%s', async (_, pieces, end, text) => {
    const { seen, response } = await holdBody(new Response(bodyOf(pieces, end), { status: 500 }), limits, impatient)
    expect(await response.text()).toBe(text)
    expect(seen).toMatchObject({ status: 500, body: text.slice(0, 8), bodyTruncated: true })
  })

  test('leaves an answer alone that has none, or whose body is somebody else’s', async () => {
    const empty = new Response(null, { status: 500 })
    expect((await holdBody(empty, limits, impatient)).response).toBe(empty)
    const taken = new Response('text', { status: 500 })
    taken.body?.getReader()
    expect(await holdBody(taken, limits, impatient)).toMatchObject({
      response: taken,
      seen: { status: 500, phase: 'headers' },
    })
  })

  test('leaves an answer alone whose body is no stream of the platform', async () => {
    const foreign = { status: 503, headers: new Headers({ 'retry-after': '1' }), url: '', body: { pipe: () => 0 } }
    const answer = foreign as unknown as Response
    expect(await holdBody(answer, limits, impatient)).toEqual({
      response: answer,
      seen: { status: 503, headers: { 'retry-after': '1' }, url: '', phase: 'headers' },
    })
  })

  test('keeps what a layer below decided about it', async () => {
    const decided = { retry: false, reason: 'permanent', fault: faultWith() } as const
    const answer = new Response('text', { status: 500 })
    mark(answer, decided)
    const { response } = await holdBody(answer, limits, impatient)
    expect(response).not.toBe(answer)
    expect(decisionOf(response)).toBe(decided)
  })

  test('keeps a status that no constructor takes', async () => {
    const odd = new Response('text', { status: 500 })
    Object.defineProperty(odd, 'status', { value: 999 })
    const { response } = await holdBody(odd, limits, impatient)
    expect(response.status).toBe(999)
    expect(await response.text()).toBe('text')
  })
})

test('a body that sends nothing, and again nothing, comes to an end', async () => {
  let pulls = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array((++pulls, 0))),
  })
  const { seen } = await holdBody(new Response(body, { status: 500 }), limits, impatient)
  expect(seen).toMatchObject({ body: '', bodyTruncated: true })
  expect(pulls).toBeLessThan(100)
})

describe('an answer that was read ahead', () => {
  const answerOf = (pieces: readonly string[], end: 'close' | 'error' | 'hang'): Response => {
    const answer = new Response(bodyOf(pieces, end), { status: 422, headers: { 'x-mine': 'kept' } })
    Object.defineProperty(answer, 'url', { value: 'https://api.example.com/things' })
    Object.defineProperty(answer, 'type', { value: 'basic' })
    return answer
  }

  test('is given back unread, the whole of it, and as it was', async () => {
    const ahead = await readAhead(answerOf(['{"a":', '1}'], 'close'), limits, impatient)
    expect(ahead.seen).toMatchObject({ status: 422, body: '{"a":1}', bodyTruncated: false })
    const answer = await ahead.take()
    const told = { status: 422, url: 'https://api.example.com/things', type: 'basic', ok: false, bodyUsed: false }
    expect(answer).toMatchObject(told)
    expect(answer.headers.get('x-mine')).toBe('kept')
    const copy = answer.clone()
    expect(copy).toMatchObject(told)
    expect(await copy.clone().json()).toEqual({ a: 1 })
    expect(await answer.json()).toEqual({ a: 1 })
  })

  test('goes on where the reading stopped, however much there is', async () => {
    const pieces = Array.from({ length: 20 }, (_, index) => `piece ${index};`)
    const ahead = await readAhead(answerOf(pieces, 'close'), limits, impatient)
    expect(ahead.seen).toMatchObject({ body: 'piece 0;', bodyTruncated: true })
    expect(await (await ahead.take()).text()).toBe(pieces.join(''))
  })

  test('has left the wire where it is no longer than what a client may keep', async () => {
    let asked = 0
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (asked++ < 9) controller.enqueue(bytes.encode('xx'))
          else controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    const ahead = await readAhead(new Response(body, { status: 500 }), limits, impatient)
    expect([asked, ahead.seen.body]).toEqual([4, 'x'.repeat(8)])
    const answer = await ahead.take()
    expect(asked).toBe(10)
    expect(await answer.text()).toBe('x'.repeat(18))
  })

  test('loses nothing of a body that came late', async () => {
    let finish = (_: string): void => undefined
    const late = new Promise<string>((resolve) => (finish = resolve))
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(bytes.encode(await late))
        controller.close()
      },
    })
    const ahead = await readAhead(new Response(body, { status: 500 }), limits, impatient)
    expect(ahead.seen).toMatchObject({ body: '', bodyTruncated: true })
    const text = (await ahead.take()).text()
    finish('at last')
    expect(await text).toBe('at last')
  })

  test('loses nothing of a body whose pieces come late one by one', async () => {
    const sends: ((piece: string) => void)[] = []
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const piece = await new Promise<string>((resolve) => void sends.push(resolve))
        if (piece === '') controller.close()
        else controller.enqueue(bytes.encode(piece))
      },
    })
    const ahead = await readAhead(new Response(body, { status: 500 }), limits, impatient)
    const text = (await ahead.take()).text()
    for (const piece of ['one', 'two', '']) {
      sends.shift()?.(piece)
      await impatient.sleep(0)
    }
    expect(await text).toBe('onetwo')
  })

  test('makes no timer for a body that is here at once', async () => {
    let timers = 0
    const clock: Clock = { ...impatient, sleep: (ms) => (timers++, impatient.sleep(ms)) }
    await readAhead(answerOf(['{"a":', '1}'], 'close'), limits, clock)
    expect(timers).toBe(0)
    await readAhead(answerOf(['half'], 'hang'), limits, clock)
    expect(timers).toBe(1)
  })

  test('breaks off for the caller where it broke off', async () => {
    const reader = (await (await readAhead(answerOf(['half'], 'error'), limits, impatient)).take()).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('half')
    await expect(reader?.read()).rejects.toThrow('terminated')
  })

  test.each(['drop', 'cancel of what was taken'])('lets go of what nobody reads: %s', async (how) => {
    let cancelled = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes.encode('x'.repeat(10))),
      cancel: () => void cancelled++,
    })
    const ahead = await readAhead(new Response(body, { status: 500 }), limits, impatient)
    expect(cancelled).toBe(0)
    if (how === 'drop') ahead.drop()
    else await (await ahead.take()).body?.cancel()
    expect(cancelled).toBe(1)
  })

  test('keeps its class, and what somebody left on it', async () => {
    const made: object = Reflect.construct(Response, ['no', { status: 400 }], function Mine() {} as never) as object
    expect(await (await readAhead(made as Response, limits, impatient)).take()).toBe(made)
    const noted = Object.assign(new Response('no', { status: 400 }), { durationMs: 5 })
    expect(await (await readAhead(noted, limits, impatient)).take()).toMatchObject({ durationMs: 5, status: 400 })
  })

  test('has no more time than all of the reading may take', async () => {
    let nowMs = 0
    const clock: Clock = { ...impatient, monotonic: () => nowMs, sleep: () => new Promise(() => {}) }
    let asked = 0
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      asked++
      controller.enqueue(bytes.encode('xxxxxxxx'))
    }
    const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 })
    const ahead = await readAhead(new Response(body, { status: 500 }), limits, clock)
    nowMs = limits.bodyTimeoutMs
    await ahead.take()
    expect(asked).toBe(1)
  })

  test('of a stand-in that holds no bytes leaves the status to speak', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.enqueue('text') })
    const ahead = await readAhead(new Response(body, { status: 500 }), limits, impatient)
    expect(ahead.seen).toMatchObject({ status: 500, body: '' })
  })

  test('is the very same object where it has no body, or a layer below has marked it', async () => {
    const empty = new Response(null, { status: 500 })
    expect(await (await readAhead(empty, limits, impatient)).take()).toBe(empty)
    const marked = new Response('text', { status: 500 })
    mark(marked, { retry: false, reason: 'permanent', fault: faultWith() })
    const ahead = await readAhead(marked, limits, impatient)
    expect(ahead.seen).toMatchObject({ body: 'text' })
    expect(await ahead.take()).toBe(marked)
    expect(await marked.text()).toBe('text')
  })
})
