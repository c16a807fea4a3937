import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf } from '../../../../test/fixtures/nouns.ts'
import { decisionOf, faultOf } from '../index.ts'
import { perform } from './perform.ts'
import type { Plan } from './plan.ts'
import { createEngine } from './engine.ts'

const wait = { baseMs: 1, capMs: 1, jitter: 'none' } as const

function playing(plan: Partial<Plan<unknown>> & Pick<Plan<unknown>, 'send'>, attemptTimeoutMs: number | null = null) {
  const told: string[] = []
  const engine = createEngine({
    clock: manualClock(),
    policy: { maxAttempts: 2, attemptTimeoutMs, transient: wait },
    onEvent: ({ type, attempt }) => void told.push(`${type} ${attempt}`),
  })
  const ended = perform(engine, { call: callOf(), ...plan }).catch((error: unknown) => error)
  return { ended, told, engine }
}

test('a thrown answer that is no failure is a success, and is thrown as it is', async () => {
  const moved = Object.assign(new Error('moved'), { status: 304 })
  const { ended, told, engine } = playing({ send: () => Promise.reject(moved), answered: (error) => error === moved })
  expect(await ended).toBe(moved)
  expect(decisionOf(moved)).toBeUndefined()
  expect(told).toEqual(['attempt 1'])
  expect(engine.inspect().events).toMatchObject({ success: 1 })
})

test('what was thrown and is repeated is let go', async () => {
  const dropped: unknown[] = []
  let calls = 0
  const broken = Object.assign(new Error('broken'), { code: 'ECONNRESET' })
  const { ended } = playing({
    send: async () => (calls++ === 0 ? Promise.reject(broken) : 'fine'),
    discard: (outcome) => void dropped.push(outcome),
  })
  expect(await ended).toBe('fine')
  expect(dropped).toEqual([broken])
})

test('what stands on Object.prototype is no answer', async () => {
  const broken = Object.assign(new Error('broken'), { code: 'ECONNRESET' })
  let calls = 0
  const { ended, told } = playing({ send: async () => (calls++ === 0 ? Promise.reject(broken) : 'fine') })
  Reflect.defineProperty(Object.prototype, 'value', { value: 'polluted', configurable: true })
  try {
    expect(await ended).toBe('fine')
  } finally {
    Reflect.deleteProperty(Object.prototype, 'value')
  }
  expect(told.at(-1)).toBe('recovered 2')
})

describe('a limit that ended an attempt', () => {
  const late = (error: object) =>
    playing(
      { send: (_, signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(error))) },
      400,
    )

  test('is told by its own reason, whatever the client made of it', async () => {
    const canceled = Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' })
    await late(canceled).ended
    expect(faultOf(canceled)).toMatchObject({ kind: 'timeout', code: null, message: 'no answer within 400 ms' })
  })

  test('says nothing of an answer that the client throws', async () => {
    const failed = Object.assign(new Error('failed'), { status: 422 })
    const signals: unknown[] = []
    const { ended } = playing(
      {
        send: (_, signal) =>
          new Promise((_, reject) => signal?.addEventListener('abort', () => (signals.push(signal), reject(failed)))),
        read: async () => ({ status: 422 }),
      },
      400,
    )
    expect(await ended).toBe(failed)
    expect(faultOf(failed)).toMatchObject({ kind: 'validation', status: 422 })
  })
})

describe('a client\u2019s own error for a call that was stopped', () => {
  const own = new Error('of the client')
  const stopping = (when: 'sent' | 'waiting') => {
    const controller = new AbortController()
    const reason = new Error('the page is left')
    const failed = Object.assign(new Error('failed'), { code: 'ECONNRESET' })
    const { ended, told } = playing({
      call: callOf({ signal: controller.signal }),
      send: () => (when === 'sent' && controller.abort(reason), Promise.reject(failed)),
      discard: () => when === 'waiting' && controller.abort(reason),
      stopped: (signal, outcome) => (signal.reason === reason && outcome === failed ? own : undefined),
    })
    return { ended, told, failed }
  }

  test.each([
    ['sent', ['attempt 1', 'give_up 1']],
    ['waiting', ['attempt 1', 'retry 1', 'give_up 1']],
  ] as const)('is what it rejects with, %s, and has no mark', async (when, events) => {
    const { ended, told, failed } = stopping(when)
    expect(await ended).toBe(own)
    expect(decisionOf(own)).toBeUndefined()
    expect(decisionOf(failed)).toBeUndefined()
    expect(told).toEqual(events)
  })
})
