import { recourseIn } from '@recourse/core'
import { type Axios, type AxiosAdapter, type AxiosResponse, CanceledError, getAdapter } from 'axios'
import type { Adapter, Config } from './exchange.ts'

/** What stands between an instance and its adapters. `loops`: it retries by itself. */
export type Seam = Readonly<{ loops: boolean; send(adapter: Adapter, config: Config): Promise<AxiosResponse> }>

/** On an instance: its seam. On an adapter of ours: the one below it. */
const owner: unique symbol = Symbol.for('recourse.call')

/** Puts it over all adapters of the instance, those of single requests included. There is one: who retries by itself stays. */
export function install(client: Axios, seam: Seam): void {
  const known = (client as { [owner]?: { seam: Seam } })[owner]
  if (known !== undefined && (seam.loops || !known.seam.loops)) known.seam = seam
  if (known !== undefined) return
  const state = { seam }
  Object.defineProperty(client, owner, { value: state })

  function over(adapter: Adapter = ['xhr', 'http', 'fetch']): AxiosAdapter {
    const inner = (adapter as { [owner]?: Adapter })[owner] ?? adapter
    const outer: AxiosAdapter = (config) =>
      recourseIn(config) === false ? getAdapter(inner, config)(config) : state.seam.send(inner, config)
    return Object.defineProperty(outer, owner, { value: inner })
  }
  const adapter = (client.defaults.adapter = over(client.defaults.adapter))
  const look = (config: Config): Config => {
    if (config.adapter !== adapter) config.adapter = over(config.adapter)
    const isAborted = config.signal?.aborted === true || config.cancelToken?.reason !== undefined
    // axios turns such a call away before it asks an adapter
    if (isAborted && recourseIn(config) !== false)
      state.seam.send(() => Promise.reject(new CanceledError(undefined, config)), config).catch(() => undefined)
    return config
  }
  client.interceptors.request.use(look, undefined, { synchronous: true }) // else axios goes another, slower way
}
