import { classify } from '@recourse/core'

/** The fields of a prediction that a scorer compares with a label. */
export type Prediction = Readonly<Record<string, unknown>> & Readonly<{ id: string }>

type Case = Readonly<{
  id: string
  request: Readonly<{ method: string; url: string }>
  response: Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: unknown }>
  now?: string | number
}>

/**
 * Reads one line of a corpus and classifies it. Of the case only `id`, `request`, `response` and `now` are looked at: a label beside them
 * cannot help. `now` is an ISO date or epoch milliseconds; without it the clock of this machine counts.
 * @throws Error that says which member is missing or of the wrong type.
 */
export function predict(line: string): Prediction {
  const { id, request, response, now } = checked(JSON.parse(line))
  const body = typeof response.body === 'string' ? response.body : response.body === null ? '' : JSON.stringify(response.body)
  const fault = classify({
    method: request.method.toUpperCase(),
    url: request.url,
    status: response.status,
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
    body,
    phase: 'headers',
    attempt: 1,
    atMs: now === undefined ? Date.now() : new Date(now).getTime(),
    replayable: true,
  })
  const { kind, retryable, code, message, param, requestId, retryAfterMs, fieldErrors } = fault
  return { id, kind, retryable, code, message, param, requestId, retryAfterMs, fieldErrors }
}

function checked(value: unknown): Case {
  const it = value as Partial<Case> | null
  const wrong =
    typeof it !== 'object' || it === null ? 'a case is a JSON object'
    : typeof it.id !== 'string' ? '`id` is a string'
    : typeof it.request?.method !== 'string' || typeof it.request.url !== 'string' ? '`request` has a string `method` and `url`'
    : !Number.isInteger(it.response?.status) ? '`response.status` is an integer'
    : it.now !== undefined && Number.isNaN(new Date(it.now).getTime()) ? '`now` is an ISO date or epoch milliseconds'
    : undefined
  if (wrong !== undefined) throw new Error(wrong)
  const { id, request, response, now } = it as Case
  return { id, request, response: { status: response.status, headers: response.headers ?? {}, body: response.body ?? null }, ...(now === undefined ? {} : { now }) }
}
