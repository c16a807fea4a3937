import { axiosFetchDriver, axiosHttpDriver } from './axios.ts'
import { axiosRetryDriver } from './axios-retry.ts'
import type { Driver } from './driver.ts'
import { fetchDriver } from './fetch.ts'
import { kyDriver, kyReturningDriver } from './ky.ts'
import { ofetchDriver, ofetchNextDriver } from './ofetch.ts'
import { openai6Driver, openaiDriver } from './openai.ts'

/** The clients that every scenario is played with. */
export const drivers: readonly Driver[] = [
  fetchDriver,
  kyDriver,
  kyReturningDriver,
  axiosHttpDriver,
  axiosFetchDriver,
  axiosRetryDriver,
  ofetchDriver,
  ofetchNextDriver,
  openaiDriver,
  openai6Driver,
]
