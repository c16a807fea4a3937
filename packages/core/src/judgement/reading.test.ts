import { describe, expect, test } from 'vitest'
import { answerOf, failureOf } from '../../../../test/fixtures/nouns.ts'
import type { Format, Wire } from '../knowledge/format.ts'
import { errorObject } from '../knowledge/formats/error-object.ts'
import { headerOf, readingOf, requestIdOf, wireOf } from './reading.ts'

const format = (name: string, read: Format['read']): Format => ({ name, read })
const silent = format('silent', () => undefined)
const broken = format('broken', () => {
  throw new Error('a format of somebody')
})

describe('headerOf', () => {
  const header = headerOf(
    failureOf({ headers: JSON.parse('{"a":"1","b":"","n":7,"__proto__":"own"}') as Record<string, string> }),
  )

  test.each([
    ['a', '1'],
    ['b', ''],
    ['n', null],
    ['__proto__', 'own'],
    ['c', null],
    ['toString', null],
    ['A', null],
  ])('reads own text fields alone: %s', (name, value) => {
    expect(header(name)).toBe(value)
  })

  test('says nothing where there are no fields', () => {
    expect(headerOf(failureOf())('toString')).toBeNull()
  })
})

describe('readingOf', () => {
  const reading = (formats: readonly Format[], failure = answerOf(418, { a: 1 })) =>
    readingOf(failure, headerOf(failure), 'x.test', formats, failure.atMs)

  test('takes the first format that knows the body, and passes over one that throws', () => {
    const first = format('first', () => ({ code: 'one' }))
    const second = format('second', () => ({ code: 'two' }))
    expect(reading([silent, broken, first, second])).toMatchObject({ format: first, reading: { code: 'one' } })
  })

  test.each([[[]], [[silent]], [[broken, silent]]])('knows nothing where no format does', (formats) => {
    expect(reading(formats)).toEqual({ format: null, reading: {}, json: { a: 1 } })
  })

  test('shows a format the answer: JSON read once, text, status, method, host and the time', () => {
    const seen: [Wire, number][] = []
    const nosy = format('nosy', (wire, nowMs) => {
      seen.push([wire, nowMs])
      return undefined
    })
    const failure = answerOf(418, '{"a":1}', { headers: { 'x-a': 'b' }, method: 'PUT', atMs: 77 })
    reading([nosy, nosy], failure)
    const [[wire, nowMs] = [], [again] = []] = seen
    expect(wire).toMatchObject({ status: 418, json: { a: 1 }, text: '{"a":1}', method: 'PUT', host: 'x.test' })
    expect(wire?.header('x-a')).toBe('b')
    expect(nowMs).toBe(77)
    expect(again?.json).toBe(wire?.json)
  })

  test('shows a format that there is no body and no status', () => {
    let seen: Wire | undefined
    reading([format('nosy', (wire) => void (seen = wire))], failureOf())
    expect(seen).toMatchObject({ status: null, json: undefined, text: '' })
  })
})

describe('wireOf', () => {
  test('has for all that it was not told what says nothing', () => {
    const wire = wireOf({}, () => null, '', undefined)
    expect(wire).toMatchObject({ status: null, json: undefined, text: '', method: '', host: '' })
  })
})

describe('an error in the message of another', () => {
  const readOf = (body: unknown, formats: readonly Format[] = [errorObject]) =>
    readingOf(answerOf(400, body), () => null, 'x.test', formats, 0)
  const errorOf = (message: string, more = {}) => JSON.stringify({ error: { message, ...more } })

  test.each([
    ['alone', (inner: string) => inner],
    ['after words of the gateway', (inner: string) => `litellm.BadRequestError: OpenAIException - ${inner}`],
    ['before words of the gateway', (inner: string) => `${inner} Received Model Group=m`],
    ['as the one member of a list', (inner: string) => `VertexAIException - [${inner}\n]`],
  ])('is the one that is read, %s, in the format that it is in', (_, around) => {
    const outer = format('outer', ({ json }) => {
      const said = Object(json) as { detail?: string; meta?: string }
      return said.detail === undefined ? undefined : { message: said.detail, code: 'outer', param: 'p' }
    })
    const inner = { error: { message: 'too long', code: 'context_length_exceeded' } }
    expect(readOf({ detail: around(JSON.stringify(inner)) }, [outer, errorObject])).toEqual({
      format: errorObject,
      reading: { message: 'too long', code: 'context_length_exceeded', param: 'p' },
      json: inner,
    })
  })

  test.each([
    ['one', 'the innermost', errorOf('the innermost')],
    ['two', 'the innermost', errorOf(errorOf('the innermost'))],
    ['three', errorOf('the innermost'), errorOf(errorOf(errorOf('the innermost')))],
  ])('is unpacked twice at most: of %s', (_, expected, message) => {
    expect(readOf(errorOf(message)).reading.message).toBe(expected)
  })

  test.each([
    ['an object without a message', 'no such field in {"id": 1}'],
    ['braces and no JSON', 'expected {name: "x"}'],
    ['braces the wrong way round', '} before {"'],
    ['a template', 'unknown variable {{user}}'],
    ['one brace', 'unexpected end after {"'],
  ])('is none where it holds %s', (_, message) => {
    const body = { error: { message, code: 'outer' } }
    expect(readOf(body)).toEqual({ format: errorObject, reading: { message, code: 'outer' }, json: body })
  })

  test('is not looked for in a message that is no text', () => {
    const wrong = format('wrong', () => ({ message: 5 }) as never)
    expect(readOf({}, [wrong]).reading).toEqual({ message: 5 })
  })
})

