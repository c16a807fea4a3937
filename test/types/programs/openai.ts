import { createIntent } from '@recourse/core'
import { withRecourse } from '@recourse/openai'
import OpenAI, { type APIPromise, AzureOpenAI } from 'openai'
import type { Stream } from 'openai/core/streaming'
import type { Equal } from './equal.ts'

const client = withRecourse(new OpenAI({ apiKey: 'k', fetchOptions: { recourse: { maxAttempts: 2 } } }))
const azure = withRecourse(new AzureOpenAI())
const input = { model: 'm', input: 'Hello' }

const answer = client.responses.create(input, { fetchOptions: { recourse: { maxAttempts: 3, label: 'ask' } } })
const stream = client.responses.create({ ...input, stream: true }, { fetchOptions: { recourse: false } })
const text = answer.then((response) => response.output_text)

void client.models.list({ fetchOptions: { recourse: { intent: createIntent() } } })
void client.withOptions({ fetchOptions: { recourse: { idempotencyKey: true } } }).models.list()

// @ts-expect-error -- no such option
void client.responses.create(input, { fetchOptions: { recourse: { maxAttempt: 3 } } })
// @ts-expect-error -- options, or false
void client.responses.create(input, { fetchOptions: { recourse: true } })
// @ts-expect-error -- a number
void client.models.list({ fetchOptions: { recourse: { maxAttempts: '3' } } })
// @ts-expect-error -- no such option of the policy
void new OpenAI({ fetchOptions: { recourse: { policy: { retries: 3 } } } })
// @ts-expect-error -- no such option
withRecourse(client, { polices: {} })
// @ts-expect-error -- a client of the SDK
withRecourse(fetch)

export const isClient: Equal<typeof client, OpenAI> = true
export const isAzure: Equal<typeof azure, AzureOpenAI> = true
export const isText: Equal<typeof text, Promise<string>> = true
export const isAnswer: Equal<typeof answer, APIPromise<OpenAI.Responses.Response>> = true
export const isStream: Equal<typeof stream, APIPromise<Stream<OpenAI.Responses.ResponseStreamEvent>>> = true
