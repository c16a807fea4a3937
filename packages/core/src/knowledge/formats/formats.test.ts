import { describe, expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { formats } from './index.ts'

const read = (name: string, body: unknown, options: Parameters<typeof wireOf>[1] = {}) =>
  formats.find((format) => format.name === name)?.read(wireOf(body, options), 0)

test('the formats are asked in this order, the most particular first', () => {
  expect(formats.map(({ name }) => name)).toEqual(['error_object', 'problem', 'detail', 'generic', 'page'])
  expect(Object.isFrozen(formats)).toBe(true)
})

describe('the error object', () => {
  const format = 'error_object'

  test('reads the form of OpenAI and of Mavera', () => {
    const error = {
      message: 'Say which.',
      type: 'validation_error',
      code: 'missing_field',
      param: 'input',
      request_id: 'req_1',
      doc_url: 'https://x.test/d',
    }
    expect(read(format, { error })).toEqual({
      code: 'missing_field',
      type: 'validation_error',
      message: 'Say which.',
      param: 'input',
      requestId: 'req_1',
      docUrl: 'https://x.test/d',
    })
  })

  test('reads the form of Mavio, with its fields', () => {
    const error = {
      code: 'validation_error',
      message: 'Two fields are wrong.',
      request_id: 'r',
      details: [{ field: 'title', message: 'is required' }],
    }
    expect(read(format, { error })).toEqual({
      code: 'validation_error',
      message: 'Two fields are wrong.',
      requestId: 'r',
      fieldErrors: [{ path: 'title', message: 'is required' }],
    })
  })

  test('reads the form of Google: the reason says what the number does not', () => {
    const details = [{ '@type': 'Help' }, { '@type': 'ErrorInfo', reason: 'API_KEY_INVALID' }]
    expect(read(format, { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'm', details } })).toEqual({
      code: 'API_KEY_INVALID',
      message: 'm',
    })
    expect(read(format, { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'm' } })).toEqual({
      code: 'INVALID_ARGUMENT',
      message: 'm',
    })
    expect(
      read(format, { error: { code: 403, message: 'm', errors: [{ reason: 'rateLimitExceeded' }] } }, { status: 403 }),
    ).toEqual({
      code: 'rateLimitExceeded',
      message: 'm',
    })
  })

  test('reads a list of one, as streams send it', () => {
    expect(read(format, [{ error: { code: 'x', message: 'm' } }])).toEqual({ code: 'x', message: 'm' })
  })

  test('takes the id beside the error, and the target for the parameter', () => {
    expect(read(format, { request_id: 'out', error: { message: 'm', target: 't' } })).toEqual({
      message: 'm',
      param: 't',
      requestId: 'out',
    })
    expect(read(format, { requestId: 'out', error: { message: 'm', requestId: 'in' } })).toEqual({
      message: 'm',
      requestId: 'in',
    })
  })

  test('takes the type, and then the name, for a missing code', () => {
    expect(read(format, { error: { type: 'rate_limit_error', message: 'm' } })).toEqual({
      code: 'rate_limit_error',
      type: 'rate_limit_error',
      message: 'm',
    })
    expect(read(format, { error: { name: 'NotFoundError', message: 'm' } })).toEqual({
      code: 'NotFoundError',
      message: 'm',
    })
  })

  test.each([
    { error: 'text' },
    { error: ['x'] },
    { error: null },
    {},
    [],
    [{ code: 'x' }],
    'no json',
    { error: {} },
    { Error: { code: 'x' } },
  ])('leaves %j to the others', (body) => {
    expect(read(format, body)).toBeUndefined()
  })
})

