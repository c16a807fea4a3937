import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loopback, startLoopback, type Step } from './index.ts'
import { text } from './presets.ts'
import { seenByFetch, seenByHttp } from './seen.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

test('the log keeps what the server saw of a request', async () => {
  const body = 'ä'.repeat(3000)
  const route = server.script([text(200, '')])
  const raw = ['Host', 'x', 'X-Twice', 'a', 'X-Twice', 'b', 'Authorization', 'first', 'Authorization', 'second']
  await seenByHttp(route.url, { method: 'PUT', body, headers: raw as never })
  expect(route.log).toHaveLength(1)
  expect(route.log[0]).toMatchObject({
    method: 'PUT',
    headers: { 'x-twice': 'a, b', authorization: 'first, second' },
    bodyBytes: 6000,
    bodyHash: createHash('sha256').update(body).digest('hex').slice(0, 16),
    bodyText: 'ä'.repeat(2000),
    outcome: 'answered',
  })
})

test('headers may repeat, and the Date header is there unless the step says otherwise', async () => {
  const steps: Step[] = [
    { step: 'answer', status: 200, headers: { 'set-cookie': ['a=1', 'b=2'], 'retry-after': '3' } },
    { step: 'answer', status: 200, date: null },
    { step: 'answer', status: 200, date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
  ]
  const { url } = server.script(steps)
  expect((await seenByHttp(url)).headers).toMatchObject({
    'set-cookie': ['a=1', 'b=2'],
    'retry-after': '3',
    date: expect.any(String),
  })
  expect((await seenByHttp(url)).headers).not.toHaveProperty('date')
  expect((await seenByHttp(url)).headers).toMatchObject({ date: 'Thu, 01 Jan 1970 00:00:00 GMT' })
})

test('a function step chooses by what was sent', async () => {
  const route = server.script([({ bodyText }) => text(bodyText === 'good' ? 200 : 422, bodyText)])
  expect(await seenByFetch(route.url, { method: 'POST', body: 'good' })).toMatchObject({ status: 200 })
  expect(await seenByFetch(route.url, { method: 'POST', body: 'bad' })).toMatchObject({ status: 422 })
})

test('a request whose client left is logged: in the body, in the delay, in the answer', async () => {
  const upload = server.script([text(200, '')])
  const sending = request(upload.url, { method: 'POST', headers: { 'content-length': '10' } }).on('error', () => {})
  sending.write('12345')
  await server.until(() => upload.log[0]?.bodyBytes === 5)
  sending.destroy()

  const late = server.script([{ step: 'answer', status: 200, afterMs: 3_600_000 }])
  const waiting = request(late.url).on('error', () => {})
  waiting.end()
  await server.until(() => late.log.length === 1)
  waiting.destroy()

  const large = server.script([{ step: 'answer', status: 200, body: 'x'.repeat(50_000_000) }])
  const reading = request(large.url)
    .on('error', () => {})
    .on('response', () => reading.destroy())
  reading.end()

  const entries = () => [upload, late, large].map((route) => route.log[0])
  await server.until(() => entries().every((entry) => entry?.clientClosedAtMs !== undefined))
  expect(entries().map((entry) => entry?.outcome)).toEqual(['aborted', 'aborted', 'aborted'])
  expect(entries().map((entry) => entry?.step)).toEqual(['answer', 'answer', 'answer'])
  expect(entries()[0]).toMatchObject({ bodyBytes: 5, bodyText: '12345' })
})
