import { expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf } from '../../../../test/fixtures/nouns.ts'
import type { CallInfo } from './call.ts'
import { decisionOf, isFinal } from './mark.ts'
import { perform } from './perform.ts'
import { createEngine } from './recourse.ts'
import { goesOn, stepOf, stepsIn, timerMsOf } from './step.ts'

const wait = { baseMs: 100, capMs: 100, jitter: 'none' } as const

/** A client that repeats by itself, as far as it is told to. */
function clientOf(over: Partial<CallInfo> = {}) {
  const told: string[] = []
  const clock = manualClock()
  const engine = createEngine({
    clock,
    policy: { maxAttempts: 2, transient: wait },
    onEvent: ({ type, attempt }) => void told.push(`${type} ${attempt}`),
  })
  const options = {}
  const attempt = async (outcome: unknown): Promise<unknown> =>
    perform(stepOf(engine, stepsIn(options, true)), {
      call: callOf(over),
      send: () => (outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)),
    }).catch((error: unknown) => error)
  return { attempt, goesOn: (error: unknown) => goesOn(stepsIn(options), error), told, clock }
}
const broken = (): Error => Object.assign(new Error('broken'), { code: 'ECONNRESET' })

test('a client that repeats by itself is one call, and ends where the policy says', async () => {
  const { attempt, goesOn: isRepeated, told, clock } = clientOf()
  const [first, last] = [broken(), broken()]
  expect(await attempt(first)).toBe(first)
  expect(isRepeated(first)).toBe(true)
  expect(decisionOf(first)).toMatchObject({ retry: true, delayMs: 100 })
  expect(timerMsOf(first)).toBe(101)
  await attempt(last)
  expect(isRepeated(last)).toBe(false)
  expect(timerMsOf(last)).toBe(0)
  expect(isFinal(last)).toBe(true)
  expect(told).toEqual(['attempt 1', 'retry 1', 'attempt 2', 'give_up 2'])
  expect(clock.sleeps).toEqual([])
})

test('what was decided is told once: an error from elsewhere is not repeated for it', async () => {
  const { attempt, goesOn: isRepeated } = clientOf()
  const error = broken()
  await attempt(error)
  expect([isRepeated(error), isRepeated(error)]).toEqual([true, false])
})

test('a call that is over is followed by another', async () => {
  const { attempt, told } = clientOf()
  await attempt('fine')
  await attempt('fine')
  expect(told).toEqual(['attempt 1', 'attempt 1'])
})

test('a call that is stopped in its client\u2019s wait is over, with nothing sent', async () => {
  const controller = new AbortController()
  const { attempt, told } = clientOf({ signal: controller.signal })
  await attempt(broken())
  const reason = new Error('the page is left')
  controller.abort(reason)
  expect(await attempt('fine')).toBe(reason)
  expect(told).toEqual(['attempt 1', 'retry 1', 'give_up 1'])
})

test('steps outlive a copy of the options they are kept in, and are read by own property only', () => {
  const options = {}
  const steps = stepsIn(options)
  expect(stepsIn(structuredClone({}))).not.toBe(steps)
  expect(stepsIn({ ...options })).toBe(steps)
  expect(stepsIn(Object.create(options) as object)).not.toBe(steps)
})
