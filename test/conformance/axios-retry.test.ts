import { type RecourseEvent, type RecourseOptions, decisionOf, faultOf } from '@recourse/core'
import { withRecourse } from '@recourse/axios'
import { recourseRetry } from '@recourse/axios/axios-retry'
import axios, { AxiosError, type AxiosInstance, CanceledError, type InternalAxiosRequestConfig } from 'axios'
import axiosRetry from 'axios-retry'
import { expect, test } from 'vitest'
import { socketStage } from './stage.ts'
import { failed, fine } from './steps.ts'
import { gaveUp, quick, recovered, ungated } from './scenarios/build.ts'
import { shorthand } from './verify.ts'

const caught = async (calling: Promise<unknown>): Promise<AxiosError> =>
  calling.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error: unknown) => error as AxiosError,
  )

function recording(policy: RecourseOptions['policy'] = { ...quick, ...ungated }) {
  const events: RecourseEvent[] = []
  const options: RecourseOptions = { policy, onEvent: (event) => void events.push(event) }
  return { options, told: () => events.map(shorthand) }
}

test.each(['with', 'without'] as const)(
  'what is sent again is the policy\u2019s to say, %s the client',
  async (how) => {
    const stage = await socketStage([failed(500)])
    const client = axios.create()
    const { options, told } = recording()
    axiosRetry(client, how === 'with' ? recourseRetry(options, client) : recourseRetry(options))
    const error = await caught(client.get(stage.url))
    expect(stage.requests).toHaveLength(3)
    expect(told()).toEqual(gaveUp('attempts_exhausted', 'server', 'server', 'server'))
    expect(faultOf(error)).toMatchObject({ kind: 'server', attempt: 3 })
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'attempts_exhausted' })
    expect(error).toBeInstanceOf(AxiosError)
    expect((await caught(client.post(stage.url))).response?.data).toEqual({ oops: 'it went wrong' })
    expect(stage.requests).toHaveLength(4)
    await stage.close()
  },
)

test.each(['with', 'without'] as const)(
  'a POST whose connection breaks is not sent again, %s the client',
  async (how) => {
    const stage = await socketStage([{ step: 'reset' }])
    const client = axios.create()
    axiosRetry(client, how === 'with' ? recourseRetry({}, client) : recourseRetry())
    expect(decisionOf(await caught(client.post(stage.url)))).toMatchObject({ reason: 'not_repeatable' })
    expect(stage.requests).toHaveLength(1)
    await stage.close()
  },
)

test('a wait that is too long is not begun, where axios-retry would hurry', async () => {
  const stage = await socketStage([failed(429, { 'retry-after': '99999999999' })])
  const client = axios.create()
  axiosRetry(client, recourseRetry())
  expect(decisionOf(await caught(client.get(stage.url)))).toMatchObject({ reason: 'wait_too_long' })
  expect(stage.requests).toHaveLength(1)
  await stage.close()
})

test('calls that go together keep their own counts and waits', async () => {
  const seen = new Map<string, number>()
  const adapter = (config: InternalAxiosRequestConfig): Promise<never> => {
    const count = (seen.get(config.url ?? '') ?? 0) + 1
    seen.set(config.url ?? '', count)
    const headers = { 'retry-after-ms': config.url === '/slow' ? '60' : '1' }
    const response = { status: 429, statusText: '', data: '', headers, config, request: {} }
    return Promise.reject(new AxiosError('no', 'ERR_BAD_REQUEST', config, {}, response))
  }
  const client = axios.create({ adapter, baseURL: 'https://api.test' })
  const delays: string[] = []
  const { options } = recording({ ...quick, ...ungated, maxAttempts: 2 })
  // as people do it: one object, spread into another
  const config = { ...recourseRetry(options) }
  const { retryDelay } = config
  config.retryDelay = (count, error) => {
    const delayMs = retryDelay?.(count, error) ?? -1
    delays.push(`${error.config?.url} ${delayMs >= 60 ? 'slow' : 'fast'}`)
    return delayMs
  }
  axiosRetry(client, config)
  const urls = ['/slow', '/a', '/b', '/slow2', '/c']
  const errors = await Promise.all(urls.map((url) => caught(client.get(url))))
  expect(errors.map((error) => faultOf(error)?.attempt)).toEqual([2, 2, 2, 2, 2])
  expect([...seen.values()]).toEqual([2, 2, 2, 2, 2])
  expect(delays.sort()).toEqual(['/a fast', '/b fast', '/c fast', '/slow slow', '/slow2 fast'])
})

