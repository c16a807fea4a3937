import type { CallInfo } from './call.ts'

/**
 * SDKs made by Stainless (OpenAI, Anthropic and many more) number their own attempts in this field of the request. They heed
 * `x-should-retry` in an answer, and repeat whatever was thrown (openai 7.57, client.ts: makeRequest, shouldRetry).
 */
const countField = 'x-stainless-retry-count'

/** Such an SDK waits 8 s at most before it asks again. */
const keptMs = 30_000
const mostKept = 16

type Thrown = Readonly<{ call: CallInfo; error: unknown; atMs: number }>

const kept: Thrown[] = []

/** Tells an SDK around this call that its answer is the last one. */
export function sayFinal(response: Response, call: CallInfo): void {
  if (call.header?.(countField) == null) return
  const headers = new Headers(response.headers)
  headers.set('x-should-retry', 'false')
  // a response from the network has headers that cannot be changed, and a new response would lose its URL
  Object.defineProperty(response, 'headers', { value: headers, configurable: true })
}

/** Remembers what such a call ended with, as nothing on an error keeps the SDK from asking again. */
export function keepThrown(call: CallInfo, error: unknown, atMs: number): void {
  if (call.header?.(countField) == null) return
  kept.splice(0, Math.max(kept.findLastIndex((it) => it.atMs + keptMs < atMs) + 1, kept.length - mostKept + 1))
  kept.push({ call, error, atMs })
}

/** What the very same call ended with before, where an SDK around it asks for the call again. */
export function thrownBefore(call: CallInfo): Thrown | undefined {
  if (kept.length === 0 || Number(call.header?.(countField) ?? 0) === 0) return undefined
  return kept.find(
    ({ call: { method, url, body } }) => method === call.method && url === call.url && body === call.body,
  )
}
