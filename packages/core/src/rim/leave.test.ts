import { expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, failureOf, faultWith } from '../../../../test/fixtures/nouns.ts'
import type { Decision } from '../nouns/decision.ts'
import type { CallInfo } from './call-info.ts'
import type { Engine, Ticket } from './call.ts'
import { RecourseError, type Refusal } from './error.ts'
import { enter, resume } from './leave.ts'
import { createEngine } from './engine.ts'
import { settleSeen } from './seen.ts'

const refusal = (reason: Refusal['reason']): Refusal => ({ ok: false, reason, fault: faultWith() })

/** An engine that asks this before an attempt. */
function engineWith(gate: (pass: () => ReturnType<Engine['admit']>) => ReturnType<Engine['admit']>) {
  const told: string[] = []
  const clock = manualClock()
  const engine = createEngine({ clock, onEvent: ({ type, attempt }) => void told.push(`${type} ${attempt}`) })
  const admit: Engine['admit'] = (call) => gate(() => engine.admit(call))
  return { engine: { ...engine, admit }, told, clock }
}

/** A call of which the first attempt is to be repeated. */
function failing(gate: Parameters<typeof engineWith>[0] = (pass) => pass(), over: Partial<CallInfo> = {}) {
  let isOpen = true
  const { engine, told, clock } = engineWith((pass) => (isOpen ? pass() : gate(pass)))
  const ticket = enter(engine, callOf(over)) as Ticket
  const decision = settleSeen(engine, ticket, undefined, { status: 503, headers: {} })
  isOpen = false
  return { resumed: resume(engine, ticket, decision, over.signal), decision, told, clock }
}

test('leave is there at once where a call is not held, and later where it is', async () => {
  const { engine } = engineWith((pass) => pass())
  expect(enter(engine, callOf())).toMatchObject({ ok: true, attempt: 1 })
  const held = engineWith((pass) => Promise.resolve().then(pass))
  const entering = enter(held.engine, callOf())
  expect(entering).toBeInstanceOf(Promise)
  expect(await entering).toMatchObject({ ok: true, attempt: 1 })
})

test('a call that gets no leave rejects, never throws: with RecourseError, or what is wrong with its options', async () => {
  for (const gate of [() => refusal('throttled'), async () => refusal('throttled')]) {
    const entering = enter(engineWith(gate).engine, callOf())
    await expect(entering).rejects.toBeInstanceOf(RecourseError)
    await expect(entering).rejects.toMatchObject({ reason: 'throttled' })
  }
  const { engine } = engineWith((pass) => pass())
  await expect(enter(engine, callOf({ options: { provider: 'nobody' } }))).rejects.toBeInstanceOf(TypeError)
})

test('a call that its caller stops while it is held rejects with the caller\u2019s own reason', async () => {
  const reason = new Error('the page is left')
  const call = callOf({ signal: AbortSignal.abort(reason) })
  await expect(enter(engineWith(() => refusal('aborted')).engine, call)).rejects.toBe(reason)
  // who is told so without having stopped it is told what it was
  await expect(enter(engineWith(() => refusal('aborted')).engine, callOf())).rejects.toBeInstanceOf(RecourseError)
})

test('the next attempt has leave after the wait', async () => {
  const { resumed, decision, told, clock } = failing()
  expect(await resumed).toMatchObject({ ok: true, attempt: 2 })
  expect(clock.sleeps).toEqual([(decision as Extract<Decision, { retry: true }>).delayMs])
  expect(told).toEqual(['attempt 1', 'retry 1', 'attempt 2'])
})

test('a next attempt that is refused ends the call by the decision of the refusal', async () => {
  const again = { ...refusal('circuit_open'), retryAtMs: 5 }
  for (const gate of [() => again, async () => again])
    expect(await failing(gate).resumed).toEqual({
      retry: false,
      reason: 'circuit_open',
      fault: again.fault,
      retryAtMs: 5,
    })
})

test('a call that is stopped in its wait asks for no leave', async () => {
  let asked = 0
  const signal = AbortSignal.abort()
  const { resumed, told } = failing((pass) => (asked++, pass()), { signal })
  expect(await resumed).toMatchObject({ retry: false, reason: 'aborted' })
  expect(asked).toBe(0)
  expect(told.at(-1)).toBe('give_up 1')
})

test('what is final is handed back, with no wait', async () => {
  const { engine, clock } = engineWith((pass) => pass())
  const ticket = enter(engine, callOf()) as Ticket
  const decision = settleSeen(engine, ticket, undefined, { status: 404, headers: {} })
  expect(await resume(engine, ticket, decision, undefined)).toBe(decision)
  expect(clock.sleeps).toEqual([])
})

test('what was seen of an attempt is settled with what is known of its call', () => {
  const { engine } = engineWith((pass) => pass())
  const call = callOf({ method: 'PUT', url: 'https://api.test/a?b', replayable: false })
  const ticket = enter(engine, call) as Ticket
  const { fault, ...decision } = settleSeen(engine, ticket, undefined, { causes: failureOf().causes ?? [] })
  expect(fault).toMatchObject({ method: 'PUT', origin: 'https://api.test', attempt: 1, atMs: manualClock().nowMs })
  expect(decision).toMatchObject({ retry: false })
})

test('a call whose caller stopped it by a time limit timed out', () => {
  const { engine } = engineWith((pass) => pass())
  const signal = AbortSignal.abort(new DOMException('too late', 'TimeoutError'))
  const ticket = enter(engine, callOf({ signal })) as Ticket
  const mine = settleSeen(engine, ticket, undefined, {})
  expect(mine).toMatchObject({ retry: false, reason: 'aborted', fault: { kind: 'timeout' } })
})
