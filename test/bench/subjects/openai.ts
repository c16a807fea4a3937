import { withRecourse } from '@recourse/openai'
import { OpenAI } from 'openai'
import type { Call } from '../group.ts'
import { type StubFetch, stubFetch } from '../stock.ts'
import { noDelay, once, shortClock } from '../waits.ts'
import { threePaths } from './three-paths.ts'

const apiKey = 'sk-0123456789abcdef0123456789abcdef'
const baseURL = 'https://api.example.com/v1'

const client = ({ fetch }: StubFetch, maxRetries?: number): OpenAI =>
  new OpenAI({ apiKey, baseURL, fetch, ...(maxRetries === undefined ? {} : { maxRetries }) })

/** A GET, so that every policy may repeat it. */
const get =
  (sdk: OpenAI): Call =>
  () =>
    sdk.models.retrieve('model_1')

export const groups = threePaths('openai', stubFetch, {
  success: (stock) => ({
    base: () => ({ name: 'openai, its own retry armed', call: get(client(stock)) }),
    recourse: get(withRecourse(client(stock))),
    bar: { ratio: 1.05 },
    others: [{ name: 'openai, maxRetries: 0', call: get(client(stock, 0)) }],
  }),
  failure: (stock) => ({
    base: () => ({ name: 'openai, maxRetries: 0', call: get(client(stock, 0)) }),
    recourse: get(withRecourse(client(stock), { policy: once })),
  }),
  cycle: (stock) => ({
    base: () => ({ name: "the SDK's own retry", call: get(client(stock)) }),
    recourse: get(withRecourse(client(stock), { policy: noDelay, clock: shortClock })),
    bar: { ratio: 1 },
  }),
})
