import { describe, expect, test } from 'vitest'
import { callOf, fieldOf } from '../../../../test/fixtures/nouns.ts'
import type { CallInfo } from './call-info.ts'
import { type ManualClock, manualClock } from '../../../../test/fixtures/clock.ts'
import { keepThrown, sayFinal, thrownBefore } from './outer.ts'

let calls = 0
/** One for all: what is kept is kept for the process, and for a time. */
const clock: ManualClock = manualClock()
/** Another URL for each test: what is kept is kept for the process. */
const callOfSdk = (count: number, over: Partial<CallInfo> = {}): CallInfo =>
  callOf({ method: 'POST', header: fieldOf({ 'x-stainless-retry-count': String(count) }), body: '{}', ...over })
const tenant = { 'x-stainless-retry-count': '1', authorization: 'Bearer tenant-b' }
const freshUrl = (): string => `https://api.example.com/${++calls}`

describe('an SDK outside', () => {
  test('hears in the answer that it is the last, and nothing else changes in it', () => {
    const response = new Response('body', { status: 503, headers: { 'retry-after': '1', 'set-cookie': 'a=b' } })
    sayFinal(response, callOfSdk(0))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'retry-after': '1',
      'set-cookie': 'a=b',
      'x-should-retry': 'false',
    })
    expect(response.bodyUsed).toBe(false)
  })

  test('is not invented: the answer of any other caller stays as it was', () => {
    const response = new Response(null, { status: 503 })
    sayFinal(response, callOf({ header: fieldOf({}) }))
    sayFinal(response, callOf())
    expect(response.headers.has('x-should-retry')).toBe(false)
  })

  test('gets the same error again where it repeats what was thrown', () => {
    const url = freshUrl()
    const error = new TypeError('fetch failed')
    keepThrown(callOfSdk(0, { url }), error, clock)
    expect(thrownBefore(callOfSdk(1, { url }), clock)?.error).toBe(error)
    expect(thrownBefore(callOfSdk(2, { url }), clock)?.error).toBe(error)
  })

  test.each([
    ['a new call of the same content', (url: string) => callOfSdk(0, { url })],
    ['a repeat of another URL', () => callOfSdk(1, { url: freshUrl() })],
    ['a repeat of another body', (url: string) => callOfSdk(1, { url, body: '[]' })],
    ['a repeat by another method', (url: string) => callOfSdk(1, { url, method: 'GET' })],
    ['a repeat with the key of somebody else', (url: string) => callOfSdk(1, { url, header: fieldOf(tenant) })],
    ['a call without such an SDK', (url: string) => callOf({ url, method: 'POST', body: '{}' })],
  ])('gets through with %s', (_, callTo) => {
    const url = freshUrl()
    keepThrown(callOfSdk(0, { url }), new TypeError('fetch failed'), clock)
    expect(thrownBefore(callTo(url), clock)).toBeUndefined()
  })

  test('begins a call of its own with a first attempt: what came before is forgotten', () => {
    const url = freshUrl()
    keepThrown(callOfSdk(0, { url }), 'of the call before', clock)
    expect(thrownBefore(callOfSdk(0, { url }), clock)).toBeUndefined()
    expect(thrownBefore(callOfSdk(1, { url }), clock)).toBeUndefined()
  })

  test('is told the latest error, and of a body that is no text nothing', () => {
    const url = freshUrl()
    keepThrown(callOfSdk(0, { url }), 'first', clock)
    keepThrown(callOfSdk(0, { url }), 'second', clock)
    expect(thrownBefore(callOfSdk(1, { url }), clock)?.error).toBe('second')
    const body = new FormData()
    keepThrown(callOfSdk(0, { url, body }), 'of a form', clock)
    expect(thrownBefore(callOfSdk(1, { url, body }), clock)).toBeUndefined()
  })

  test('leaves nothing behind that grows: only the latest are kept, and not for long', () => {
    const urls = Array.from({ length: 20 }, freshUrl)
    for (const url of urls) keepThrown(callOfSdk(0, { url }), url, clock)
    const known = (): number => urls.filter((url) => thrownBefore(callOfSdk(1, { url }), clock) !== undefined).length
    expect(known()).toBe(16)
    clock.monotonicMs += 30_001
    expect(known()).toBe(0)
  })

  test('that is none leaves nothing behind', () => {
    const url = freshUrl()
    keepThrown(callOf({ url, method: 'POST', body: '{}' }), 'error', clock)
    expect(thrownBefore(callOfSdk(1, { url }), clock)).toBeUndefined()
  })
})
