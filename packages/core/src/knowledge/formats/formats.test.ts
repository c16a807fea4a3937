import { describe, expect, test } from 'vitest'
import { wireOf } from '../../../../../test/fixtures/wire.ts'
import { rulingOf } from '../rule.ts'
import { errorObject, formats } from './index.ts'

const read = (name: string, body: unknown, options: Parameters<typeof wireOf>[1] = {}) =>
  formats.find((format) => format.name === name)?.read(wireOf(body, options), 0)

test('the formats are asked in this order: those of one API or one standard, those of many, what is left', () => {
  const names = formats.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.slice(-4)).toEqual(['problem', 'generic', 'page', 'fields'])
  for (const one of ['google', 'aws', 'graphql', 'json_rpc', 'grpc', 'trpc', 'inner_error'])
    expect(names.indexOf(one)).toBeLessThan(names.indexOf('error_object'))
  expect(Object.isFrozen(formats)).toBe(true)
})

describe('the error object', () => {
  const format = 'error_object'
  const saidOf = (message: string) => rulingOf(errorObject, 400, [], message)

  test('reads the form of OpenAI and of Mavera', () => {
    const error = { message: 'Say which.', type: 'validation_error', code: 'missing_field', param: 'input' }
    expect(read(format, { error })).toEqual(error)
  })

  test('reads the form of Mavio, with its fields', () => {
    const error = {
      code: 'validation_error',
      message: 'Two fields are wrong.',
      details: [{ field: 'title', message: 'is required' }],
    }
    expect(read(format, { error })).toEqual({
      code: 'validation_error',
      message: 'Two fields are wrong.',
      fieldErrors: [{ path: 'title', message: 'is required' }],
    })
  })

  test.each([{ reason: 'm' }, { detail: 'm' }, { details: 'm' }])('finds the text in %j', (error) => {
    expect(read(format, { error })).toEqual({ message: 'm' })
  })

  test('takes the error_code for a missing code', () => {
    expect(read(format, { error: { message: 'm', error_code: 'c' } })).toEqual({ message: 'm', code: 'c' })
  })

  test('takes the target for the parameter', () => {
    expect(read(format, { error: { message: 'm', target: 't' } })).toEqual({ message: 'm', param: 't' })
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
    [{ email: ['is taken'], name: ['is long', 'is odd'] }, 3],
    [{ errors: [{ path: ['a'], message: 'b' }], key: 'c' }, 1],
    [{ key: 'status', source: 'query' }, 0],
  ])('finds the fields in its details, and not what is context: %j', (details, count) => {
    expect(read(format, { error: { message: 'm', details } })?.fieldErrors ?? []).toHaveLength(count)
  })

  test('stands alone too, and that it is an error is no code', () => {
    expect(read(format, { object: 'error', message: 'm', type: 'NotFoundError', code: 404 }, { status: 404 })).toEqual({
      code: 'NotFoundError',
      message: 'm',
      status: 404,
    })
    expect(read(format, { type: 'error', error: { message: 'm' } })).toEqual({ message: 'm' })
  })

  test.each([
    [200, { code: 429, message: 'm' }, 429, undefined],
    [200, { code: 'x', status_code: 400 }, 400, 'x'],
    [200, { code: 399 }, undefined, '399'],
    [200, { code: 600 }, undefined, '600'],
    [400, { code: '404', type: 't' }, 404, 't'],
    [null, { code: 404, type: 't' }, 404, 't'],
  ])('under %j believes the status that the body states, which is no code: %j', (status, error, stated, code) => {
    const reading = read(format, { error }, { status })
    expect([reading?.status, reading?.code]).toEqual([stated, code])
  })

  test.each([
    'The Maximum Context Length is 8 tokens.',
    'The input exceeds the context window.',
    'Input and `max_tokens` exceed context limit: 9 > 8',
    'request (9 tokens) exceeds the available context size (8 tokens)',
    'prompt is too long: 9 > 8',
    'Please reduce the length of the messages.',
  ])('knows a text that is too long by its words: %s', (message) => {
    expect(saidOf(message)?.rule.kind).toBe('too_large')
  })

  test.each(['Reduce the length of the title.', 'The context is gone.', `${'x'.repeat(2_048)} prompt is too long`])(
    'says nothing of size: %.40s',
    (message) => {
      expect(saidOf(message)).toBeUndefined()
    },
  )

  test('is an error within a success too', () => {
    const errorObject = formats.find(({ name }) => name === format)
    const is = (body: unknown): boolean | undefined => errorObject?.inSuccess?.(wireOf(body, { status: 200 }))
    expect(is({ error: { message: 'm' } })).toBe(true)
    expect(is({ type: 'response.failed', response: { error: { code: 'server_error', message: 'm' } } })).toBe(true)
    expect(is({ type: 'response.created', response: { error: null } })).toBe(false)
    expect(is({ choices: [], error: null })).toBe(false)
    expect(is({ type: 'error', message: 'no code' })).toBe(false)
    expect(is({ object: 'error' })).toBe(false)
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

describe('the shapes of single APIs', () => {
  test.each([
    ['vendor_names', { error: [{ text: 'already exists' }] }],
    ['vendor_names', { name: 'bad_request', errors: ['prompt: must be shorter'] }],
    ['vendor_names', { id: 'r', errors: ['prompt: must be shorter'] }],
    ['vendor_names', { id: 'r', name: 'bad_request', errors: [{ message: 'prompt: must be shorter' }] }],
    ['odata', { error: { code: 'c', message: 'm', details: [{ field: 'f', message: 'm' }] } }],
    ['slack', { ok: true, error: 'x' }],
    ['multi_status', { parts: [{ status: 400, message: 'm' }] }],
  ])('%s leaves %j to the others', (format, body) => {
    expect(read(format, body)).toBeUndefined()
  })

  test.each([
    ['vendor_names', { status: 'REQUEST_DENIED', error_message: 'm' }, true],
    ['vendor_names', { status: 'OK', results: [] }, false],
    ['vendor_names', { Response: { Error: { Code: 'X' } } }, true],
    ['vendor_names', { Response: { RequestId: 'r' } }, false],
    ['slack', { ok: false, error: 'not_authed' }, true],
    ['slack', { ok: true }, false],
  ])('%s knows of a 200 with %j whether it is an error', (name, body, failed) => {
    const format = formats.find((it) => it.name === name)
    expect(format?.inSuccess?.(wireOf(body, { status: 200 }))).toBe(failed)
  })

  test.each([
    ['AuthFailure.SignatureFailure', 'authentication'],
    ['RequestLimitExceeded.UinLimitExceeded', 'rate_limit'],
    ['.AuthFailure', undefined],
  ])('of the code %s what stands before the point tells its kind', (code, kind) => {
    const format = formats.find((it) => it.name === 'vendor_names')
    expect(format && rulingOf(format, 200, [code])?.rule.kind).toBe(kind)
  })

  test('an inner error counts, the deepest most', () => {
    const deepest = { code: 'B', innererror: { code: 'C' } }
    expect(read('odata', { error: { code: 'A', message: 'm', innererror: deepest } })?.code).toBe('C')
    expect(read('odata', { error: { code: 'A', message: 'm', innererror: { 'request-id': 'r' } } })).toEqual({
      code: 'A',
      type: 'A',
      message: 'm',
      requestId: 'r',
    })
  })
})

describe('problem details', () => {
  const format = 'problem'
  const type = 'https://x.test/out-of-credit'

  test('have a type for a code, and the detail before the title', () => {
    expect(read(format, { type, title: 'No credit', detail: 'Balance 30, cost 50.' })).toEqual({
      code: type,
      type,
      message: 'Balance 30, cost 50.',
    })
    expect(read(format, { type, title: 'No credit' })?.message).toBe('No credit')
  })

  test.each([
    'about:blank',
    'https://tools.ietf.org/html/rfc9110#section-15.5.1',
    'https://www.rfc-editor.org/rfc/rfc9110',
    'https://datatracker.ietf.org/doc/html/rfc7231#section-6.5.1',
    'https://httpstatuses.io/400',
    'a_type',
  ])('are anything else where the type is %s', (said) => {
    expect(read(format, { title: 'Bad', type: said })).toBeUndefined()
  })

  test.each([{ type }, { type, message: 'm' }, { title: 'Bad', status: 400 }, [], 'text'])(
    'are not seen in %j',
    (body) => {
      expect(read(format, body)).toBeUndefined()
    },
  )

  test('have their own code before the type', () => {
    expect(read(format, { title: 'Bad', type, code: 'E7', traceId: 'trace' })).toMatchObject({
      code: 'E7',
      requestId: 'trace',
    })
  })

  test.each([
    [{ errors: { a: ['1'] } }, 'a', '1'],
    [{ 'invalid-params': [{ name: 'b', reason: '2' }] }, 'b', '2'],
    [{ violations: [{ propertyPath: 'c', title: '3' }] }, 'c', '3'],
  ])('carry field errors under three names: %j', (extension, path, message) => {
    expect(read(format, { title: 'Bad', type, ...extension })?.fieldErrors).toEqual([{ path, message }])
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
    [{ error: 'overloaded' }, { code: 'overloaded' }],
    [{ error: 'Forbidden' }, { message: 'Forbidden' }],
    [{ errors: [{ code: 88, message: 'Rate limit exceeded' }] }, { code: '88', message: 'Rate limit exceeded' }],
    [{ errors: ['only text'] }, { message: 'only text' }],
    [{ error: [{ code: 'x', message: 'm' }] }, { code: 'x', message: 'm' }],
    [[{ errorCode: 'E', message: 'm' }], { code: 'E', message: 'm' }],
    [
      { message: 'm', errors: { name: ['taken'] } },
      { message: 'm', fieldErrors: [{ path: 'name', message: 'taken' }] },
    ],
    [
      { message: 'm', request_id: 'r', param: 'p' },
      { message: 'm', requestId: 'r', param: 'p' },
    ],
    [
      { message: 'm', type: 'a_type' },
      { message: 'm', code: 'a_type', type: 'a_type' },
    ],
    [{ statusCode: 400, error: 'Bad Request', message: 'm' }, { message: 'm' }],
    [{ statusCode: 400, error: 'Bad Request', message: ['m', 'n'] }, { message: 'm' }],
    [{ detail: 'Balance too low.' }, { message: 'Balance too low.' }],
    [{ detail: { status: 'quota_exceeded', message: 'Used up.' } }, { code: 'quota_exceeded', message: 'Used up.' }],
    [
      {
        detail: [
          { loc: ['body', 'title'], msg: 'Field required', type: 'missing' },
          { loc: ['query', 'page'], msg: 'Not a number', type: 'int_parsing' },
        ],
      },
      {
        message: 'Field required',
        code: 'missing',
        type: undefined,
        fieldErrors: [
          { path: 'body.title', message: 'Field required', code: 'missing' },
          { path: 'query.page', message: 'Not a number', code: 'int_parsing' },
        ],
      },
    ],
    [{ fault: { faultstring: 'No.', detail: { errorcode: 'a.b' } } }, { code: 'a.b', message: 'No.' }],
    [
      { ErrorMessage: 'm', Error_Code: 'c' },
      { code: 'c', message: 'm' },
    ],
    [
      { success: false, status_code: 7, status_message: 'm' },
      { code: '7', message: 'm' },
    ],
    [
      { status: 'fail', data: { email: 'An address is required' } },
      { fieldErrors: [{ path: 'email', message: 'An address is required' }] },
    ],
    [{ message: 'm', data: { title: 'A title of mine' } }, { message: 'm' }],
    [{ message: 'm', data: { name: 'widget', type: 'toy' } }, { message: 'm' }],
    [{ message: 'm', data: { error: { name: 'a_widget' } } }, { message: 'm' }],
    [{ itemNotFound: { code: 404, message: 'm' } }, { code: '404', message: 'm' }],
    [
      { data: { code: 'a' }, meta: { code: 'b' }, message: 'm' },
      { code: 'b', message: 'm' },
    ],
    [{ _message: 'not this', message: 'm' }, { message: 'm' }],
    [{ Note: 'A sentence alone.' }, { message: 'A sentence alone.' }],
    [
      { amount: ['Too much.'], notes: ['Too long.'] },
      {
        fieldErrors: [
          { path: 'amount', message: 'Too much.' },
          { path: 'notes', message: 'Too long.' },
        ],
      },
    ],
  ])('is read by names that many share: %j', (body, expected) => {
    expect(read(format, body)).toEqual(expected)
  })

  test('takes from the whole what is said of the whole, and from a field only what nobody else says', () => {
    const errors = [{ field: 'email', code: 'taken', message: 'is taken' }]
    expect(read(format, { error: 'Two things are wrong.', errors })).toMatchObject({
      message: 'Two things are wrong.',
      code: 'taken',
    })
    expect(read(format, { error: 'invalid_input', errors })).toMatchObject({
      code: 'invalid_input',
      message: 'is taken',
    })
    expect(read(format, { errors })).toMatchObject({ code: 'taken', message: 'is taken' })
  })

  test.each([
    [{ status: 'error', message: 'm' }],
    [{ code: 'fail', message: 'm' }],
    [{ id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301', message: 'm' }],
    [{ id: 'req_12', message: 'm' }],
    [{ type: 'https://x.test/t', message: 'm' }],
    [{ type: 'about:blank', message: 'm' }],
    [{ status: '/path', message: 'm' }],
    [{ name: 'Error', message: 'm' }],
    [{ error: 'true', message: 'm' }],
    [{ code: 400, message: 'm' }],
    [{ code: 'A long sentence, with its full stop.', message: 'm' }],
  ])('has no code in %j', (body) => {
    expect(read(format, body)?.code).toBeUndefined()
  })

  test('has a code of a few words only beside a message', () => {
    expect(read(format, { code: 'request too large', message: 'm' })?.code).toBe('request too large')
    expect(read(format, { code: 'request too large' })?.code).toBeUndefined()
  })

  test('states a status of its own, under its names everywhere, and as a code inside a success', () => {
    expect(read(format, { message: 'm', statusCode: '404' }, { status: 400 })?.status).toBe(404)
    expect(read(format, { message: 'm', data: { status: 404 } }, { status: 400 })?.status).toBe(404)
    expect(read(format, { message: 'm', code: 401 }, { status: 200 })?.status).toBe(401)
    expect(read(format, { message: 'm', code: 401 }, { status: 400 })?.status).toBeUndefined()
    expect(read(format, { message: 'm', status: 400 }, { status: 400 })?.status).toBeUndefined()
    expect(read(format, { message: 'm', status: 601 }, { status: 400 })?.status).toBeUndefined()
  })

  test('is a sentence where it is a string', () => {
    expect(formats.find(({ name }) => name === format)?.read(wireOf('"x"', { json: 'just text' }), 0)).toEqual({
      message: 'just text',
    })
  })

  test('is looked through as far as an error goes, and no further', () => {
    const deep = (levels: number): unknown => (levels === 0 ? { message: 'm' } : { error: deep(levels - 1) })
    expect(read(format, deep(3))).toEqual({ message: 'm' })
    expect(read(format, deep(4))).toBeUndefined()
  })

  test.each<unknown>([
    {},
    [],
    [[]],
    { unrelated: 1 },
    'text',
    { detail: '' },
    { detail: [] },
    { detail: 7 },
    { error: 'Fail' },
    { Note: 'word' },
    JSON.parse('{"constructor":{"message":"m"}}') as unknown,
  ])('says nothing where no name is known: %j', (body) => {
    expect(read(format, body)).toBeUndefined()
  })
})
