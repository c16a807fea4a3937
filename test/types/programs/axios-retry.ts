import { createRecourse } from '@recourse/core'
import { recourseRetry } from '@recourse/axios/axios-retry'
import axios, { type AxiosInstance } from 'axios'
import axiosRetry, { type IAxiosRetryConfig } from 'axios-retry'
import type { Equal } from './equal.ts'

const client: AxiosInstance = axios.create()
const options = recourseRetry({ policy: { maxAttempts: 3 } }, client)
axiosRetry(client, options)
axiosRetry(client, { ...recourseRetry(createRecourse()), shouldResetTimeout: true })

void client.get('users', { recourse: { maxAttempts: 2, label: 'list' } })
void client.get('users', { recourse: false, 'axios-retry': { retries: 1 } })

// @ts-expect-error -- no such option
recourseRetry({ polices: {} })
// @ts-expect-error -- the client comes second
recourseRetry(client)
// @ts-expect-error -- no such option
void client.get('users', { recourse: { maxAttempt: 3 } })

export const isConfig: Equal<typeof options, IAxiosRetryConfig> = true
