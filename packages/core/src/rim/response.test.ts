import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { headersOf, letGo, release, withFields } from './response.ts'

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

test('fields that come twice are joined, whatever their case and wherever they come from', () => {
  const pairs = [
    ['Accept', 'a/b'],
    ['accept', 'c/d'],
    ['x-list', ['1', '2']],
  ]
  for (const source of [
    pairs,
    new Map([
      ['Accept', 'a/b'],
      ['accept', 'c/d'],
      ['x-list', '1, 2'],
    ]),
  ])
    expect({ ...headersOf(source) }).toEqual({ accept: 'a/b, c/d', 'x-list': '1, 2' })
  expect({ ...headersOf({ Accept: 'a/b', accept: 'c/d' }) }).toEqual({ accept: 'a/b, c/d' })
})

test('the fields of an attempt stand beside those of the request, and over those of the same name', () => {
  const given: [string, string][] = [
    ['accept', 'a/b'],
    ['accept', 'c/d'],
    ['x-key', 'old'],
  ]
  expect(Object.fromEntries(withFields(given, { 'X-Key': 'new' }))).toEqual({ accept: 'a/b, c/d', 'x-key': 'new' })
  expect(Object.fromEntries(withFields(null, { 'x-key': 'new' }))).toEqual({ 'x-key': 'new' })
})
