import { type CallOptions, type Engine, type RecourseOptions, engineOf, inParsed, own } from '@recourse/core'
import type { Axios, AxiosInstance, CreateAxiosDefaults } from 'axios'
import { call } from './call.ts'
import { install } from './seam.ts'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Options for this call; `false` leaves it to axios. */
    recourse?: CallOptions | false
  }
}

/**
 * The same instance, which from now on reads failures, waits and sends again where that is right, and throws axios's own errors.
 * `faultOf(error)` tells what went wrong. Instances that it creates do the same. One that is wrapped already takes the new options.
 * @throws TypeError for bad options here; by rejection, for bad options of a call.
 */
export function withRecourse<Client extends Axios>(client: Client, options?: Engine | RecourseOptions): Client {
  const engine = engineOf(options)
  install(client, {
    loops: true,
    send(adapter, config) {
      // axios-retry on the same instance would ask for the whole call again
      const beside = own(config, 'axios-retry')
      if (beside !== undefined) Object.assign(Object(beside) as object, { retryCondition: () => false })
      return call(engine, adapter, config, inParsed)
    },
  })
  const { create } = client as unknown as Partial<AxiosInstance>
  if (create !== undefined)
    Object.assign(client, { create: (defaults?: CreateAxiosDefaults) => withRecourse(create(defaults), engine) })
  return client
}
