import { describe, expect, test } from 'vitest'
import type { Failure } from '../nouns/failure.ts'
import { systemClock } from './clock.ts'
import { chunksOf, holdFor, notedAnswer } from './held.ts'
import { createEngine } from './engine.ts'

/** A clock that writes down how long it is to wait, and lets the wait end with its signal alone. */
function engineOf() {
  const sleeps: number[] = []
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      sleeps.push(ms)
      signal?.addEventListener('abort', () => resolve())
    })
  return { engine: createEngine({ clock: { ...systemClock, sleep } }), sleeps }
}

const open = (): Response =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('so far')) }), {
    status: 503,
  })

describe('a body is held', () => {
  test.each([
    [[], 2_000],
    [[null, undefined, 0], 2_000],
    [[null, 300], 150],
    [[500, 300], 150],
    [[5_000, 0], 2_000],
  ] as const)('for at most half of each of %j, so for %i ms, and until its signal aborts', async (timesMs, mostMs) => {
    const { engine, sleeps } = engineOf()
    const controller = new AbortController()
    const holding = holdFor(open(), engine, timesMs, controller.signal)
    while (sleeps.length === 0) await Promise.resolve()
    controller.abort()
    const { seen, response } = await holding
    expect(sleeps).toEqual([mostMs])
    expect(seen).toMatchObject({ status: 503, body: 'so far', bodyTruncated: true })
    expect(await response.text()).toBe('so far')
  })

  test('with what broke it off, and only that', async () => {
    const { engine } = engineOf()
    const error = new TypeError('terminated')
    const body = new ReadableStream({ pull: (controller) => controller.error(error) })
    expect((await holdFor(new Response(body, { status: 500 }), engine, [], undefined)).broken).toEqual({ error })
    expect((await holdFor(new Response('whole', { status: 500 }), engine, [], undefined)).broken).toBeUndefined()
  })
})

describe('an answer', () => {
  const noting = (fetching: Promise<Response>, isHeld = true) => {
    const noted: Partial<Failure>[] = []
    const { engine } = engineOf()
    const answering = notedAnswer(
      fetching,
      (seen) => void noted.push(seen),
      (response) => isHeld && holdFor(response, engine, [], undefined),
    )
    return { answering, noted }
  }

  test('that does not come is told by its causes', async () => {
    const error = Object.assign(new Error('no'), { code: 'ECONNRESET' })
    const { answering, noted } = noting(Promise.reject(error))
    await expect(answering).rejects.toBe(error)
    expect(noted).toEqual([{ causes: [{ name: 'Error', message: 'no', code: 'ECONNRESET' }] }])
  })

  test('that failed is held where it is to be, and told with its body', async () => {
    const failed = new Response('no', { status: 429 })
    const { answering, noted } = noting(Promise.resolve(failed))
    expect(await (await answering).text()).toBe('no')
    expect(noted.at(-1)).toMatchObject({ status: 429, body: 'no' })
    const { answering: left, noted: told } = noting(Promise.resolve(new Response('no', { status: 429 })), false)
    expect((await left).bodyUsed).toBe(false)
    expect(told).toEqual([{ status: 429, headers: expect.anything(), phase: 'body' }])
  })

  test('that did not fail stays the very same', async () => {
    const fine = new Response('fine')
    const { answering, noted } = noting(Promise.resolve(fine))
    expect(await answering).toBe(fine)
    expect(noted).toMatchObject([{ status: 200, phase: 'body' }])
  })
})

describe('the pieces of a stream', () => {
  const piece = new Uint8Array(4)
  async function* three(): AsyncGenerator<Uint8Array> {
    yield piece
    yield piece
    yield piece
  }
  const excess = (most: number): Error => new RangeError(`more than ${most}`)

  test.each([undefined, -1, 12, Infinity])('are all there within the limit %s', async (most) => {
    expect(await chunksOf(three(), most, excess)).toEqual([piece, piece, piece])
  })

  test.each([0, 4, 11])('are refused beyond the limit %s, and the stream is let go of', async (most) => {
    let ended = false
    const stream = (async function* () {
      try {
        yield* three()
      } finally {
        ended = true
      }
    })()
    await expect(chunksOf(stream, most, excess)).rejects.toThrow(`more than ${most}`)
    expect(ended).toBe(true)
  })
})
