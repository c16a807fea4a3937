import { type CallOptions, createIntent, createRecourse } from '@recourse/core'
import { type Fetch, withRecourse } from '@recourse/fetch'
import type { Equal } from './equal.ts'

const url = 'https://api.example.com/users/1'
const signal = AbortSignal.timeout(1_000)

const wrapped = withRecourse(fetch)
const shared = withRecourse(fetch, createRecourse({ policy: { maxAttempts: 2 } }))
const counted = withRecourse(Object.assign((input: string | URL | Request) => fetch(input), { count: 0 }))

void wrapped(url)
void wrapped(url, { recourse: {} })
void wrapped(url, { method: 'POST', recourse: { maxAttempts: 3, idempotencyKey: true, label: 'save', signal } })
void wrapped(new Request(url), { recourse: { intent: createIntent() } })
void shared(new URL(url), { recourse: false })
void counted(url)

// @ts-expect-error -- no such option
void wrapped(url, { recourse: { maxAttempt: 3 } })
// @ts-expect-error -- options, or false
void wrapped(url, { recourse: true })
// @ts-expect-error -- a number
void wrapped(url, { recourse: { maxAttempts: '3' } })
// @ts-expect-error -- no such option of the policy
void wrapped(url, { recourse: { policy: { retries: 3 } } })
// @ts-expect-error -- the same in a Request of the runtime's own
export const request = new Request(url, { recourse: { maxAttempt: 3 } })
// @ts-expect-error -- no such option
withRecourse(fetch, { polices: {} })
// @ts-expect-error -- not called as fetch is
withRecourse((path: number) => path)

export const isFetch: Equal<typeof wrapped, typeof fetch> = true
export const isCounted: Equal<typeof counted.count, number> = true
export const isResponse: Equal<ReturnType<Fetch>, Promise<Response>> = true
export const isOption: Equal<NonNullable<RequestInit['recourse']>, CallOptions | false> = true
