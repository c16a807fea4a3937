import { withRecourse } from '@recourse/ofetch'
import { type $Fetch, type FetchOptions, createFetch } from 'ofetch'
import type { Call } from '../group.ts'
import { type StubFetch, init, stubFetch, url } from '../stock.ts'
import { noDelay, once, shortClock } from '../waits.ts'
import { threePaths } from './three-paths.ts'

const client = ({ fetch }: StubFetch, defaults: FetchOptions = {}): $Fetch =>
  createFetch({ fetch, defaults, Headers, AbortController })

const get =
  ($fetch: $Fetch): Call =>
  () =>
    $fetch(url, { headers: init.headers as Record<string, string> })

export const groups = threePaths('ofetch', stubFetch, {
  success: (stock) => ({
    base: () => ({ name: 'ofetch, its own retry armed', call: get(client(stock)) }),
    recourse: get(withRecourse(client(stock))),
    bar: { ratio: 1.15 },
    others: [{ name: 'ofetch, retry: 0', call: get(client(stock, { retry: 0 })) }],
  }),
  failure: (stock) => ({
    base: () => ({ name: 'ofetch, retry: 0', call: get(client(stock, { retry: 0 })) }),
    recourse: get(withRecourse(client(stock), { policy: once })),
  }),
  cycle: (stock) => ({
    base: () => ({ name: "ofetch's own retry", call: get(client(stock, { retry: 2 })) }),
    recourse: get(withRecourse(client(stock), { policy: noDelay, clock: shortClock })),
    bar: { ratio: 1 },
  }),
})
