import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { admit } from '../../../../test/fixtures/admit.ts'
import { callOf, failureOf } from '../../../../test/fixtures/nouns.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import type { CallInfo } from './call-info.ts'
import { hostIn } from './call.ts'
import type { RecourseEvent } from './events.ts'
import { type RecourseOptions, settingsOf } from './options.ts'
import { digest, hostOf, placeOf } from './place.ts'
import { createRecourse } from './recourse.ts'

const place = (call: Partial<CallInfo>, options: RecourseOptions = {}): string => {
  const info = callOf(call)
  return placeOf(info, hostOf(info, hostIn(info.url)), settingsOf(options))
}

/** Of the forms that redaction knows, and of one that only its length gives away. */
const keys = [
  'sk-proj-0123456789abcdefghijklmnop',
  'Bearer abc.def-123456789',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  'https://user:hunter2@db.test/x',
  'k'.repeat(100),
  'a3f5c09b1d2e4f60718293a4b5c6d7e8',
  'someone@mail.test',
]

describe('the place of a call', () => {
  test.each([
    ['its host', { url: 'https://api.example.com/a?b#c' }, 'api.example.com'],
    ['its host with a port', { url: 'http://API.example.com:8080/a' }, 'api.example.com:8080'],
    ['its host, whatever its label', { url: 'https://x.test/', options: { label: 'orders' } }, 'x.test'],
    ['its label, where it has no URL', { url: '', options: { label: 'orders' } }, 'orders'],
    ['its label, where its URL is relative', { url: '/orders', options: { label: 'orders' } }, 'orders'],
    ['the page itself, where its URL is relative', { url: '/orders' }, 'self'],
    ['the page itself, where its label is empty', { url: '/orders', options: { label: '' } }, 'self'],
    ['nothing, where nothing names it', { url: '' }, ''],
    ['nothing, where its label is empty', { url: '', options: { label: '' } }, ''],
  ] as const)('is %s', (_, call, expected) => {
    expect(place(call)).toBe(expected)
  })

  test.each([
    ['of its own', { options: { partition: 'tenant' } }, undefined, '#tenant'],
    ['of the Recourse', {}, (): string => 'tenant', '#tenant'],
    ['of its own before that of the Recourse', { options: { partition: 'mine' } }, (): string => 'tenant', '#mine'],
    ['of none where its own is empty', { options: { partition: '' } }, (): string => 'tenant', ''],
    ['of none where that of the Recourse is empty', {}, (): string => '', ''],
    ['of none', {}, undefined, ''],
  ] as const)('has the partition %s behind it', (_, call, partition, expected) => {
    expect(place(call, partition === undefined ? {} : { partition })).toBe(`api.example.com${expected}`)
  })

  test('asks for the partition with the call itself, and not where the call names one', () => {
    const asked: CallInfo[] = []
    const partition = (call: CallInfo): string => {
      asked.push(call)
      return call.header?.('x-tenant') ?? ''
    }
    expect(place({ header: (name) => `of-${name}` }, { partition })).toBe('api.example.com#of-x-tenant')
    expect(place({ options: { partition: 'mine' } }, { partition })).toBe('api.example.com#mine')
    expect(asked).toHaveLength(1)
  })

  test.each(keys)('does not show a partition that may be a key: %s', (key) => {
    for (const shown of [place({ options: { partition: key } }), place({}, { partition: () => key })]) {
      expect(shown).toBe(`api.example.com#${digest(key)}`)
      expect(shown).not.toContain(key.slice(-8))
    }
    expect(place({ options: { partition: `${key}x` } })).not.toBe(place({ options: { partition: key } }))
  })

  test.each(['tenant-7', 'acme', 'eu.west_1', 'Team-12345'])(
    'shows a short name with a number behind it: %s',
    (name) => {
      expect(place({ options: { partition: name } })).toBe(`api.example.com#${name}`)
    },
  )

  test('is its host, where its partition cannot be told', () => {
    const partition = (): string => {
      throw new Error('no tenant here')
    }
    expect(place({}, { partition })).toBe('api.example.com')
  })
})

describe('a digest', () => {
  test('is that of FNV-1a with 32 bits, twice', () => {
    // the published vectors of the empty string, of "a" and of "foobar": 0x811c9dc5, 0xe40c292c, 0xbf9cf968
    for (const [text, vector] of [
      ['', 0x811c9dc5],
      ['a', 0xe40c292c],
      ['foobar', 0xbf9cf968],
    ] as const)
      expect(digest(text).startsWith(vector.toString(36))).toBe(true)
  })

  test('is the same for the same text, short, and of letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(digest(text)).toBe(digest(text))
        expect(digest(text)).toMatch(/^[\da-z]{2,14}$/)
      }),
      { numRuns: runs(200) },
    )
  })

  test('tells texts apart of which the first half knows no difference', () => {
    const seen = new Map<string, string>()
    const firstHalf = (text: string): string => {
      let hash = 2_166_136_261
      for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619)
      return (hash >>> 0).toString(36)
    }
    let collisions = 0
    for (let number = 0; number < 200_000; number++) {
      const text = `tenant-${number}`
      const other = seen.get(firstHalf(text))
      seen.set(firstHalf(text), text)
      if (other === undefined) continue
      collisions++
      expect(digest(text)).not.toBe(digest(other))
    }
    expect(collisions).toBeGreaterThan(0)
  })
})

describe('the key of an event', () => {
  function keysOf(call: Partial<CallInfo>, options: RecourseOptions = {}): readonly string[] {
    const events: RecourseEvent[] = []
    const recourse = createRecourse({ clock: manualClock(), onEvent: (event) => events.push(event), ...options })
    const first = admit(recourse, callOf(call))
    recourse.settle(first, failureOf({ method: 'GET', status: 500 }))
    const second = admit(recourse, first)
    recourse.settle(second, failureOf({ method: 'GET', status: 404 }))
    expect(events.map(({ type }) => type)).toEqual(['attempt', 'retry', 'attempt', 'give_up'])
    return events.map(({ key }) => key)
  }

  test('is the place of its call, the same in all of them', () => {
    expect(new Set(keysOf({}))).toEqual(new Set(['api.example.com']))
    expect(new Set(keysOf({ options: { partition: 'tenant' } }))).toEqual(new Set(['api.example.com#tenant']))
    expect(new Set(keysOf({}, { partition: () => 'tenant' }))).toEqual(new Set(['api.example.com#tenant']))
    expect(new Set(keysOf({ url: '' }))).toEqual(new Set(['']))
  })

  test('is that under which the state is kept', () => {
    const recourse = createRecourse({ clock: manualClock() })
    admit(recourse, callOf({ options: { partition: 'tenant' } }))
    admit(recourse, callOf({ url: '/relative' }))
    expect(recourse.inspect().keys.map(({ key }) => key)).toEqual(['api.example.com#tenant', 'self'])
  })

  test.each(keys)('shows no partition that may be a key: %s', (key) => {
    const [shown = ''] = keysOf({ options: { partition: key } })
    expect(shown).toBe(`api.example.com#${digest(key)}`)
  })
})
