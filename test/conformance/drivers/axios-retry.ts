import { recourseRetry } from '@recourse/axios/axios-retry'
import type { Clock } from '@recourse/core'
import axios from 'axios'
import axiosRetry, { type IAxiosRetryConfig } from 'axios-retry'
import type { RecordingClock } from '../clock.ts'
import { call, deviations, errorNames } from './axios.ts'
import type { Driver } from './driver.ts'

/** axios-retry repeats, and asks Recourse whether and when. */
export const axiosRetryDriver: Driver = {
  name: 'axios-retry',
  errorNames,
  errorClass: () => 'AxiosError',
  skip: [
    ...deviations,
    ...['GET', 'POST'].map((method) => ({
      scenario: `a caller stops while it waits, with an error of its own (${method})`,
      reason:
        'axios-retry ends its wait by handing the call to axios once more, which turns it away as it does one that is aborted before it begins',
    })),
  ],
  make(options, inner) {
    const client = axios.create({ adapter: 'http' })
    if (inner !== undefined) axiosRetry(client, recourseRetry(inner, client))
    const config = recourseRetry(options, client)
    hurry(config, options.clock)
    axiosRetry(client, config)
    return { call: (request) => call(client, request), close: async () => {} }
  },
}

/** axios-retry waits by timers of its own, which no clock of a test reaches: what the clock would shorten is shortened for it. */
function hurry(config: IAxiosRetryConfig, clock: Clock | undefined): void {
  const { retryDelay } = config
  if (clock === undefined || !('isShortened' in clock)) return
  const recording = clock as RecordingClock
  config.retryDelay = (count, error) => {
    const delayMs = (retryDelay?.(count, error) ?? 0) - 1
    void recording.sleep(delayMs, AbortSignal.abort())
    return recording.isShortened(delayMs) ? 1 : delayMs + 1
  }
}
