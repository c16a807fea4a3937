import assert from 'node:assert/strict'
import {
  type RecourseEvent,
  RecourseError,
  decisionOf,
  faultOf,
  supportReport,
  toLogRecord,
  userMessage,
} from '@recourse/core'
import { atLeast, atMost } from './bounds.ts'
import type { Driver } from './drivers/driver.ts'
import type { Observed } from './play.ts'
import type { Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'
import { textOf } from './steps.ts'
import { verifySockets, verifyWire } from './verify-wire.ts'

/** Compares everything that a scenario says with what came of it. For tests and for the command alike, so not by vitest. */
export async function verify(scenario: Scenario, driver: Driver, stage: Stage, observed: Observed): Promise<void> {
  verifyEvents(scenario, stage, observed)
  verifyDelays(scenario, stage, observed)
  verifyFault(scenario, observed)
  await verifyWire(scenario, stage)
  await verifyHands(scenario, driver, observed)
  verifyHooks(scenario, driver, observed)
  await verifySockets(scenario, stage)
  assert.deepEqual(stage.mistakes, [])
}

/** One call, or one more than came before it, and one host. */
function verifyEvents({ expected, earlier = 0 }: Scenario, stage: Stage, { events }: Observed): void {
  assert.deepEqual(events.map(shorthand), expected.events)
  assert.equal(new Set(events.map(({ id, key }) => `${id} ${key}`)).size, events.length > 0 ? 1 + earlier : 0)
  for (const { key } of events) assert.equal(key, stage.host)
}

/** What the last call alone came to. */
const ofLast = (events: readonly RecourseEvent[]): readonly RecourseEvent[] =>
  events.filter(({ id }) => id === events.at(-1)?.id)

export function shorthand(event: RecourseEvent): string {
  const what = `${event.type} ${event.attempt}`
  if (event.type === 'retry') return `${what}: ${event.fault.kind}`
  return 'fault' in event ? `${what}: ${event.fault.kind}, ${event.reason}` : what
}

const attemptsIn = (events: readonly RecourseEvent[]): number => events.filter(({ type }) => type === 'attempt').length

/** Each delay is within its bounds, was slept as announced, and no request came before its end. */
function verifyDelays({ expected }: Scenario, stage: Stage, { events, clock }: Observed): void {
  const retries = events.filter((event) => event.type === 'retry')
  const bounds = expected.delays ?? retries.map(() => [0, Infinity] as const)
  assert.equal(bounds.length, retries.length)
  for (const [index, retry] of retries.entries()) {
    const { delayMs, fault } = retry
    const [leastMs, mostMs] = bounds[index] ?? [0, 0]
    atLeast(delayMs, Math.max(leastMs, fault.retryAfterMs ?? 0), 'delayMs')
    atMost(delayMs, mostMs, 'delayMs')
    const [before, after] = stage.requests.slice(attemptsIn(events.slice(0, events.indexOf(retry))) - 1)
    if (before === undefined || after === undefined || clock.isShortened(delayMs)) continue
    atLeast(after.atMs - before.atMs, delayMs, 'what the server saw of delayMs')
  }
}

function verifyFault({ expected, request, call }: Scenario, { events, outcome, startMs, endMs }: Observed): void {
  const last = ofLast(events).findLast((event) => 'fault' in event)
  const isFinal = last?.type === 'give_up' || last?.type === 'refused'
  const told = Object.keys(expected.fault ?? {}).map((name) => [name, last?.fault[name as keyof typeof last.fault]])
  assert.deepEqual(Object.fromEntries(told), { ...expected.fault })
  const retryAtMs = last?.type === 'give_up' ? last.retryAtMs : undefined
  if (expected.retryInMs === undefined) assert.equal(retryAtMs, undefined)
  else {
    // a Date field has whole seconds
    atLeast(retryAtMs ?? NaN, startMs - 1_000 + expected.retryInMs, 'retryAtMs')
    atMost(retryAtMs ?? NaN, endMs + expected.retryInMs, 'retryAtMs')
  }
  if (call === false || !isFinal) return assert.equal(decisionOf(outcome.subject), undefined)
  if (outcome.subject instanceof Error && last.reason === 'aborted') return verifyUntouched(outcome.subject)
  assert.deepEqual(faultOf(outcome.subject), last.fault)
  const { message } = expected
  if (message !== undefined) assert.equal(userMessage(last.fault, decisionOptions(outcome.subject)).key, message)
  verifySecrets(request.headers?.['authorization'], last)
}

/** A call that was refused has no decision of its own. */
function decisionOptions(subject: unknown): Parameters<typeof userMessage>[1] {
  const decision = decisionOf(subject)
  return decision === undefined ? {} : { decision }
}

/** The caller's own reason may be shared by many calls: no mark is left on it. */
const verifyUntouched = (reason: object): void =>
  assert.equal(Object.hasOwn(reason, Symbol.for('recourse.fault')), false)

function verifySecrets(
  field: string | undefined,
  event: Extract<RecourseEvent, { type: 'give_up' | 'refused' }>,
): void {
  const key = field?.replace('Bearer ', '') ?? ''
  if (key.length < 20) return // a prefix is no secret
  const said = JSON.stringify([event, userMessage(event.fault), toLogRecord(event.fault), supportReport(event.fault)])
  assert.equal(said.includes(key), false, 'the key is told')
}

async function verifyHands(scenario: Scenario, driver: Driver, { outcome, reason }: Observed): Promise<void> {
  const { gets } = scenario.expected
  if ('throws' in gets) {
    assert.equal(outcome.thrown, true)
    // said without showing them: a client's error may hold half of the client
    if (gets.throws === 'own_reason')
      return assert.ok(outcome.subject === reason, 'another error than the caller\u2019s own')
    assert.equal((outcome.subject as Error).name, driver.errorNames[gets.throws])
    return assert.equal(outcome.subject instanceof RecourseError, gets.throws === 'refused')
  }
  assert.equal(outcome.status, gets.status)
  if (outcome.subject instanceof Error && driver.errorClass !== undefined)
    assert.equal(outcome.subject.constructor.name, driver.errorClass(gets.status))
  if (gets.reading === 'endless') return outcome.cancel?.()
  if (gets.reading === 'cut') return assert.rejects(async () => outcome.text?.(), Error)
  assert.equal(await outcome.text?.(), gets.text ?? textOf(scenario.server))
}

/** The caller's hooks ran as often as the client runs them. */
function verifyHooks({ caller }: Scenario, { hooks }: Driver, { outcome, events }: Observed): void {
  const stoppedBefore = caller !== undefined && 'aborts' in caller && caller.aborts === 'before'
  if (hooks !== undefined) assert.deepEqual(outcome.hooks, hooks({ events: ofLast(events), outcome, stoppedBefore }))
}