describe('problem details', () => {
  const format = 'problem'
  const declared = { headers: { 'content-type': 'application/problem+json; charset=utf-8' } }

  test('are read by their media type', () => {
    expect(
      read(
        format,
        { type: 'https://x.test/out-of-credit', title: 'No credit', detail: 'Balance 30, cost 50.' },
        declared,
      ),
    ).toEqual({
      code: 'https://x.test/out-of-credit',
      type: 'https://x.test/out-of-credit',
      message: 'Balance 30, cost 50.',
    })
    expect(read(format, { detail: 'only this' }, declared)).toEqual({ message: 'only this' })
  })

  test.each([
    { title: 'Bad', status: 400 },
    { title: 'Bad', detail: 'no' },
    { title: 'Bad', type: 'about:blank' },
  ])('are read by their shape: %j', (body) => {
    expect(read(format, body)?.message).toBe(body.detail ?? 'Bad')
  })

  test.each([
    { title: 'Bad' },
    { title: 'Bad', status: '400' },
    { detail: 'no' },
    { status: 400 },
    { title: '', status: 400 },
    [],
    'text',
  ])('are not seen in %j', (body) => {
    expect(read(format, body)).toBeUndefined()
  })

  test.each([
    'about:blank',
    'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    'https://www.rfc-editor.org/rfc/rfc9110',
    'https://httpstatuses.io/400',
  ])('have no code in the type %s', (type) => {
    expect(read(format, { title: 'Bad', type })).toEqual({ type, message: 'Bad' })
  })

  test('have their own code before the type', () => {
    expect(read(format, { title: 'Bad', type: 'https://x.test/t', code: 'E7', traceId: 'trace' })).toMatchObject({
      code: 'E7',
      requestId: 'trace',
    })
  })

  test('carry field errors under three names', () => {
    const body = {
      title: 'Bad',
      status: 400,
      errors: { a: ['1'] },
      'invalid-params': [{ name: 'b', reason: '2' }],
      violations: [{ propertyPath: 'c', title: '3' }],
    }
    expect(read(format, body)?.fieldErrors).toEqual([
      { path: 'a', message: '1' },
      { path: 'b', message: '2' },
      { path: 'c', message: '3' },
    ])
  })
})

describe('detail', () => {
  const format = 'detail'

  test('is a sentence, as Mira sends it', () => {
    expect(read(format, { detail: 'Balance too low.' })).toEqual({ message: 'Balance too low.' })
    expect(read(format, { detail: 'no', code: 'E1' })).toEqual({ message: 'no', code: 'E1' })
  })

  test('is an object', () => {
    expect(read(format, { detail: { status: 'quota_exceeded', message: 'Used up.' } })).toEqual({
      code: 'quota_exceeded',
      message: 'Used up.',
    })
  })

  test('is a list of fields, as FastAPI sends it', () => {
    const detail = [
      { loc: ['body', 'title'], msg: 'Field required', type: 'missing' },
      { loc: ['query', 'page'], msg: 'Not a number', type: 'int_parsing' },
    ]
    expect(read(format, { detail })).toEqual({
      message: 'Field required',
      code: 'missing',
      fieldErrors: [
        { path: 'body.title', message: 'Field required', code: 'missing' },
        { path: 'query.page', message: 'Not a number', code: 'int_parsing' },
      ],
    })
  })

  test.each([
    { detail: 'x', title: 'y' },
    { detail: 'x', type: 'y' },
    { message: 'x' },
    [],
    'text',
    { detail: '' },
    { detail: [] },
    { detail: 7 },
  ])('is not seen in %j', (body) => {
    expect(read(format, body)).toBeUndefined()
  })
})

