import { describe, expect, test } from 'vitest'
import { type Clock, systemClock } from './clock.ts'
import { defaultLimits, holdBody } from './response.ts'

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

  test('keeps a status that no constructor takes', async () => {
    const odd = new Response('text', { status: 500 })
    Object.defineProperty(odd, 'status', { value: 999 })
    const { response } = await holdBody(odd, limits, impatient)
    expect(response.status).toBe(999)
    expect(await response.text()).toBe('text')
  })
})
