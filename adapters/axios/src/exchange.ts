import type { Failure, Hold } from '@recourse/core'
import { causesOf, chunksOf, headersOf, isFailed, isTold, notedAnswer, own, tellOf } from '@recourse/core'
import type { AxiosAdapter, AxiosRequestConfig, AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import { AxiosError, getAdapter, isAxiosError } from 'axios'

export type Adapter = AxiosRequestConfig['adapter']
export type Config = InternalAxiosRequestConfig
type Changes = Partial<Config> | undefined
type Fetch = (input: RequestInfo | URL, init?: RequestInit & { recourse?: unknown }) => Promise<Response>
/** What is used of Node's streams, whose types are not a browser's. */
type NodeStream = AsyncIterable<Uint8Array> & Readonly<{ aborted?: boolean; destroy(why: Error): void }>
declare const Buffer: { concat(chunks: readonly Uint8Array[]): Uint8Array & { toString(encoding: string): string } }

/** axios also rejects answers that are no failures, as a redirect that it was not to follow. */
export const isAnswer = (error: unknown): boolean =>
  isAxiosError(error) && error.response !== undefined && !isTold(error) && !isFailed(error.response)

/** Sends it by this adapter, whose own answers and errors come back. */
export function exchange(adapter: Adapter, config: Config, changes: Changes, hold: Hold): Promise<AxiosResponse> {
  const resolved = typeof adapter === 'function' ? adapter : getAdapter(adapter, config)
  const { adapterName } = resolved as { adapterName?: string }
  if (adapterName === 'http' && !config.url?.startsWith('data:')) return overHttp(resolved, config, changes, hold)
  if (typeof adapter !== 'function' && adapterName === undefined && ![adapter].flat().includes(resolved))
    return overFetch(config, changes, hold)
  return changes === undefined ? resolved(config) : send(resolved, config, changes)
}

/** The changes are nobody else's to see. */
function send(adapter: AxiosAdapter, config: Config, changes: Partial<Config>): Promise<AxiosResponse> {
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, own(config, name)]))
  return adapter(Object.assign(config, changes)).finally(() => Object.assign(config, before))
}

/** axios reads all of a body before it asks whether it is an error's. So it is asked for streams, which are read as it does. */
async function overHttp(adapter: AxiosAdapter, config: Config, changes: Changes, hold: Hold): Promise<AxiosResponse> {
  let error: AxiosError | undefined
  const sent = send(adapter, config, { ...changes, responseType: 'stream' })
  const response = await sent.catch((reason: AxiosError) => (error = reason).response as AxiosResponse)
  if (response !== undefined && config.responseType !== 'stream') {
    const stream = response.data as NodeStream
    const excess = (most: number) =>
      new AxiosError(`maxContentLength size of ${most} exceeded`, 'ERR_BAD_RESPONSE', config)
    let seen: Partial<Failure> = { status: response.status, headers: headersOf(response.headers), phase: 'body' }
    // where no redirects are followed, the limit ends no stream
    response.request?.on?.('timeout', () => stream.destroy(timeoutError(config, config.timeout)))
    try {
      if (error !== undefined && !isAnswer(error)) {
        const held = await hold(new Response(stream as unknown as BodyInit))
        tellOf(error, (seen = { ...held.seen, ...seen }))
        if (held.broken !== undefined) throw held.broken.error
        response.data = dataOf([new Uint8Array(await held.response.arrayBuffer())], config)
      } else response.data = dataOf(await chunksOf(stream, config.maxContentLength, excess), config)
    } catch (reason) {
      response.data = undefined
      const code = stream.aborted ? AxiosError.ERR_BAD_RESPONSE : undefined
      error = isAxiosError(reason) ? reason : AxiosError.from(reason, code, config, response.request, response)
      tellOf(error, { ...seen, causes: causesOf(reason) })
    }
  }
  if (error !== undefined) throw error
  return response
}

/** The body as axios gives it (lib/adapters/http.js). */
function dataOf(chunks: readonly Uint8Array[], { responseType, responseEncoding = 'utf8' }: Config): unknown {
  const bytes = Buffer.concat(chunks)
  if (responseType === 'arraybuffer') return bytes
  return bytes.toString(responseEncoding).replace(responseEncoding === 'utf8' ? /^\uFEFF/ : /^$/, '')
}

/** One for all, as axios keeps an adapter for every fetch that it was ever given: each request brings its own. */
const byRequest: Fetch = (input, { recourse, ...init } = {}) => (recourse as Fetch)(input, init)

function overFetch(config: Config, changes: Changes, hold: Hold): Promise<AxiosResponse> {
  const { env, responseType, validateStatus } = config
  const given: Fetch = env?.fetch ?? fetch
  let seen: Partial<Failure> | undefined
  const recourse: Fetch = (input, init) =>
    notedAnswer(
      given(input, { ...init, recourse: false }),
      (told) => void (seen = told),
      (response) => responseType !== 'stream' && validateStatus?.(response.status) === false && hold(response),
    )
  const adapter = getAdapter('fetch', { env: { ...env, fetch: byRequest } })
  return send(adapter, config, { ...changes, fetchOptions: { ...config.fetchOptions, recourse } }).catch((error) => {
    // an answer that is whole, and that axios rejects, need not be a failure
    if (seen !== undefined && (error.response === undefined || seen.body !== undefined)) tellOf(error, seen)
    throw error
  })
}

export function timeoutError(config: Config, timeoutMs: number | undefined): AxiosError {
  const { timeoutErrorMessage: message = `timeout of ${timeoutMs}ms exceeded`, transitional } = config
  return new AxiosError(message, AxiosError[transitional?.clarifyTimeoutError ? 'ETIMEDOUT' : 'ECONNABORTED'], config)
}
