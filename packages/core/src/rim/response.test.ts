import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { letGo, release } from './response.ts'

test('a stream that nobody will read is ended, of the web or of Node', async () => {
  const canceled: unknown[] = []
  letGo(new ReadableStream({ cancel: () => void canceled.push('web') }))
  expect(canceled).toEqual(['web'])
  const readable = Readable.from(['a'])
  letGo(readable)
  expect(readable.destroyed).toBe(true)
})

test('a body that somebody reads, and what is no stream, is left alone', () => {
  const response = new Response('text')
  const reader = response.body?.getReader()
  expect(() => [release(response), letGo(response.body)]).not.toThrow()
  expect(reader).toBeDefined()
  let destroyed = 0
  letGo({ destroy: () => destroyed++ })
  for (const nothing of [undefined, null, 'text', new Error('no')]) release(nothing)
  expect(destroyed).toBe(0)
})
