import type { CallOptions, Engine, Inside } from '@recourse/core'
import { callSignal, failureOf, holdFor, isStream, letGo, perform, recourseIn, urlIn, withCause } from '@recourse/core'
import { type AxiosError, type AxiosResponse, CanceledError, isCancel } from 'axios'
import { type Adapter, type Config, exchange, isAnswer, timeoutError } from './exchange.ts'

/** A call through an adapter of axios: each attempt is the adapter's, and what surrounds it, interceptors above all, runs once. */
export function call(engine: Engine, adapter: Adapter, config: Config, inside: Inside): Promise<AxiosResponse> {
  const { method = 'get', url = '', baseURL } = config
  const options = recourseIn(config) || undefined
  const token: (AbortSignal & { unsubscribe?: () => void }) | undefined = config.cancelToken?.toAbortSignal()
  const given = callSignal(config.signal as AbortSignal | undefined, options)
  const signal = token === undefined ? given : callSignal(token, { signal: given })
  const performed = perform<AxiosResponse>(engine, {
    call: {
      method: method === 'get' ? 'GET' : method.toUpperCase(), // most are, and the platform takes its time
      url: urlIn(baseURL, url, config.allowAbsoluteUrls === false),
      replayable: options?.body !== undefined || !isStream(config.data),
      header: (name) => config.headers.get(name)?.toString() ?? null,
      signal,
      options,
    },
    send({ timeoutMs, headers }, limited) {
      for (const name in headers) config.headers.set(name, headers[name])
      const hold = (response: Response) => holdFor(response, engine, [timeoutMs, config.timeout], limited)
      const sent = exchange(adapter, config, changesFor(config, options, limited), hold)
      if (timeoutMs === null) return sent
      return sent.catch((error: unknown) => {
        throw isCancel(error) && signal?.aborted !== true ? timeoutError(config, timeoutMs) : error
      })
    },
    answered: isAnswer,
    discard: (failed) => letGo((failed as Partial<AxiosError> | undefined)?.response?.data),
    read: failureOf,
    // axios loses what a signal was aborted with; a token's is its error
    stopped: ({ reason }, error) =>
      isCancel(reason) ? reason : withCause(isCancel(error) ? error : new CanceledError(undefined, config), reason),
    inside,
  })
  return token === undefined ? performed : performed.finally(token.unsubscribe)
}

function changesFor(config: Config, options: CallOptions | undefined, signal: AbortSignal | undefined) {
  const limited = signal === undefined || signal === config.signal ? undefined : { signal }
  if (options?.body === undefined) return limited
  const transforms = [config.transformRequest ?? []].flat()
  const data = transforms.reduce<unknown>((body, change) => change.call(config, body, config.headers), options.body())
  return { ...limited, data }
}
