import {
  type RecourseEvent,
  RecourseError,
  decisionOf,
  faultOf,
  supportReport,
  toLogRecord,
  userMessage,
} from '@recourse/core'
import { expect } from 'vitest'
import { expectedFacts, factsOf } from './bodies.ts'
import type { Driver } from './drivers/driver.ts'
import type { Observed } from './play.ts'
import type { Scenario } from './scenario.ts'
import type { SeenRequest, Stage } from './stage.ts'
import { textOf } from './steps.ts'

/** Compares everything that a scenario says with what came of it. */
export async function verify(scenario: Scenario, driver: Driver, stage: Stage, observed: Observed): Promise<void> {
  expect(observed.events.map(shorthand)).toEqual(scenario.expected.events)
  // one call, and one host
  expect(new Set(observed.events.map(({ id, key }) => `${id} ${key}`)).size).toBe(observed.events.length > 0 ? 1 : 0)
  expect(observed.events.every(({ key }) => key === stage.host)).toBe(true)
  verifyDelays(scenario, stage, observed)
  verifyFault(scenario, observed)
  await verifyWire(scenario, stage)
  await verifyHands(scenario, driver, observed)
  await verifySockets(scenario, stage)
  expect(stage.mistakes).toEqual([])
}

export function shorthand(event: RecourseEvent): string {
  const what = `${event.type} ${event.attempt}`
  if (event.type === 'retry') return `${what}: ${event.fault.kind}`
  return 'fault' in event ? `${what}: ${event.fault.kind}, ${event.reason}` : what
}

/** Each delay is within its bounds, was slept as announced, and no request came before its end. */
function verifyDelays({ expected }: Scenario, stage: Stage, { events, clock }: Observed): void {
  const retries = events.filter((event) => event.type === 'retry')
  const bounds = expected.delays ?? retries.map(() => [0, Infinity] as const)
  expect(bounds).toHaveLength(retries.length)
  for (const [index, { delayMs, fault }] of retries.entries()) {
    const [leastMs, mostMs] = bounds[index] ?? [0, 0]
    expect(delayMs).toBeGreaterThanOrEqual(Math.max(leastMs, fault.retryAfterMs ?? 0))
    expect(delayMs).toBeLessThanOrEqual(mostMs)
    const [before, after] = stage.requests.slice(index)
    if (before === undefined || after === undefined || clock.isShortened(delayMs)) continue
    expect(after.atMs - before.atMs).toBeGreaterThanOrEqual(delayMs)
  }
}

function verifyFault({ expected, request, call }: Scenario, { events, outcome, startMs, endMs }: Observed): void {
  const last = events.findLast((event) => 'fault' in event)
  const isFinal = last?.type === 'give_up' || last?.type === 'refused'
  if (expected.fault !== undefined) expect(last?.fault).toMatchObject(expected.fault)
  const retryAtMs = last?.type === 'give_up' ? last.retryAtMs : undefined
  if (expected.retryInMs === undefined) expect(retryAtMs).toBeUndefined()
  else {
    // a Date field has whole seconds
    expect(retryAtMs).toBeGreaterThanOrEqual(startMs - 1_000 + expected.retryInMs)
    expect(retryAtMs).toBeLessThanOrEqual(endMs + expected.retryInMs)
  }
  if (call === false || !isFinal) return expect(decisionOf(outcome.subject)).toBeUndefined()
  if (outcome.subject instanceof Error && last.reason === 'aborted') return verifyUntouched(outcome.subject)
  expect(faultOf(outcome.subject)).toEqual(last.fault)
  const { message } = expected
  if (message !== undefined) expect(userMessage(last.fault, decisionOptions(outcome.subject)).key).toBe(message)
  verifySecrets(request.headers?.['authorization'], last)
}

/** A call that was refused has no decision of its own. */
function decisionOptions(subject: unknown): Parameters<typeof userMessage>[1] {
  const decision = decisionOf(subject)
  return decision === undefined ? {} : { decision }
}

/** The caller's own reason may be shared by many calls: no mark is left on it. */
const verifyUntouched = (reason: object): void =>
  expect(Object.hasOwn(reason, Symbol.for('recourse.fault'))).toBe(false)

function verifySecrets(
  field: string | undefined,
  event: Extract<RecourseEvent, { type: 'give_up' | 'refused' }>,
): void {
  const key = field?.replace('Bearer ', '') ?? ''
  if (key.length < 20) return // a prefix is no secret
  const said = JSON.stringify([event, userMessage(event.fault), toLogRecord(event.fault), supportReport(event.fault)])
  expect(said).not.toContain(key)
}

/** Steps that do not wait for the whole body. */
const unread = new Set(['earlyAnswer', 'resetDuringBody'])

/** Every attempt sends the same: method, path, fields and body. */
async function verifyWire({ expected, request }: Scenario, { requests }: Stage): Promise<void> {
  expect(requests).toHaveLength(expected.requests)
  for (const seen of requests) {
    expect(sameOf(seen)).toEqual(sameOf(requests[0] ?? seen))
    for (const [name, value] of Object.entries(request.headers ?? {}))
      expect(seen.headers[name.toLowerCase()]).toBe(value)
    if (unread.has(seen.step ?? '')) continue
    expect(await factsOf(request.body ?? 'none', seen)).toEqual(expectedFacts(request.body ?? 'none'))
  }
}

/** But for the boundary of a form, and for the hops of a redirect loop. */
const sameOf = ({ path, headers }: SeenRequest): unknown => ({
  path: path.replace(/\/(?:redirect-loop|things)\?.*$/, ''),
  headers: { ...headers, 'content-type': headers['content-type']?.replace(/boundary=.*/, ''), 'content-length': '' },
})

async function verifyHands(
  { expected: { gets }, server }: Scenario,
  driver: Driver,
  { outcome, reason }: Observed,
): Promise<void> {
  if ('throws' in gets) {
    expect(outcome.thrown).toBe(true)
    if (gets.throws === 'own_reason') return expect(outcome.subject).toBe(reason)
    expect((outcome.subject as Error).name).toBe(driver.errorNames[gets.throws])
    expect(outcome.subject instanceof RecourseError).toBe(gets.throws === 'refused')
    return
  }
  expect(outcome.status).toBe(gets.status)
  if (gets.reading === 'endless') return outcome.cancel?.()
  if (gets.reading === 'cut') return expect(outcome.text?.()).rejects.toThrow(Error)
  expect(await outcome.text?.()).toBe(gets.text ?? textOf(server))
}

async function verifySockets({ expected }: Scenario, stage: Stage): Promise<void> {
  const most = expected.sockets ?? (expected.requests > 1 ? 2 : 'throws' in expected.gets ? 0 : 1)
  const open = stage.openSockets
  if (open() === null) return
  const settled = stage.until(() => (open() ?? 0) <= most)
  await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 1_000))])
  settled.catch(() => undefined)
  expect(open()).toBeLessThanOrEqual(most)
}
