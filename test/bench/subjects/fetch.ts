import { createClient } from '@fetchkit/ffetch'
import { createRecourse, faultOf } from '@recourse/core'
import { withRecourse } from '@recourse/fetch'
import { ConsecutiveBreaker, ConstantBackoff, type IPolicy, circuitBreaker, handleAll, retry, wrap } from 'cockatiel'
import fetchRetry from 'fetch-retry'
import pRetry from 'p-retry'
import type { Contender, Group, Groups } from '../group.ts'
import { type StubFetch, init, sameResponse, stubFetch, url } from '../stock.ts'
import { noDelay, once, shortClock, turn } from '../waits.ts'

const breaker = (): IPolicy => circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(50) })

const engine = createRecourse()

export const groups: Groups = [
  () => success('json', stubFetch('success')),
  () => success('response', sameResponse()),
  () => failure(stubFetch('failure')),
  () => cycle(stubFetch('cycle')),
]

function success(kind: Group['kind'], stock: StubFetch): Group {
  const policy = wrap(retry(handleAll, { maxAttempts: 2, backoff: new ConstantBackoff(100) }), breaker())
  const [recourse, retrying] = [withRecourse(stock.fetch, engine), fetchRetry(stock.fetch, { retries: 2 })]
  const ffetch = createClient({ fetchHandler: stock.fetch, retries: 2, timeout: 0 })
  const send = (): Promise<Response> => stock.fetch(url, init)
  const take = (response: Response): unknown => (kind === 'json' ? response.json() : response)
  // each a function of its own: a shared one would call so many that V8 could inline none of them
  return {
    client: 'fetch',
    path: 'success',
    kind,
    stock,
    base: () => ({ name: 'fetch', call: async () => take(await stock.fetch(url, init)) }),
    contenders: [
      {
        name: 'recourse',
        ours: true,
        call: async () => take(await recourse(url, init)),
        bar: { addsAtMost: 'cockatiel' },
      },
      { name: 'cockatiel', call: async () => take(await policy.execute(send)) },
      { name: 'p-retry', call: async () => take(await pRetry(send, { retries: 2 })) },
      { name: 'fetch-retry', call: async () => take(await retrying(url, init)) },
      { name: 'ffetch', call: async () => take(await ffetch(url, init)) },
    ],
  }
}

function failure(stock: StubFetch): Group {
  const fetch = withRecourse(stock.fetch, { policy: once })
  return {
    client: 'fetch',
    path: 'failure',
    kind: 'json',
    stock,
    base: () => ({
      name: 'hand-written',
      async call() {
        const response = await stock.fetch(url, init)
        const { error } = JSON.parse(await response.text()) as { error: { message: string; code: string } }
        const retryAfterMs = Number(response.headers.get('retry-after')) * 1_000
        return Object.assign(new Error(error.message), { status: response.status, code: error.code, retryAfterMs })
      },
    }),
    contenders: [
      {
        name: 'recourse',
        ours: true,
        async call() {
          const { kind, code, retryAfterMs } = faultOf(await fetch(url, init))!
          return { kind, code, retryAfterMs }
        },
        bar: { ratio: 2 },
      },
    ],
  }
}

function cycle(stock: StubFetch): Group {
  const isDown = (response: unknown): boolean => (response as Response).status >= 500
  const send = (): Promise<Response> => stock.fetch(url, init)
  const sendOrThrow = async (): Promise<Response> => {
    const response = await send()
    if (!response.ok) throw new Error(response.statusText)
    return response
  }
  const policy = wrap(
    retry(handleAll.orWhenResult(isDown), { maxAttempts: 2, backoff: new ConstantBackoff(0) }),
    breaker(),
  )
  const retrying = fetchRetry(stock.fetch, { retries: 2, retryOn: [503], retryDelay: 0 })
  const recourse = withRecourse(stock.fetch, { policy: noDelay, clock: shortClock })
  const ffetch = createClient({ fetchHandler: stock.fetch, retries: 2, retryDelay: 0, timeout: 0 })
  const read = (name: string, call: () => Promise<Response>): Contender => ({
    name,
    call: async () => (await call()).json(),
  })
  return {
    client: 'fetch',
    path: 'cycle',
    kind: 'json',
    stock,
    base: () =>
      read('hand-written loop', async () => {
        for (let attempt = 1; ; attempt++) {
          const response = await send()
          if (response.ok || attempt === 3) return response
          await response.text()
          await turn()
        }
      }),
    contenders: [
      { ...read('recourse', () => recourse(url, init)), ours: true, bar: { ratio: 1.5 } },
      read('cockatiel', () => policy.execute(send)),
      read('p-retry', () => pRetry(sendOrThrow, { retries: 2, minTimeout: 0, maxTimeout: 0 })),
      read('fetch-retry', () => retrying(url, init)),
      read('ffetch', () => ffetch(url, init)),
    ],
  }
}
