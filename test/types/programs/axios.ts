import { type CallOptions, createIntent } from '@recourse/core'
import { withRecourse } from '@recourse/axios'
import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios'
import type { Equal, User } from './equal.ts'

const api = withRecourse(axios.create({ recourse: { maxAttempts: 2 } }))
const user = api.get<User>('users/1', { recourse: { maxAttempts: 3 } })
export const all: AxiosInstance = withRecourse(axios)

void api.post('users', { name: 'a' }, { recourse: { idempotencyKey: true, label: 'save' } })
void api.request<User>({ url: 'users', recourse: { intent: createIntent() } })
void api('users', { recourse: false })
api.defaults.recourse = { signal: AbortSignal.timeout(1_000) }
api.interceptors.request.use((config) => {
  config.recourse = { label: config.url ?? '' }
  // @ts-expect-error -- a number
  config.recourse = { maxAttempts: '3' }
  return config
})
api.interceptors.response.use((response) => {
  const options: CallOptions | false | undefined = response.config.recourse
  return options === false ? response : Object.assign(response, { label: options?.label })
})

// @ts-expect-error -- no such option
void api.get('users', { recourse: { maxAttempt: 3 } })
// @ts-expect-error -- options, or false
void api.post('users', {}, { recourse: true })
// @ts-expect-error -- a number
axios.create({ recourse: { maxAttempts: '3' } })
// @ts-expect-error -- no such option of the policy
void axios('users', { recourse: { policy: { retries: 3 } } })
// @ts-expect-error -- no such option
withRecourse(axios.create(), { polices: {} })
// @ts-expect-error -- an instance of axios
withRecourse(fetch)

export const isInstance: Equal<typeof api, AxiosInstance> = true
export const isUser: Equal<typeof user, Promise<AxiosResponse<User>>> = true
export const isOption: Equal<NonNullable<AxiosRequestConfig['recourse']>, CallOptions | false> = true
