import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { failureOf as failureWith, faultWith } from '../../../../test/fixtures/nouns.ts'
import { classify } from '../judgement/classify.ts'
import { mark } from './mark.ts'
import { failureOf, isTold, tellOf } from './sdk-error.ts'

const withFields = (fields: object) => Object.assign(new Error('m'), fields)
const base = failureWith()
const knowledge = { providers: [], formats: [] }
const body = { error: { message: 'm', code: 'c' } }

describe('the error of a client or SDK', () => {
  test.each([
    [
      'axios',
      {
        response: { status: 429, headers: { 'Retry-After': '5' }, data: body },
        config: { method: 'post', url: 'https://x.test/a' },
        code: 'ERR_BAD_REQUEST',
      },
      {
        status: 429,
        headers: { 'retry-after': '5' },
        body: JSON.stringify(body),
        method: 'POST',
        url: 'https://x.test/a',
      },
    ],
    [
      'ky',
      {
        response: { status: 500, headers: new Headers({ a: 'b' }), url: 'https://x.test/b' },
        request: { method: 'GET', url: 'https://x.test/b' },
        data: body,
      },
      { status: 500, headers: { a: 'b' }, body: JSON.stringify(body), method: 'GET', url: 'https://x.test/b' },
    ],
    [
      'ofetch',
      { response: { status: 422, headers: new Headers(), _data: body, url: 'https://x.test/c' }, statusCode: 422 },
      { status: 422, body: JSON.stringify(body), url: 'https://x.test/c' },
    ],
    [
      'got',
      { response: { statusCode: 503, headers: { 'retry-after': '1' }, body: '{"a":1}', url: 'https://x.test/d' } },
      { status: 503, headers: { 'retry-after': '1' }, body: '{"a":1}', url: 'https://x.test/d' },
    ],
    [
      'OpenAI',
      { status: 400, headers: new Headers({ 'x-request-id': 'r' }), error: body.error },
      { status: 400, headers: { 'x-request-id': 'r' }, body: JSON.stringify(body) },
    ],
    [
      'Anthropic',
      { status: 529, headers: {}, error: { type: 'error', error: body.error } },
      { status: 529, body: JSON.stringify({ type: 'error', error: body.error }) },
    ],
    ['AWS', { $metadata: { httpStatusCode: 400 } }, { status: 400 }],
    [
      'Vercel AI',
      { statusCode: 429, responseHeaders: { a: 'b' }, responseBody: '{"a":1}', url: 'https://x.test/e' },
      { status: 429, headers: { a: 'b' }, body: '{"a":1}', url: 'https://x.test/e' },
    ],
  ])('is read by its structure: %s', (_, fields, expected) => {
    expect(failureOf(withFields(fields))).toMatchObject({ ...expected, phase: 'headers' })
  })

  test('without a status tells what was thrown, and of no body', () => {
    const error = Object.assign(
      new TypeError('fetch failed', { cause: Object.assign(new Error('c'), { code: 'ECONNREFUSED' }) }),
      { data: body },
    )
    expect(failureOf(error)).toEqual({
      causes: [
        { name: 'TypeError', message: 'fetch failed' },
        { name: 'Error', message: 'c', code: 'ECONNREFUSED' },
      ],
    })
  })

  test.each([99, 600, 0, 429.5, '429', null, {}, Number.NaN])('has no status where it says %j', (status) => {
    expect(failureOf({ status })).not.toHaveProperty('status')
  })

  test.each([100, 599])('has the status %i', (status) => {
    expect(failureOf({ status }).status).toBe(status)
  })

  test("has the client's own place read before its response", () => {
    expect(failureOf({ status: 400, response: { status: 500 } }).status).toBe(400)
    expect(failureOf({ status: 'x', response: { status: 500 } }).status).toBe(500)
    expect(failureOf({ status: 400, body: 'mine', data: 'other' }).body).toBe('mine')
    expect(failureOf({ status: 400, body: '', data: { a: 1 } }).body).toBe('{"a":1}')
  })

  test('has no stream and no circle for a body', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const response = new Response('text', { status: 500 })
    expect(failureOf(response)).not.toHaveProperty('body')
    expect(response.bodyUsed).toBe(false)
    expect(failureOf({ status: 500, body: { pipe: () => 0 } })).not.toHaveProperty('body')
    expect(failureOf({ status: 500, body: circle, data: { a: 1 } }).body).toBe('{"a":1}')
    expect(failureOf({ status: 500, body: null })).not.toHaveProperty('body')
  })

  test('has a body of sixty-four kilobytes at most', () => {
    expect(failureOf({ status: 500, body: 'x'.repeat(70_000) }).body).toHaveLength(65_536)
    expect(failureOf({ status: 500, data: ['x'.repeat(70_000)] }).body).toHaveLength(65_536)
  })

  test.each([
    ['the AI SDK says no', { isRetryable: false }, false],
    ['the AI SDK says yes', { isRetryable: true }, true],
    ['LangChain says no', { [Symbol.for('langchain.errors.retryable')]: false }, false],
    ['nobody says anything', { isRetryable: 'no' }, undefined],
    ['a prototype has no say', Object.create({ isRetryable: false }) as object, undefined],
  ])('is taken at its word: %s', (_, fields, said) => {
    expect(failureOf(withFields(fields)).saidRetryable).toBe(said)
  })

  test('is not taken at our own word', () => {
    const error = withFields({})
    mark(error, { retry: false, reason: 'attempts_exhausted', fault: faultWith() })
    expect(failureOf(error).saidRetryable).toBeUndefined()
  })

  test('says no with more weight than its status, and yes with less', () => {
    const kindOf = (status: number, isRetryable: boolean): unknown =>
      classify({ ...base, ...failureOf(withFields({ status, isRetryable })) }, knowledge).fault.retryable
    expect([kindOf(503, false), kindOf(503, true), kindOf(409, true), kindOf(404, true)]).toEqual([
      false,
      true,
      classify({ ...base, status: 409 }, knowledge).fault.retryable,
      false,
    ])
    const lost = failureOf(withFields({ isRetryable: true }))
    expect(classify({ ...base, ...lost }, knowledge).fault.retryable).toBe(true)
  })

  test('is never thrown by the reading of it', () => {
    const trap = (): never => {
      throw new Error('trapped')
    }
    const hostile = () => new Proxy({}, { get: trap, getOwnPropertyDescriptor: trap, ownKeys: trap })
    const places = [
      'status',
      'headers',
      'body',
      'data',
      'response',
      'request',
      'config',
      'error',
      'cause',
      'errors',
      'method',
      'url',
    ] as const
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...places), fc.anything({ maxDepth: 3 })),
        fc.subarray([...places]),
        (fields, hostilePlaces) => {
          for (const place of hostilePlaces) fields[place] = hostile()
          const failure = failureOf(fields)
          expect(
            Object.keys(failure).filter(
              (key) => !['causes', 'status', 'phase', 'headers', 'body', 'method', 'url'].includes(key),
            ),
          ).toEqual([])
          expect(JSON.parse(JSON.stringify(failure))).toMatchObject({ causes: failure.causes })
        },
      ),
      { numRuns: runs(150) },
    )
    expect(() => failureOf(hostile())).not.toThrow()
  })
})

test('what an adapter read before the client is told over what the error says', () => {
  const error = withFields({ status: 500, data: 'as the client has it' })
  expect(isTold(error)).toBe(false)
  tellOf(error, { body: 'as it came', phase: 'body' })
  expect(isTold(error)).toBe(true)
  expect(failureOf(error)).toMatchObject({ status: 500, body: 'as it came', phase: 'body' })
  expect([isTold(undefined), isTold('text')]).toEqual([false, false])
})
