import type { Decision, Engine, RecourseOptions } from '@recourse/core'
import { callSignal, engineOf, goesOn, inParsed, isFinal, recourseIn, stepOf, stepsIn, timerMsOf } from '@recourse/core'
import { type Axios, AxiosError, type AxiosResponse } from 'axios'
import type { IAxiosRetryConfig } from 'axios-retry'
import { call } from './call.ts'
import { type Seam, install } from './seam.ts'

/**
 * Options for axios-retry, which repeats where Recourse says so: `axiosRetry(client, recourseRetry(options, client))`. Without the
 * client Recourse sees failures only, after axios has read them. @throws TypeError for bad options.
 */
export function recourseRetry(options?: Engine | RecourseOptions, client?: Axios): IAxiosRetryConfig {
  const engine = engineOf(options)
  const send: Seam['send'] = (adapter, config) => {
    const steps = stepsIn(config, true)
    const mark = (response: AxiosResponse, decision: Decision): unknown => {
      if (steps.decision?.retry !== true && !goesOn(steps, response)) return inParsed.mark(response, decision)
      throw new AxiosError('a success that holds an error', undefined, config, response.request, response)
    }
    return call(stepOf(engine, steps), adapter, config, { ...inParsed, mark }).catch(steps.fail)
  }
  if (client !== undefined) install(client, { loops: false, send })
  return {
    retries: Infinity, // which are the policy's to count
    shouldResetTimeout: true,
    async retryCondition(thrown) {
      const { config } = thrown
      if (config === undefined || recourseIn(config) === false) return false
      const steps = stepsIn(config)
      // what did not pass the client's seam is played again
      if (steps.decision === undefined && !steps.over && !isFinal(thrown))
        await send(() => Promise.reject(thrown), config).catch(() => undefined)
      const signal = callSignal(config.signal as AbortSignal | undefined, recourseIn(config))
      if (signal !== undefined) config.signal = signal // axios-retry listens to nothing else in its wait
      return goesOn(steps, thrown)
    },
    retryDelay: (_count, error) => timerMsOf(error),
  }
}
