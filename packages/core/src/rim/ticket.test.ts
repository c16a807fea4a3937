import { expect, test } from 'vitest'
import { admit } from '../../../../test/fixtures/admit.ts'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, failureOf } from '../../../../test/fixtures/nouns.ts'
import type { PolicyInput } from '../nouns/policy.ts'
import { createRecourse } from './recourse.ts'

/** The second ticket of a call that began so long ago, and the first. */
function ticketsAfter(ms: number, policy: PolicyInput) {
  const clock = manualClock()
  const recourse = createRecourse({ clock, policy })
  const first = admit(recourse, callOf())
  clock.monotonicMs += ms
  recourse.settle(first, failureOf({ method: 'GET', status: 500 }))
  return [first, admit(recourse, first)] as const
}

test.each([
  ['no limit at all', {}, 0, null],
  ['the limit of each attempt', { attemptTimeoutMs: 300 }, 5_000, 300],
  ['what is left of the total time', { totalTimeoutMs: 1_000 }, 400, 600],
  ['the shorter of both: the total', { totalTimeoutMs: 1_000, attemptTimeoutMs: 700 }, 400, 600],
  ['the shorter of both: the attempt', { totalTimeoutMs: 1_000, attemptTimeoutMs: 500 }, 400, 500],
] as const)('an attempt may take %s', (_, policy, afterMs, timeoutMs) => {
  expect(ticketsAfter(afterMs, policy)[1].timeoutMs).toBe(timeoutMs)
})

test('an attempt has a millisecond at least, and none of a time that is over', () => {
  const clock = manualClock()
  const recourse = createRecourse({ clock, policy: { totalTimeoutMs: 1_000 } })
  const first = admit(recourse, callOf())
  recourse.settle(first, failureOf({ method: 'GET', status: 500 }))
  clock.monotonicMs += 999.5
  expect(admit(recourse, first).timeoutMs).toBe(1)
  const late = admit(recourse, callOf())
  recourse.settle(late, failureOf({ method: 'GET', status: 500 }))
  clock.monotonicMs += 1_000
  expect(recourse.admit(late)).toMatchObject({ ok: false, reason: 'out_of_time' })
})

test('all attempts of a call have one deadline, and none without a total time', () => {
  const [first, second] = ticketsAfter(100, { totalTimeoutMs: 1_000 })
  expect([first.deadlineMs, second.deadlineMs]).toEqual([2_000, 2_000])
  expect(ticketsAfter(100, { attemptTimeoutMs: 5 }).map(({ deadlineMs }) => deadlineMs)).toEqual([Infinity, Infinity])
})

test('attempts are numbered, and have what is the same for all of them', () => {
  const clock = manualClock()
  const recourse = createRecourse({ clock })
  const first = admit(recourse, callOf({ method: 'POST', options: { idempotencyKey: 'k1' } }))
  recourse.settle(first, failureOf({ status: 500 }))
  const second = admit(recourse, first)
  expect([first.attempt, second.attempt]).toEqual([1, 2])
  expect(second).toMatchObject({ ok: true, id: first.id, idempotencyKey: 'k1', headers: first.headers })
  expect(Object.values(first.headers ?? {})).toEqual(['k1'])
  expect(admit(recourse, callOf())).toMatchObject({ idempotencyKey: null, headers: null })
})
