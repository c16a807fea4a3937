import { type CallOptions, createIntent } from '@recourse/core'
import { recourse, withRecourse } from '@recourse/ky'
import ky, { type KyInstance, type Options } from 'ky'
import type { Equal, User } from './equal.ts'

const api = withRecourse(ky)
const extended = ky.extend(recourse({ policy: { maxAttempts: 2 } }))
const user = api.get('users/1').json<User>()
const typed = api<User>('users/1', { recourse: { maxAttempts: 3 } }).json()

void api.post('users', { json: { name: 'a' }, recourse: { idempotencyKey: true, label: 'save' } })
void api.create({ recourse: { intent: createIntent() } })
void api.extend({ recourse: { signal: AbortSignal.timeout(1_000) } })
void extended('users', { recourse: false })

// @ts-expect-error -- no such option
void api('users', { recourse: { maxAttempt: 3 } })
// @ts-expect-error -- options, or false
void api.get('users', { recourse: true })
// @ts-expect-error -- a number
void api.post('users', { recourse: { maxAttempts: '3' } })
// @ts-expect-error -- no such option of the policy
void api.extend({ recourse: { policy: { retries: 3 } } })
// @ts-expect-error -- no such option
withRecourse(ky, { polices: {} })
// @ts-expect-error -- an instance of ky
withRecourse(fetch)

export const isInstance: Equal<typeof api, KyInstance> = true
export const isExtended: Equal<typeof extended, KyInstance> = true
export const isUser: Equal<typeof user, Promise<User>> = true
export const isTyped: Equal<typeof typed, Promise<User>> = true
export const isOption: Equal<NonNullable<Options['recourse']>, CallOptions | false> = true
