import { decisionOf } from '@recourse/core'
import axios, { type AxiosAdapter, AxiosError } from 'axios'
import FormData from 'form-data'
import { expect, test } from 'vitest'
import { withRecourse } from './index.ts'

/** A server that turns every form away, and reads it first. */
function turningAway() {
  const sent: string[] = []
  const adapter: AxiosAdapter = async (config) => {
    const chunks: string[] = []
    const form = config.data as FormData
    form.on('data', (chunk: unknown) => chunks.push(String(chunk)))
    const ended = new Promise((resolve) => form.on('end', resolve))
    form.resume()
    await ended
    sent.push(chunks.join(''))
    const response = { status: 429, statusText: '', data: '', headers: { 'retry-after-ms': '1' }, config, request: {} }
    throw new AxiosError('no', 'ERR_BAD_REQUEST', config, {}, response)
  }
  return { client: withRecourse(axios.create({ adapter })), sent }
}

function formOf(name: string): FormData {
  const form = new FormData()
  form.append('name', name)
  return form
}

const caught = async (calling: Promise<unknown>): Promise<unknown> =>
  calling.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )

test('a form of the package form-data is sent once', async () => {
  const { client, sent } = turningAway()
  const error = await caught(client.post('https://api.test/', formOf('Anna')))
  expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'body_not_replayable' })
  expect(sent).toEqual([expect.stringContaining('Anna')])
})

test('a form that is made anew is sent with every attempt', async () => {
  const { client, sent } = turningAway()
  const policy = { throttled: { baseMs: 1, capMs: 1, jitter: 'none' } } as const
  await caught(client.post('https://api.test/', formOf('Anna'), { recourse: { body: () => formOf('Anna'), policy } }))
  expect(sent).toEqual(Array(3).fill(expect.stringContaining('Anna')))
})
