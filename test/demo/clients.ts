import { AxiosError } from 'axios'
import { HTTPError } from 'ky'
import { FetchError } from 'ofetch'
import { APIConnectionTimeoutError, APIError } from 'openai'
import { axiosRetryDriver } from '../conformance/drivers/axios-retry.ts'
import { axiosHttpDriver } from '../conformance/drivers/axios.ts'
import type { Driver } from '../conformance/drivers/driver.ts'
import { fetchDriver } from '../conformance/drivers/fetch.ts'
import { kyDriver } from '../conformance/drivers/ky.ts'
import { ofetchDriver } from '../conformance/drivers/ofetch.ts'
import { openaiDriver } from '../conformance/drivers/openai.ts'
import type { Call, Expected } from './call.ts'

/** What can stand on the right of `instanceof`. */
export type Class = abstract new (...args: never[]) => object

/** One column: the client by its driver, and the classes that its users catch. */
export type Client = Readonly<{
  /** At the head of its column. */
  name: string
  driver: Driver
  /** What a failed answer is. */
  failed: Class
  /** What an attempt's time limit ends in. */
  timedOut: Class
  /** Where it cannot do as the others, by the call's name. One that it can do after all is a difference. */
  deviations?: Readonly<Record<string, Readonly<{ expected: Partial<Expected>; reason: string }>>>
}>

/** The first is the one whose calls are drawn. */
export const clients: readonly [Client, ...Client[]] = [
  { name: 'fetch', driver: fetchDriver, failed: Response, timedOut: DOMException },
  // ky's TimeoutError is of its own limit; of another's it passes on what `fetch` throws, and its `isTimeoutError` knows both
  { name: 'ky', driver: kyDriver, failed: HTTPError, timedOut: DOMException },
  { name: 'axios', driver: axiosHttpDriver, failed: AxiosError, timedOut: AxiosError },
  { name: 'axios-retry', driver: axiosRetryDriver, failed: AxiosError, timedOut: AxiosError },
  { name: 'ofetch', driver: ofetchDriver, failed: FetchError, timedOut: FetchError },
  { name: 'openai', driver: openaiDriver, failed: APIError, timedOut: APIConnectionTimeoutError },
]

/** What the table says, with what this client cannot do put in its place. */
export const expectedOf = ({ deviations = {} }: Client, { name, expected }: Call): Expected => ({
  ...expected,
  ...deviations[name]?.expected,
})
