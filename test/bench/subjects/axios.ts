import { recourseRetry } from '@recourse/axios/axios-retry'
import { withRecourse } from '@recourse/axios'
import axios, { type AxiosAdapter, AxiosError, type AxiosInstance } from 'axios'
import axiosRetry, { type IAxiosRetryConfig, exponentialDelay } from 'axios-retry'
import type { Call, Path, Stock } from '../group.ts'
import { init, sequenceOf, url } from '../stock.ts'
import { noDelay, once, shortClock } from '../waits.ts'
import { threePaths } from './three-paths.ts'

type StubAdapter = Stock & Readonly<{ adapter: AxiosAdapter }>

const config = { headers: init.headers as Record<string, string> }
const client = ({ adapter }: StubAdapter): AxiosInstance => axios.create({ adapter })

function retrying(instance: AxiosInstance, options: IAxiosRetryConfig): AxiosInstance {
  axiosRetry(instance, options)
  return instance
}

function byRecourse(instance: AxiosInstance): AxiosInstance {
  return retrying(instance, recourseRetry({}, instance))
}

const get =
  (instance: AxiosInstance): Call =>
  async () =>
    (await instance.get<unknown>(url, config)).data

export const groups = threePaths('axios', stubAdapter, {
  success: (stock) => ({
    base: () => ({ name: 'axios', call: get(client(stock)) }),
    recourse: get(withRecourse(client(stock))),
    bar: { addsAtMost: 'axios-retry' },
    others: [
      { name: 'axios-retry', call: get(retrying(client(stock), { retries: 2, retryDelay: exponentialDelay })) },
      { name: 'axios-retry, recourseRetry', ours: true, call: get(byRecourse(client(stock))) },
    ],
  }),
  failure: (stock) => ({
    base: () => ({ name: 'axios', call: get(client(stock)) }),
    recourse: get(withRecourse(client(stock), { policy: once })),
  }),
  cycle: (stock) => ({
    base: () => ({ name: 'axios-retry', call: get(retrying(client(stock), { retries: 2, retryDelay: () => 0 })) }),
    recourse: get(withRecourse(client(stock), { policy: noDelay, clock: shortClock })),
    bar: { ratio: 1 },
  }),
})

/** An adapter as axios documents them, whose answers need no making: the text, and the fields as plain data. */
function stubAdapter(path: Path): StubAdapter {
  const sequence = sequenceOf(path)
  let taken = 0
  let most = 0
  return {
    fill(calls) {
      most = calls * sequence.length
      taken = 0
    },
    left: () => most - taken,
    async adapter(config) {
      const { status, body, headers } = sequence[taken++ % sequence.length]!
      const response = { data: body, status, statusText: '', headers: { ...headers }, config, request: {} }
      if (config.validateStatus?.(status) !== false) return response
      const code = status >= 500 ? AxiosError.ERR_BAD_RESPONSE : AxiosError.ERR_BAD_REQUEST
      throw new AxiosError(`Request failed with status code ${status}`, code, config, response.request, response)
    },
  }
}
