import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as everything from './index.ts'
import { scenarios } from './scenarios.ts'

const { dropConnection, emptyBody, htmlFromProxy, jobs, mavera, mavio, mira, neverAnswers, problem, slow } = everything
const { fastapi, google, openai, rateLimited, validation } = everything
const url = 'https://api.example.com/things'
const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const requestId = 'req_0123456789'
const retryAfterMs = 8_000
const fields = { 'address.city': 'Too short.', title: 'It is required.' }

describe('an API says it in its own shape', () => {
  test('Mavera: category, code and the parameter at fault', () => {
    expect(mavera.missingField({ fields: { persona_id: 'm' }, message: 'persona_id is required.' }).answer).toEqual({
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: {
        error: {
          message: 'persona_id is required.',
          type: 'validation_error',
          code: 'missing_field',
          param: 'persona_id',
        },
      },
    })
  })

  test('Mavio: a list of fields, the request id in the body, and the wait in a header and in words', () => {
    expect(mavio.validation({ fields, requestId }).answer?.body).toMatchObject({
      error: {
        code: 'validation_error',
        request_id: requestId,
        details: [
          { field: 'address.city', message: 'Too short.' },
          { field: 'title', message: 'It is required.' },
        ],
      },
    })
    const { headers, body } = mavio.rateLimited({ retryAfterMs }).answer ?? {}
    expect(headers).toMatchObject({ 'retry-after': '8' })
    expect(JSON.stringify(body)).toContain('Please retry after 8 seconds.')
  })

  test('Mira: a sentence and nothing else', () => {
    expect(mira.rateLimited({ message: 'Slow down.', requestId }).answer).toEqual({
      status: 429,
      headers: { 'content-type': 'application/json', 'x-request-id': requestId },
      body: { detail: 'Slow down.' },
    })
  })

  test('the jobs API: no money is a 400, and a failed job a 500', () => {
    expect(jobs.spentCredits().answer).toMatchObject({ status: 400, body: { error: { code: 'INSUFFICIENT_BALANCE' } } })
    expect(jobs.processingFailed().answer).toMatchObject({
      status: 500,
      body: { error: { code: 'PROCESSING_FAILED' } },
    })
  })

  test('OpenAI and the jobs API: the request id is a header', () => {
    const job = jobs.notFound({ requestId }).answer
    expect(job?.headers).toMatchObject({ 'x-request-id': requestId })
    expect(job?.body).toEqual({ error: { message: 'There is no such resource.', code: 'RESOURCE_NOT_FOUND' } })
    const { headers, body } = openai.quotaExceeded({ requestId }).answer ?? {}
    expect(headers).toMatchObject({ 'x-request-id': requestId })
    expect(body).toMatchObject({ error: { type: 'insufficient_quota', code: 'insufficient_quota', param: null } })
    expect(JSON.stringify(body)).not.toContain(requestId)
  })

  test('Google: the wait is in the body, in seconds with a fraction', () => {
    const { headers, body } = google.rateLimited({ retryAfterMs: 1_500, requestId }).answer ?? {}
    expect(headers).toEqual({ 'content-type': 'application/json' })
    expect(body).toMatchObject({ error: { code: 429, details: [{ retryDelay: '1.5s' }, { requestId }] } })
  })

  test('FastAPI: a place for each field', () => {
    expect(fastapi.validation({ fields }).answer).toMatchObject({
      status: 422,
      body: {
        detail: [
          { loc: ['body', 'address', 'city'], msg: 'Too short.' },
          { loc: ['body', 'title'], msg: 'It is required.' },
        ],
      },
    })
  })

  test('problem details: their own type, the status beside it, pointers to fields', () => {
    expect(problem({ status: 422, title: 'Not valid.', fields, message: 'Two are wrong.' }).answer).toEqual({
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: 'about:blank',
        title: 'Not valid.',
        status: 422,
        detail: 'Two are wrong.',
        errors: [
          { detail: 'Too short.', pointer: '#/address/city' },
          { detail: 'It is required.', pointer: '#/title' },
        ],
      },
    })
  })
})

