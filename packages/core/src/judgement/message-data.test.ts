import { describe, expect, test } from 'vitest'
import { faultWith, seenAtMs } from '../../../../test/fixtures/nouns.ts'
import { en } from '../knowledge/messages/en.ts'
import type { Fault, FieldError, Kind } from '../nouns/fault.ts'
import { type MessageOptions, type UserMessage, userMessage } from './message.ts'

const of = (kind: Kind, more: Partial<Fault> = {}, options: MessageOptions = {}): UserMessage =>
  userMessage(faultWith({ kind, status: null, ...more }), options)
const stated = (retryAfterMs: number, more: Partial<Fault> = {}): UserMessage['retry'] =>
  of('rate_limit', { retryAfterMs, ...more }).retry

describe('the severity of a message', () => {
  test.each<[UserMessage['severity'], Kind, Partial<Fault>]>([
    ['warning', 'rate_limit', {}],
    ['warning', 'overloaded', { method: 'POST' }],
    ['warning', 'timeout', {}],
    ['warning', 'network', {}],
    ['error', 'network', { method: 'POST', effect: 'unknown' }],
    ['error', 'timeout', { method: 'POST', effect: 'unknown' }],
    ['error', 'server', {}],
    ['error', 'validation', { retryable: false }],
    ['error', 'authentication', { retryable: false }],
    ['error', 'conflict', {}],
  ])('is %s for %s with %j', (severity, kind, more) => {
    expect(of(kind, more).severity).toBe(severity)
  })

  test('is that of news while it is sent again by itself', () => {
    const fault = faultWith({ kind: 'timeout', method: 'POST', effect: 'unknown' })
    expect(userMessage(fault, { decision: { retry: true, delayMs: 0, attempt: 2, fault } }).severity).toBe('info')
  })
})

describe('a browser that says whether it is online', () => {
  test.each<[string, Kind, MessageOptions]>([
    ['offline', 'network', { online: false }],
    ['network', 'network', { online: true }],
    ['network', 'network', {}],
    ['server', 'server', { online: false }],
  ])('makes the subject %s of a failure of the kind %s with %j', (key, kind, options) => {
    expect(of(kind, {}, options).key).toBe(key)
  })

  test('makes another try worth it, whatever the fault says', () => {
    expect(of('network', { retryable: false }).key).toBe('network.contact')
    expect(of('network', { retryable: false }, { online: false })).toMatchObject({
      key: 'offline',
      action: { type: 'retry' },
    })
  })
})

describe('a wait that is told', () => {
  test.each<[string, Kind, boolean, string, string]>([
    ['though it is not sent again by itself', 'server', false, 'server.wait', 'retry'],
    ['where a lock is to open', 'conflict', true, 'conflict.wait', 'retry'],
    ['where a plan is to be renewed, and only support can do more', 'quota', false, 'quota.wait', 'contact'],
  ])('is shown %s', (_, kind, retryable, key, action) => {
    expect(of(kind, { retryable, retryAfterMs: 5_000 })).toMatchObject({
      key,
      action: { type: action },
      retry: { ms: 5_000, automatic: false },
    })
  })

  test('may be over at once, and then is no wait in the words', () => {
    expect(stated(0)).toEqual({ atMs: seenAtMs, ms: 0, automatic: false, attempt: 1 })
    expect(of('rate_limit', { retryAfterMs: 0 }).key).toBe('rate_limit')
  })

  test('lasts for a year at most', () => {
    expect(stated(3.2e10 - 1)?.ms).toBe(3.2e10 - 1)
    expect(stated(3.2e10)).toBeNull()
  })

  test('says how many attempts were made, one where nobody counted', () => {
    expect(stated(5_000, { attempt: 3 })?.attempt).toBe(3)
    expect(stated(5_000, { attempt: 0 })?.attempt).toBe(1)
    expect(userMessage({ kind: 'rate_limit', atMs: 0, retryAfterMs: 1 } as never).retry?.attempt).toBe(1)
  })
})

test('a text of somebody else may name the time where there is none to tell', () => {
  const messages = { ...en, steps: { ...en.steps, retry: '{why} Again {when}.' } }
  expect(of('rate_limit', {}, { messages })).toMatchObject({
    key: 'rate_limit',
    description: 'A lot was sent in a short time. Again in 1 second.',
  })
})

test('an id of a fault of nowhere has its kind alone', () => {
  expect(userMessage({ kind: 'timeout' } as never).id).toBe('timeout:')
})

describe('the fields of a message', () => {
  const fields = (fieldErrors: unknown): readonly FieldError[] =>
    of('validation', { retryable: false, fieldErrors: fieldErrors as FieldError[] }).fields

  test('are fifty at most', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ path: `f${index}`, message: 'm' }))
    expect(fields(many)).toEqual(many.slice(0, 50))
  })

  test('are those that are objects, and texts in any case', () => {
    expect(fields(['email', null, 7, ['path'], { path: 'a' }, { message: 'is taken' }])).toEqual([
      { path: 'a', message: '' },
      { path: '', message: 'is taken' },
    ])
    for (const none of [null, 'email', { path: 'a' }]) expect(fields(none)).toEqual([])
  })
})
