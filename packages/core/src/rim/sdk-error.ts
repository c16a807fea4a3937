import type { Failure } from '../nouns/failure.ts'
import { causesOf, peek, peekOwn, peekSymbol } from '../judgement/causes.ts'
import { decisionOf } from './mark.ts'
import { headersOf } from './response.ts'

const maxText = 65_536

/** Where clients and SDKs keep what the server said, the client's own place before its response object. */
const places = {
  status: [
    ['status'],
    ['statusCode'],
    ['response', 'status'],
    ['response', 'statusCode'],
    ['$metadata', 'httpStatusCode'],
  ], // last: AWS SDK 3
  headers: [['headers'], ['responseHeaders'], ['response', 'headers']], // second: Vercel AI SDK
  body: [
    ['body'],
    ['responseBody'],
    ['data'],
    ['response', 'data'],
    ['response', '_data'],
    ['response', 'body'],
    ['error'],
  ], // last: OpenAI and Anthropic SDKs
  method: [['request', 'method'], ['config', 'method'], ['response', 'config', 'method'], ['method']],
  url: [['request', 'url'], ['config', 'url'], ['response', 'url'], ['url']],
} as const satisfies Readonly<Record<string, readonly (readonly string[])[]>>

const told: WeakMap<object, Partial<Failure>> = new WeakMap()

/** What `failureOf` is to say of this error as well: an adapter read it before the client made the error. */
export const tellOf = (error: object, seen: Partial<Failure>): unknown => told.set(error, seen)

/** Has an adapter told of this error? */
export const isTold = (error: unknown): boolean => told.has(Object(error) as object)

/** What an error of any client or SDK tells of the failure, read by its structure. Never throws; absent where nothing is told. */
export function failureOf(error: unknown): Partial<Failure> {
  const status = first(
    error,
    places.status,
    (value): value is number => Number.isInteger(value) && (value as number) >= 100 && (value as number) < 600,
  )
  const headers = first(error, places.headers, (value): value is object => typeof value === 'object' && value !== null)
  const body = status === undefined ? undefined : bodyOf(error)
  const method = first(error, places.method, isText)
  const url = first(error, places.url, isText)
  return {
    causes: causesOf(error),
    ...(status === undefined ? {} : { status, phase: 'headers' as const }),
    ...(headers === undefined ? {} : { headers: headersOf(headers) }),
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...(url === undefined ? {} : { url }),
    ...saidOf(error),
    ...told.get(Object(error) as object),
  }
}

/** LangChain 1.4 stamps the SDK's own error, as we do with ours; the Vercel AI SDK's APICallError has a property. */
function saidOf(error: unknown): Pick<Failure, 'saidRetryable'> {
  const stamp = decisionOf(error) === undefined ? Symbol.for('langchain.errors.retryable') : Symbol()
  const said = peekSymbol(error, stamp) ?? peekOwn(error, 'isRetryable')
  return typeof said === 'boolean' ? { saidRetryable: said } : {}
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function first<T>(
  error: unknown,
  paths: readonly (readonly string[])[],
  fits: (value: unknown) => value is T,
): T | undefined {
  for (const path of paths) {
    const value = peek(error, ...path)
    if (fits(value)) return value
  }
  return undefined
}

/** Text, or parsed JSON written down again. SDKs that keep only the inner object of `{"error": …}` get its envelope back. */
function bodyOf(error: unknown): string | undefined {
  for (const path of places.body) {
    const value = peek(error, ...path)
    if (isText(value)) return value.slice(0, maxText)
    if (
      typeof value !== 'object' ||
      value === null ||
      peek(value, 'getReader') !== undefined ||
      peek(value, 'pipe') !== undefined
    )
      continue
    try {
      const enveloped = path[0] === 'error' && peek(value, 'error') === undefined ? { error: value } : value
      return JSON.stringify(enveloped)?.slice(0, maxText)
    } catch {
      continue
    }
  }
  return undefined
}
