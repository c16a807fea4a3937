import { recourseRetry } from '@recourse/axios/axios-retry'
import { type CallInfo, type Engine, RecourseError, type Ticket, createEngine, decisionOf } from '@recourse/core'
import { withRecourse as withRecourseKy } from '@recourse/ky'
import { recourseHooks, withRecourse as withRecourseOfetch } from '@recourse/ofetch'
import { withRecourse as withRecourseOpenai } from '@recourse/openai'
import axios, { AxiosError } from 'axios'
import axiosRetry from 'axios-retry'
import ky, { HTTPError } from 'ky'
import { FetchError, ofetch } from 'ofetch'
import { OpenAI } from 'openai'
import { expect, test } from 'vitest'
import { faultWith } from '../fixtures/nouns.ts'
import { quick, ungated } from './scenarios/build.ts'
import { type Stage, socketStage } from './stage.ts'
import { fine, json } from './steps.ts'

const limitMs = 40
const again = { ok: false, reason: 'circuit_open', fault: faultWith() } as const
const unwell = json(503, { error: { message: 'closed' } }, { 'retry-after-ms': '1' })

/** Holds the first attempt for twice the client's time limit. */
const holding = (policy: object = {}): Engine => engineWith((pass) => later(pass), policy)
/** Has no leave for a second. */
const closing = (): Engine => engineWith((pass, isFirst) => (isFirst ? pass() : again))

function engineWith(
  gate: (pass: () => ReturnType<Engine['admit']>, isFirst: boolean) => ReturnType<Engine['admit']>,
  policy: object = {},
): Engine {
  const engine = createEngine({ policy: { ...quick, ...ungated, ...policy } })
  const admit = (call: CallInfo | Ticket) => gate(() => engine.admit(call), !('ok' in call))
  return { ...engine, admit }
}

const later = async (pass: () => ReturnType<Engine['admit']>): Promise<Awaited<ReturnType<Engine['admit']>>> => {
  await new Promise((resolve) => setTimeout(resolve, 2 * limitMs))
  return pass()
}

const caught = async (calling: Promise<unknown>): Promise<unknown> =>
  calling.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

async function on<T>(steps: Parameters<typeof socketStage>[0], play: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await socketStage(steps)
  try {
    return await play(stage)
  } finally {
    await stage.close()
  }
}

test('ky\u2019s time limit of an attempt does not run while a call is held', () =>
  on([fine], async ({ url }) => {
    for (const policy of [{ pacing: {} }, { closed: 'hold' }]) {
      const client = withRecourseKy(ky, holding(policy))
      expect(await client.get(url, { timeout: limitMs }).json()).toEqual({ done: true })
    }
  }))

test('ofetch\u2019s time limit does not run while a call is held, and runs afterwards', async () => {
  const client = withRecourseOfetch(ofetch, holding())
  expect(await on([fine], ({ url }) => client(url, { timeout: limitMs }))).toEqual({ done: true })
  const { signal } = new AbortController()
  expect(await on([fine], ({ url }) => client(url, { timeout: limitMs, signal }))).toEqual({ done: true })
  const error = await on([{ step: 'hang' }], ({ url }) =>
    caught(client(url, { timeout: limitMs, recourse: { maxAttempts: 1 } })),
  )
  expect(error).toBeInstanceOf(FetchError)
  expect(decisionOf(error)).toMatchObject({ fault: { kind: 'timeout' } })
})

test('the time limit of OpenAI\u2019s SDK does not run while a call is held, and nobody is told of a retry', () =>
  on([json(200, { data: [] })], async ({ url, requests }) => {
    const sdk = new OpenAI({ apiKey: 'none', baseURL: url.replace(/\?.*/, ''), timeout: limitMs, maxRetries: 2 })
    await withRecourseOpenai(sdk, holding()).models.list()
    expect(requests.map(({ headers }) => headers['x-stainless-retry-count'])).toEqual(['0'])
  }))

test('no hook of the caller\u2019s sees a next attempt that is refused', () =>
  on([unwell], async ({ url, requests }) => {
    const ran: string[] = []
    const hooks = {
      beforeRetry: [() => void ran.push('beforeRetry')],
      beforeError: [({ error }: { error: Error }) => (ran.push('beforeError'), error)],
    }
    const error = await caught(withRecourseKy(ky, closing()).get(url, { hooks }))
    expect(error).toBeInstanceOf(HTTPError)
    expect(error).toMatchObject({ data: { error: { message: 'closed' } } })
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'circuit_open' })
    expect(ran).toEqual(['beforeError'])
    const onRequest = (): void => void ran.push('onRequest')
    expect(await caught(withRecourseOfetch(ofetch, closing())(url, { onRequest }))).toBeInstanceOf(FetchError)
    expect(ran).toEqual(['beforeError', 'onRequest'])
    expect(requests).toHaveLength(2)
  }))

test('a large answer that ky does not throw is ky\u2019s error where its next attempt is refused', () =>
  on([{ ...unwell, body: 'x'.repeat(200_000) }], async ({ url }) => {
    const error = await caught(withRecourseKy(ky, closing()).get(url, { throwHttpErrors: false }))
    expect(error).toMatchObject({ response: { status: 503 } })
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'circuit_open' })
  }))

test('ofetch\u2019s own retries end with its last error where the next attempt is refused', () =>
  on([unwell], async ({ url, requests }) => {
    const client = ofetch.create(recourseHooks(closing()))
    const error = await caught(client(url))
    expect(error).toBeInstanceOf(FetchError)
    expect(error).toMatchObject({ status: 503, data: { error: { message: 'closed' } } })
    expect((error as Error).message).toBe(((await caught(ofetch(url, { retry: 0 }))) as Error).message)
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'circuit_open' })
    expect(requests).toHaveLength(2)
  }))

test('ofetch\u2019s own calls are refused, held and stopped before anything is sent', () =>
  on([fine], async ({ url, requests }) => {
    const refused = ofetch.create(recourseHooks(engineWith(() => again)))
    expect(await caught(refused(url))).toBeInstanceOf(RecourseError)
    const stopped = ofetch.create(recourseHooks(engineWith(async () => ({ ...again, reason: 'aborted' }))))
    expect(await caught(stopped(url, { signal: AbortSignal.abort() }))).toMatchObject({ cause: { name: 'AbortError' } })
    expect(requests).toHaveLength(0)
    expect(await ofetch.create(recourseHooks(holding()))(url)).toEqual({ done: true })
  }))

test('axios reads the last answer again as it came, where the next attempt is refused', () =>
  on([unwell], async ({ url, requests }) => {
    const client = axios.create()
    axiosRetry(client, recourseRetry(closing(), client))
    const transformResponse = (text: string): unknown => ({ read: JSON.parse(text) as unknown })
    const error = await caught(client.get(url, { transformResponse }))
    expect(error).toBeInstanceOf(AxiosError)
    expect(error).toMatchObject({ response: { data: { read: { error: { message: 'closed' } } } } })
    expect(requests).toHaveLength(1)
  }))
