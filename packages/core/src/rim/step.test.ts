import { expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, faultWith } from '../../../../test/fixtures/nouns.ts'
import type { CallInfo } from './call-info.ts'
import type { Engine } from './call.ts'
import type { Refusal } from './error.ts'
import { decisionOf, isFinal } from './mark.ts'
import { perform } from './perform.ts'
import { createEngine } from './engine.ts'
import { goesOn, stepOf, stepsIn, timerMsOf } from './step.ts'

const wait = { baseMs: 100, capMs: 100, jitter: 'none' } as const

/** A client that repeats by itself, as far as it is told to. `again`: what is said of a next attempt. */
function clientOf(over: Partial<CallInfo> = {}, again?: () => ReturnType<Engine['admit']>) {
  const told: string[] = []
  const clock = manualClock()
  const engine = createEngine({
    clock,
    policy: { maxAttempts: 2, transient: wait },
    onEvent: ({ type, attempt }) => void told.push(`${type} ${attempt}`),
  })
  const admit: Engine['admit'] = (call) => ('ok' in call && again !== undefined ? again() : engine.admit(call))
  const options = {}
  const attempt = async (outcome: unknown): Promise<unknown> => {
    const steps = stepsIn(options, true)
    const performed = perform(stepOf({ ...engine, admit }, steps), {
      call: callOf(over),
      send: () => (outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)),
    })
    return performed.catch(steps.fail).catch((error: unknown) => error)
  }
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

test('a next attempt that is refused fails as the last one did, with the answer as it came', async () => {
  const refusal = { ok: false, reason: 'circuit_open', fault: faultWith() } as const
  for (const again of [() => refusal, async () => refusal]) {
    const { attempt, goesOn: isRepeated, told } = clientOf({}, again)
    const response: { data: unknown } = { data: '{"a":1}' }
    const error = Object.assign(broken(), { response })
    expect(await attempt(error)).toBe(error)
    expect(isRepeated(error)).toBe(true)
    response.data = { a: 1 } // as the client reads it
    expect(await attempt('fine')).toBe(error)
    expect(response.data).toBe('{"a":1}')
    expect(isRepeated(error)).toBe(false)
    expect(decisionOf(error)).toEqual({ retry: false, reason: 'circuit_open', fault: refusal.fault })
    expect(told).toEqual(['attempt 1', 'retry 1'])
  }
})

test('a next attempt that failed already, and gets no leave afterwards, is not repeated', async () => {
  const again = (): Refusal => ({ ok: false, reason: 'circuit_open', fault: faultWith() })
  const { attempt, goesOn: isRepeated } = clientOf({}, again)
  const [first, next] = [broken(), broken()]
  await attempt(first)
  isRepeated(first)
  await attempt(next)
  expect(isRepeated(next)).toBe(false)
  expect(decisionOf(next)).toMatchObject({ retry: false, reason: 'circuit_open' })
})
