import { withRecourse as withRecourseAxios } from '@recourse/axios'
import { recourseRetry } from '@recourse/axios/axios-retry'
import { type RecourseEvent, bind, decisionOf, faultOf, isFinal, mavera } from '@recourse/core'
import { type Fetch, withRecourse as withRecourseFetch } from '@recourse/fetch'
import { withRecourse as withRecourseKy } from '@recourse/ky'
import { withRecourse as withRecourseOpenai } from '@recourse/openai'
import { QueryClient } from '@tanstack/query-core'
import axiosRetry from 'axios-retry'
import ky from 'ky'
import OpenAI from 'openai'
import { describe, expect, test } from 'vitest'
import type { Stage } from '../conformance/stage.ts'
import { type Playing, playing } from './playing.ts'

const attempts = ['attempt', 'retry', 'attempt', 'retry', 'attempt', 'give_up attempts_exhausted']
const base = (stage: Stage): string => new URL('/r1', stage.url).href

const sdkOf = ({ stage, fetch }: Playing, client: Fetch = fetch): OpenAI =>
  new OpenAI({ apiKey: 'sk-test', baseURL: base(stage), fetch: client, maxRetries: 2 })

const kinds = { 'a 503': 'overloaded', 'a broken connection': 'network', 'a refused connection': 'network' } as const

describe.concurrent.each(Object.entries(kinds))('%s', (server, kind) => {
  test('TanStack Query around ky around fetch, all of them retrying, sends what one policy says', async () => {
    const { end, sent, told } = await playing(server, ({ stage, options, fetch }) => {
      const client = withRecourseKy(ky.create({ fetch: withRecourseFetch(fetch, options) }), options)
      return new QueryClient().query({
        queryKey: ['things'],
        queryFn: () => client.get(stage.url).json(),
        retry: (count, error) => count < 3 && !isFinal(error),
        retryDelay: 0,
      })
    })
    expect([sent(), told()]).toEqual([3, attempts])
    expect(faultOf(end)?.kind).toBe(kind)
  })

  test('TanStack Query around fetch sends what the policy says', async () => {
    const { sent, end } = await playing(server, async ({ stage, options, fetch }) => {
      const client = withRecourseFetch(fetch, options)
      const queryFn = async (): Promise<unknown> => {
        const response = await client(stage.url)
        if (!response.ok) throw new Error('no things', { cause: response })
        return response.json()
      }
      const retry = (count: number, error: Error): boolean => count < 3 && !isFinal(error)
      return new QueryClient().query({ queryKey: ['things'], queryFn, retry, retryDelay: 0 })
    })
    expect(sent()).toBe(3)
    expect(decisionOf(end)).toMatchObject({ retry: false, reason: 'attempts_exhausted' })
  })

  test('the OpenAI SDK, wrapped, with retries of its own, sends what the policy says', async () => {
    const { sent, told, end } = await playing(server, (it) => {
      const client = withRecourseOpenai(sdkOf(it), it.options)
      return client.models.list()
    })
    expect([sent(), told()]).toEqual([3, attempts])
    expect(end).toBeInstanceOf(OpenAI.APIError)
    expect(faultOf(end)?.kind).toBe(kind)
  })

  test('the OpenAI SDK, wrapped, around a fetch that is wrapped, sends what the policy says', async () => {
    const { sent, end } = await playing(server, (it) =>
      withRecourseOpenai(sdkOf(it, withRecourseFetch(it.fetch, it.options)), it.options).models.list(),
    )
    expect(sent()).toBe(3)
    expect(faultOf(end)?.kind).toBe(kind)
  })

  test('the OpenAI SDK as it is, around a fetch that is wrapped, sends what the policy says', async () => {
    const { sent, told, end } = await playing(server, (it) =>
      sdkOf(it, withRecourseFetch(it.fetch, it.options)).models.list(),
    )
    expect([sent(), told()]).toEqual([3, attempts])
    expect(end).toBeInstanceOf(OpenAI.APIError)
  })

  test('the OpenAI SDK as it is, around a fetch that is wrapped, sends a POST once that may have been done', async () => {
    const { sent } = await playing(server, (it) =>
      sdkOf(it, withRecourseFetch(it.fetch, it.options)).responses.create({ model: 'mavera-1', input: 'hello' }),
    )
    expect(sent()).toBe(server === 'a refused connection' ? 3 : 1)
  })

  const retries = { retries: 3, retryCondition: () => true, retryDelay: () => 0 }

  test('axios-retry beside us on one instance of axios leaves the retries to the policy', async () => {
    const before = await playing(server, ({ axios, stage, options }) => {
      axiosRetry(axios, retries)
      return withRecourseAxios(axios, options).get(stage.url)
    })
    expect([before.sent(), before.told()]).toEqual([3, attempts])
    const after = await playing(server, ({ axios, stage, options }) => {
      const client = withRecourseAxios(axios, options)
      axiosRetry(client, retries)
      return client.get(stage.url)
    })
    expect([after.sent(), after.told()]).toEqual([3, attempts])
    expect(faultOf(after.end)?.kind).toBe(kind)
  })

  test('axios-retry by our rules, beside us on one instance of axios, sends what the policy says', async () => {
    const { sent, end } = await playing(server, ({ axios, stage, options }) => {
      const client = withRecourseAxios(axios, options)
      axiosRetry(client, recourseRetry(options, client))
      return client.get(stage.url)
    })
    expect(sent()).toBe(3)
    expect(faultOf(end)?.kind).toBe(kind)
  })

  test('TanStack Query around axios-retry by our rules sends what the policy says', async () => {
    const { sent, told } = await playing(server, ({ axios, stage, options }) => {
      axiosRetry(axios, recourseRetry(options, axios))
      return new QueryClient().query({
        queryKey: ['things'],
        queryFn: () => axios.get(stage.url),
        retry: (count, error) => count < 3 && !isFinal(error),
        retryDelay: 0,
      })
    })
    expect([sent(), told()]).toEqual([3, attempts])
  })
})

test('the OpenAI SDK as it is, around a fetch that is wrapped, hears of a bad key once', async () => {
  const told: string[] = []
  let sent = 0
  const options = { providers: [bind(mavera, 'api.test')], onEvent: ({ type }: RecourseEvent) => void told.push(type) }
  const fetch = withRecourseFetch<Fetch>(async () => (sent++, Response.json({})), options)
  const client = new OpenAI({ baseURL: 'https://api.test/v1', apiKey: 'sk-of-another', fetch })
  const end: unknown = await client.models.list().catch((error: unknown) => error)
  expect(faultOf(end)).toMatchObject({ kind: 'authentication', code: 'invalid_api_key' })
  expect([told, sent]).toEqual([['refused'], 0])
})
