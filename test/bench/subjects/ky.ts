import { withRecourse } from '@recourse/ky'
import ky, { type KyInstance, type RetryOptions } from 'ky'
import type { Call } from '../group.ts'
import { type StubFetch, init, stubFetch, url } from '../stock.ts'
import { noDelay, once, shortClock } from '../waits.ts'
import { threePaths } from './three-paths.ts'

const client = ({ fetch }: StubFetch, retry?: number | RetryOptions): KyInstance =>
  ky.create({ fetch, ...(retry === undefined ? {} : { retry }) })

const get =
  (instance: KyInstance): Call =>
  () =>
    instance(url, init).json()

export const groups = threePaths('ky', stubFetch, {
  success: (stock) => ({
    base: () => ({ name: 'ky, its own retry armed', call: get(client(stock)) }),
    recourse: get(withRecourse(client(stock))),
    bar: { ratio: 1.1 },
    others: [{ name: 'ky, retry: 0', call: get(client(stock, 0)) }],
  }),
  failure: (stock) => ({
    base: () => ({ name: 'ky, retry: 0', call: get(client(stock, 0)) }),
    recourse: get(withRecourse(client(stock), { policy: once })),
  }),
  cycle: (stock) => ({
    base: () => ({ name: "ky's own retry", call: get(client(stock, { limit: 2, delay: () => 0 })) }),
    recourse: get(withRecourse(client(stock), { policy: noDelay, clock: shortClock })),
    bar: { ratio: 1 },
  }),
})