test("the caller's headers replace those of the scenario, whatever their case", () => {
  const answer = rateLimited({ retryAfterMs, headers: { 'Retry-After': 'soon', 'X-Mine': 'a' } }).answer
  expect(answer?.headers).toEqual({ 'content-type': 'application/json', 'retry-after': 'soon', 'x-mine': 'a' })
  expect(htmlFromProxy({ headers: { 'Content-Type': 'application/json' } }).answer?.headers).toEqual({
    'content-type': 'application/json',
  })
})

test.each([
  [() => rateLimited({ retryAfterMs: '2s' } as never), 'rateLimited.retryAfterMs takes a whole number of milliseconds'],
  [() => rateLimited({ retryAfterMs: -1 }), 'rateLimited.retryAfterMs takes a whole number of milliseconds'],
  [() => rateLimited({ retryAfter: 2 } as never), 'unknown option rateLimited.retryAfter; known are message,'],
  [() => rateLimited({ retryAfterAs: 'hours' } as never), "retryAfterAs takes 'seconds' or 'date' or"],
  [() => rateLimited({ headers: { a: 1 } } as never), 'rateLimited.headers takes an object of strings'],
  [() => rateLimited(429 as never), 'rateLimited takes an object of options, got 429'],
  [() => rateLimited({ fields } as never), 'unknown option rateLimited.fields'],
  [() => validation({ fields: ['title'] } as never), 'validation.fields takes an object of strings'],
  [() => mavera.rateLimited({ now: NaN }), 'mavera.rateLimited.now takes epoch milliseconds, got NaN'],
  [() => problem({} as never), 'problem needs status, a status from 200 to 599'],
  [() => emptyBody({ status: 1_000 }), 'emptyBody.status takes a status from 200 to 599, got 1000'],
  [() => slow(200, {} as never), 'slow needs delayMs, a whole number of milliseconds from 0 on'],
  [() => slow('200' as never, { delayMs: 1 }), 'slow takes a status, an answer, a Response or a scenario'],
])('a wrong option is named: %s', (make, message) => {
  expect(make).toThrow(TypeError)
  expect(make).toThrow(message)
})

test('an option that is undefined counts as absent', () => {
  expect(rateLimited({ retryAfterMs: undefined, message: undefined } as never).answer).toEqual(rateLimited().answer)
})

test('a slow step comes later, and is the same', async () => {
  server.use(http.get(url, slow(rateLimited(), { delayMs: 200 })))
  const order: string[] = []
  const late = fetch(url).then((response) => void order.push(`answer ${response.status}`))
  setTimeout(() => order.push('timer'), 50)
  await late
  expect(order).toEqual(['timer', 'answer 429'])
  expect(slow(503, { delayMs: 1 }).answer).toMatchObject({
    status: 503,
    body: { error: { code: 'service_unavailable' } },
  })
  expect(slow(HttpResponse.json({}, { status: 418 }), { delayMs: 1 }).answer).toMatchObject({ status: 418 })
  expect(slow(HttpResponse.error(), { delayMs: 1 }).answer).toBeNull()
})

test('a connection is dropped, and silence ends by the time limit of the caller alone', async () => {
  server.use(http.get(url, dropConnection()), http.post(url, neverAnswers()))
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  await expect(fetch(url, { method: 'POST', signal: AbortSignal.timeout(30) })).rejects.toThrow(/timeout/)
})

test('the list holds every failure once, and each says on the wire what it says as data', async () => {
  const names = scenarios.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
  for (const { name, status, scenario } of scenarios) {
    server.use(http.get(url, scenario))
    const response = await fetch(url).catch(() => HttpResponse.error())
    expect([name, response.status]).toEqual([name, status ?? 0])
    const { body } = scenario.answer ?? {}
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    expect([name, await response.text()]).toEqual([name, text])
  }
})
