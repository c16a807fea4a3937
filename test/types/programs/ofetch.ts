import { type CallOptions, createIntent } from '@recourse/core'
import { recourseHooks, withRecourse } from '@recourse/ofetch'
import { type $Fetch, type FetchOptions, type FetchResponse, ofetch } from 'ofetch'
import type { Equal, User } from './equal.ts'

const $fetch = withRecourse(ofetch)
const created = $fetch.create({ baseURL: '/api', recourse: { maxAttempts: 2 } })
const user = $fetch<User>('users/1', { recourse: { intent: createIntent() } })
const text = $fetch<string, 'text'>('users/1', { responseType: 'text' })
const raw = $fetch.raw<User>('users/1')
export const hooked: $Fetch = ofetch.create({ ...recourseHooks({ policy: { maxAttempts: 2 } }) })

void $fetch('users', { method: 'POST', body: { name: 'a' }, recourse: { idempotencyKey: true, label: 'save' } })
void created.raw('users', { recourse: { signal: AbortSignal.timeout(1_000) } })
void created('users', { recourse: false })

// @ts-expect-error -- no such option
void $fetch('users', { recourse: { maxAttempt: 3 } })
// @ts-expect-error -- options, or false
void $fetch.raw('users', { recourse: true })
// @ts-expect-error -- a number
void $fetch.create({ recourse: { maxAttempts: '3' } })
// @ts-expect-error -- no such option of the policy
void created('users', { recourse: { policy: { retries: 3 } } })
// @ts-expect-error -- no such option
withRecourse(ofetch, { polices: {} })
// @ts-expect-error -- what ofetch makes, not fetch
withRecourse(fetch)

export const isFetch: Equal<typeof $fetch, $Fetch> = true
export const isCreated: Equal<typeof created, $Fetch> = true
export const isUser: Equal<typeof user, Promise<User>> = true
export const isText: Equal<typeof text, Promise<string>> = true
export const isRaw: Equal<typeof raw, Promise<FetchResponse<User>>> = true
export const isOption: Equal<NonNullable<FetchOptions['recourse']>, CallOptions | false> = true