const besides: readonly (readonly [string, (client: AxiosInstance, options: RecourseOptions) => unknown])[] = [
  ['axios-retry first', (client, options) => (axiosRetry(client, { retries: 4 }), withRecourse(client, options))],
  ['axios-retry last', (client, options) => (withRecourse(client, options), axiosRetry(client, { retries: 4 }))],
  [
    'recourseRetry first',
    (client, options) => (axiosRetry(client, recourseRetry({ policy: quick }, client)), withRecourse(client, options)),
  ],
  [
    'recourseRetry last',
    (client, options) => (withRecourse(client, options), axiosRetry(client, recourseRetry({ policy: quick }, client))),
  ],
  [
    'recourseRetry without the client',
    (client, options) => (withRecourse(client, options), axiosRetry(client, recourseRetry({ policy: quick }))),
  ],
]

test.each(besides)('beside withRecourse only one of them retries: %s', async (_name, install) => {
  const stage = await socketStage([failed(500)])
  const client = axios.create()
  const { options, told } = recording({ ...quick, ...ungated, maxAttempts: 2 })
  install(client, options)
  await caught(client.get(stage.url))
  expect(stage.requests).toHaveLength(2)
  expect(told()).toEqual(gaveUp('attempts_exhausted', 'server', 'server'))
  await stage.close()
})

test('a call that is left to axios is axios-retry\u2019s again', async () => {
  const stage = await socketStage([failed(500)])
  const client = withRecourse(axios.create(), { policy: quick })
  axiosRetry(client, { retries: 1 })
  await caught(client.get(stage.url, { recourse: false }))
  expect(stage.requests).toHaveLength(2)
  await stage.close()
})

test.each(['signal', 'option'] as const)('a %s ends the wait', async (way) => {
  const stage = await socketStage([failed(429, { 'retry-after': '30' })])
  const client = axios.create()
  const controller = new AbortController()
  const { options, told } = recording()
  axiosRetry(client, recourseRetry(options, client))
  const { signal } = controller
  const calling = caught(client.get(stage.url, way === 'signal' ? { signal } : { recourse: { signal } }))
  await stage.until(() => stage.requests.length === 1)
  while (told().length < 2) await new Promise((resolve) => setImmediate(resolve))
  setTimeout(() => controller.abort(), 5)
  expect(await calling).toBeInstanceOf(CanceledError)
  expect(told()).toEqual(['attempt 1', 'retry 1: rate_limit', 'give_up 1: rate_limit, aborted'])
  expect(stage.requests).toHaveLength(1)
  await stage.close()
})

test('hooks of axios-retry run as ever, and every attempt has all of its time', async () => {
  const stage = await socketStage([failed(500), { ...failed(500), afterMs: 200 }, { ...fine, afterMs: 200 }])
  const client = axios.create({ timeout: 350 })
  const { options, told } = recording()
  const counts: number[] = []
  axiosRetry(client, { ...recourseRetry(options, client), onRetry: (count) => void counts.push(count) })
  expect((await client.get(stage.url)).data).toEqual({ done: true })
  expect(counts).toEqual([1, 2])
  expect(told()).toEqual(recovered('server', 'server'))
  await stage.close()
})

test('a key is the same over all attempts', async () => {
  const stage = await socketStage([failed(500), fine])
  const client = axios.create()
  axiosRetry(client, recourseRetry({ policy: quick }, client))
  await client.post(stage.url, { a: 1 }, { recourse: { idempotencyKey: true } })
  const keys = stage.requests.map(({ headers }) => headers['idempotency-key'])
  expect(keys[0]).toMatch(/./)
  expect(keys[1]).toBe(keys[0])
  await stage.close()
})