describe('the request id in the fields', () => {
  const idOf = (headers: Record<string, string>, own?: readonly string[]) =>
    requestIdOf(headerOf(failureOf({ headers })), headers, own)

  test.each([
    [{ 'x-request-id': 'a', 'cf-ray': 'b' }, 'a'],
    [{ 'cf-ray': 'b', 'x-notion-request-id': 'a' }, 'a'],
    [{ 'dg-request-id': 'a' }, 'a'],
    [{ 'x-trace-id': 'a', 'request-id': 'b' }, 'b'],
    [{ 'cf-ray': 'b' }, 'b'],
    [{ 'x-request-identity': 'a' }, null],
    [{}, null],
  ])('is of the API before that of the network in front: %j', (headers, expected) => {
    expect(idOf(headers as Record<string, string>)).toBe(expected)
  })

  test('is first under the name that the API has for it', () => {
    expect(idOf({ 'x-request-id': 'a', 'x-ovh-queryid': 'b' }, ['x-ovh-queryid'])).toBe('b')
  })
})

describe('a body of several parts', () => {
  const jsonOf = (body: string): unknown => readingOf(answerOf(200, body), () => null, 'x.test', [], 0).json
  const error = { error: { message: 'm' } }
  const line = JSON.stringify(error)

  test.each([
    ['a stream', `data: {"text":"a"}\n\ndata: ${line}\n\n`],
    ['an event alone', `data: ${line}`],
    ['a stream with names', `event: error\ndata:${line}\n`],
    ['a stream that begins with a comment', `: ping\n\ndata: ${line}`],
    ['a stream with ids', `id: 1\r\nretry: 5\r\ndata: ${line}\r\n\r\n`],
    ['lines of JSON', `{"text":"a"}\n${line}\n{"text":"b"}\n`],
    ['a stream that said before that there was none', `data: {"error":null}\n\ndata: ${line}\n\n`],
    ['lines of which one speaks of an error', `data: the "error" of it\ndata: ["error"]\ndata: ${line}\n`],
  ])('is the one that holds an error: %s', (_, body) => {
    expect(jsonOf(body)).toEqual(error)
  })

  test.each([
    ['that holds an error', [{ id: 1 }, error], error],
    ['at the front, where none does', [{ id: 1 }, { id: 2 }], { id: 1 }],
  ])('is of a list the one %s', (_, list, expected) => {
    expect(jsonOf(JSON.stringify(list))).toEqual(expected)
  })

  test('is the one that holds several errors', () => {
    expect(jsonOf('data: {"errors":[1]}\n\n')).toEqual({ errors: [1] })
  })

  test.each([
    ['no error', 'data: {"text":"a"}\n\n'],
    ['an error that is text', 'data: {"text":"an \\"error\\""}\n\n'],
    ['something else before it', `hello\ndata: ${line}\n`],
    ['too many lines before it', `data: an "error"\n`.repeat(10) + `data: ${line}\n`],
    ['one line that is cut', `{"text":"a",${line.slice(0, -1)}`],
  ])('is nothing where there is %s', (_, body) => {
    expect(jsonOf(body)).toBeUndefined()
  })
})

describe('requestIdOf', () => {
  const order = [
    'x-request-id',
    'request-id',
    'x-amzn-requestid',
    'x-amz-request-id',
    'x-ms-request-id',
    'apim-request-id',
    'x-correlation-id',
    'cf-ray',
  ]
  const idOf = (headers: Record<string, string>, own?: readonly string[]) =>
    requestIdOf(headerOf(failureOf({ headers })), headers, own)

  test.each(order.map((name, index) => [name, order.slice(index)] as const))(
    'reads %s before the less telling fields',
    (name, fields) => {
      expect(idOf(Object.fromEntries(fields.map((field) => [field, `id of ${field}`])))).toBe(`id of ${name}`)
    },
  )

  test("reads the provider's own field first, and passes over an empty one", () => {
    const headers = { 'x-request-id': 'common', 'x-own': 'own', 'x-empty': '' }
    expect(idOf(headers, ['x-own'])).toBe('own')
    expect(idOf(headers, ['x-empty'])).toBe('common')
    expect(idOf(headers, [])).toBe('common')
    expect(idOf({ 'x-request-id': '', 'cf-ray': 'ray' })).toBe('ray')
  })

  test('says null where nobody gave one', () => {
    expect(idOf({ 'x-other': '1' })).toBeNull()
  })
})