describe('other JSON', () => {
  const format = 'generic'

  test.each([
    [
      { message: 'm', code: 'c' },
      { message: 'm', code: 'c' },
    ],
    [
      { error: 'invalid_grant', error_description: 'The code has expired.' },
      { code: 'invalid_grant', message: 'The code has expired.' },
    ],
    [{ error: 'Model is loading' }, { message: 'Model is loading' }],
    [{ error: 'overloaded' }, { message: 'overloaded' }],
    [
      { __type: 'com.amazonaws.dynamodb.v20111205#ThrottlingException', message: 'm' },
      { code: 'ThrottlingException', message: 'm' },
    ],
    [{ errors: [{ code: 88, message: 'Rate limit exceeded' }] }, { code: '88', message: 'Rate limit exceeded' }],
    [{ errors: ['only text'] }, { message: 'only text' }],
    [{ error: [{ code: 'x', message: 'm' }] }, { code: 'x', message: 'm' }],
    [[{ errorCode: 'E', message: 'm' }], { code: 'E', message: 'm' }],
    [
      { message: 'm', errors: { name: ['taken'] } },
      { message: 'm', fieldErrors: [{ path: 'name', message: 'taken' }] },
    ],
    [
      { message: 'm', request_id: 'r', documentation_url: 'https://x.test', param: 'p' },
      { message: 'm', requestId: 'r', docUrl: 'https://x.test', param: 'p' },
    ],
    [
      { message: 'm', type: 'a_type' },
      { message: 'm', code: 'a_type', type: 'a_type' },
    ],
    [{ statusCode: 400, error: 'Bad Request', message: 'm' }, { message: 'm' }],
  ])('is read by names that many share: %j', (body, expected) => {
    expect(read(format, body)).toEqual(expected)
  })

  test('is a sentence where it is a string', () => {
    expect(formats.find(({ name }) => name === format)?.read(wireOf('"x"', { json: 'just text' }), 0)).toEqual({
      message: 'just text',
    })
  })

  test('has its code in a field of AWS', () => {
    const options = { headers: { 'x-amzn-errortype': 'ThrottlingException:http://internal.test/' } }
    expect(read(format, { message: 'm', code: 'other' }, options)).toEqual({
      code: 'ThrottlingException',
      message: 'm',
    })
  })

  test.each([{}, [], [[]], { unrelated: 1 }, 'text'])('says nothing where no name is known: %j', (body) => {
    expect(read(format, body)).toBeUndefined()
  })
})

describe('a page', () => {
  const format = 'page'

  test.each([
    [
      '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      { message: '502 Bad Gateway' },
    ],
    ['<html><title>Only a title</title></html>', { message: 'Only a title' }],
    [
      '\n <Error><Code>SlowDown</Code><Message>Reduce your rate.</Message><RequestId>R1</RequestId></Error>',
      { code: 'SlowDown', message: 'Reduce your rate.', requestId: 'R1' },
    ],
    [
      '<Response><Errors><Error><Code>C</Code><Message>M</Message></Error></Errors><RequestID>R2</RequestID></Response>',
      { code: 'C', message: 'M', requestId: 'R2' },
    ],
    ['<error><message>kong &amp; co &lt;x&gt; &unknown;</message></error>', { message: 'kong & co <x> &unknown;' }],
    ['<h1 class="a">Bad\n  <b>gateway</b>&nbsp;here</h1>', { message: 'Bad gateway here' }],
    ['upstream connect error\n', { message: 'upstream connect error' }],
  ])('says what a person would read: %j', (text, expected) => {
    expect(read(format, text)).toEqual(expected)
  })

  test.each([
    '',
    '   ',
    '<html></html>',
    '<h1></h1>',
    '<h1>no end',
    '<h1',
    'x'.repeat(501),
    `<h1>${'x'.repeat(501)}</h1>`,
  ])('says nothing: %j', (text) => {
    expect(read(format, text)).toBeUndefined()
  })

  test('keeps a line of five hundred characters and no longer one', () => {
    expect(read(format, 'x'.repeat(500))?.message).toHaveLength(500)
    expect(read(format, `<h1>${'x'.repeat(500)}</h1>`)?.message).toHaveLength(500)
  })

  test.each([
    ['text/plain', true],
    ['application/json', true],
    ['text/html', true],
    ['application/xml', true],
    ['image/png', false],
    ['application/octet-stream', false],
  ])('under the media type %s is a sentence: %s', (type, isSentence) => {
    expect(read(format, 'no healthy upstream', { headers: { 'content-type': type } })).toEqual(
      isSentence ? { message: 'no healthy upstream' } : undefined,
    )
  })

  test('is not JSON', () => {
    expect(read(format, { message: 'm' })).toBeUndefined()
  })

  test('is scanned for sixteen kilobytes and no further', () => {
    expect(read(format, `<p>${'x'.repeat(16_300)}</p><h1>near</h1>`)?.message).toBe('near')
    expect(read(format, `<p>${'x'.repeat(16_390)}</p><h1>far</h1>`)).toBeUndefined()
  })
})
