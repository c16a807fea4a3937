import type { CallInfo } from './call-info.ts'
import type { Clock } from './clock.ts'
import { digest } from './place.ts'

/**
 * SDKs made by Stainless (OpenAI, Anthropic and many more) number their own attempts in this field of the request. They heed
 * `x-should-retry` in an answer, and repeat whatever was thrown (openai 7.57, client.ts: makeRequest, shouldRetry).
 */
const countField = 'x-stainless-retry-count'

/** Such an SDK waits 8 s at most before it asks again. */
const keptMs = 30_000
const mostKept = 16

type Thrown = Readonly<{ call: string; error: unknown; atMs: number }>

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
export function keepThrown(call: CallInfo, error: unknown, clock: Clock): void {
  if (call.header?.(countField) == null) return
  const name = nameOf(call)
  if (name === undefined) return
  const atMs = clock.monotonic()
  forget(atMs)
  if (kept.length === mostKept) kept.shift()
  kept.push({ call: name, error, atMs })
}

/** What the very same call ended with before, where an SDK around it asks for the call again. */
export function thrownBefore(call: CallInfo, clock: Clock): Thrown | undefined {
  if (kept.length === 0) return undefined
  forget(clock.monotonic())
  const count = call.header?.(countField)
  if (count == null) return undefined
  const name = nameOf(call)
  const found = kept.findLastIndex((it) => it.call === name)
  if (Number(count) > 0) return kept[found]
  // a first attempt begins a call of its own
  if (found >= 0) kept.splice(found, 1)
  return undefined
}

function forget(nowMs: number): void {
  kept.splice(0, kept.findLastIndex((it) => it.atMs + keptMs < nowMs) + 1)
}

/**
 * A digest of the whole call, its key included: two tenants are not told each other's errors, and neither keys nor bodies are held.
 * undefined for a body that is no text: it is not known again.
 */
function nameOf({ method, url, header, body }: CallInfo): string | undefined {
  if (body != null && typeof body !== 'string') return undefined
  const text = [method, url, header?.('authorization') ?? '', body ?? ''].join('\n')
  return `${text.length} ${digest(text)}`
}
