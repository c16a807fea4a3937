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
  const body =
    typeof response.body === 'string' ? response.body : response.body === null ? '' : JSON.stringify(response.body)
  const fault = classify({
    method: request.method.toUpperCase(),
    url: request.url,
    status: response.status,
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body,
    phase: 'headers',
    attempt: 1,
    atMs: now === undefined ? Date.now() : new Date(now).getTime(),
    replayable: true,
  })
  const { kind, retryable, code, message, param, requestId, retryAfterMs, fieldErrors } = fault
  return { id, kind, retryable, code, message, param, requestId, retryAfterMs, fieldErrors }
}

/** Each rule, and what it says of a case that breaks it. */
const rules: readonly (readonly [holds: (it: Partial<Case>) => boolean, wrong: string])[] = [
  [(it) => typeof it.id === 'string', '`id` is a string'],
  [
    (it) => typeof it.request?.method === 'string' && typeof it.request.url === 'string',
    '`request` has a string `method` and `url`',
  ],
  [(it) => Number.isInteger(it.response?.status), '`response.status` is an integer'],
  [
    (it) => it.now === undefined || !Number.isNaN(new Date(it.now).getTime()),
    '`now` is an ISO date or epoch milliseconds',
  ],
]

function checked(value: unknown): Case {
  const given = Object(value) as Partial<Case>
  const broken = rules.find(([holds]) => !holds(given))
  if (broken !== undefined) throw new Error(broken[1])
  const { id, request, response, now } = given as Case
  const { status, headers, body } = response
  return {
    id,
    request,
    response: { status, headers: headers ?? {}, body: body ?? null },
    ...(now === undefined ? {} : { now }),
  }
}
