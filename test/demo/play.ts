import { hash } from 'node:crypto'
import {
  type Decision,
  type Fault,
  type RecourseEvent,
  type UserMessage,
  decisionOf,
  faultOf,
  toLogRecord,
  userMessage,
} from '@recourse/core'
import type { Call } from './call.ts'
import type { Served, World } from './world.ts'

/** What came of one call: Recourse's account of it, and beside it the server's. Plain data. */
export type Result = Readonly<{
  number: number
  name: string
  at: Call['at']
  /** What was to be sent. */
  request: Readonly<{ method: string; path: string; bodyHash: string }>
  /** What the caller got. */
  outcome: Readonly<{ resolved: number } | { rejected: string; message: string }>
  /** The last fault; null: the first attempt went through. */
  fault: Fault | null
  /** What was decided about that fault. */
  decision: Decision | null
  recovered: boolean
  events: readonly RecourseEvent[]
  /** Between each two requests: what Recourse said it would wait, and what the server measured. */
  waits: readonly Readonly<{ delayMs: number; gapMs: number }>[]
  server: readonly Served[]
  /** What the user reads: of a call that recovered, while it waited. */
  user: UserMessage | null
  log: ReturnType<typeof toLogRecord> | null
}>

/** A call that never ends must become a difference, not a demo that hangs. */
const patienceMs = 10_000

/** Makes one call, to its end or until `stop`. */
export async function play(call: Call, number: number, world: World, stop: AbortSignal): Promise<Result> {
  const { url, served } = world.script(call.at, call.steps)
  const caller = new AbortController()
  const events: RecourseEvent[] = []
  world.events.on(call.name, (event) => {
    events.push(event)
    if (event.type === 'retry' && call.abortInWaitMs !== undefined) setTimeout(() => caller.abort(), call.abortInWaitMs)
  })
  const body = call.body === undefined ? null : JSON.stringify(call.body)
  const outcome = await world
    .fetch(url + call.path, {
      method: call.method,
      headers: { authorization: `Bearer ${call.key}`, ...(body !== null && { 'content-type': 'application/json' }) },
      body,
      signal: AbortSignal.any([caller.signal, stop, AbortSignal.timeout(patienceMs)]),
      recourse: { label: call.name, ...(call.policy && { policy: call.policy }) },
    })
    .then(readable)
    .catch((error: unknown) => error)
  world.events.removeAllListeners(call.name)

  const recovered = events.at(-1)?.type === 'recovered'
  const last = events.findLast((event) => 'fault' in event)
  const decision = last === undefined ? null : decisionIn(last)
  const server = served()
  return {
    number,
    name: call.name,
    at: call.at,
    request: { method: call.method, path: call.path, bodyHash: hash('sha256', body ?? '').slice(0, 16) },
    outcome:
      outcome instanceof Response
        ? { resolved: outcome.status }
        : { rejected: (outcome as Error).name, message: (outcome as Error).message },
    fault: last?.fault ?? null,
    decision,
    recovered,
    events,
    waits: server.slice(1).map(({ atMs }, index) => ({
      delayMs: events.filter((event) => event.type === 'retry')[index]?.delayMs ?? NaN,
      gapMs: Math.round(atMs - server[index]!.atMs),
    })),
    server,
    user: wordsFor(outcome, recovered ? decision : null),
    log: last === undefined ? null : toLogRecord(last.fault, undefined, { decision: decision! }),
  }
}

/** The caller can still read the body of what failed. */
async function readable(response: Response): Promise<Response> {
  await response.text()
  return response
}

/** An event says of a fault what `settle` decided about it. */
function decisionIn(event: Extract<RecourseEvent, { fault: Fault }>): Decision {
  const { fault } = event
  if (event.type === 'retry') return { retry: true, delayMs: event.delayMs, attempt: event.attempt + 1, fault }
  const retryAtMs = event.type === 'give_up' ? event.retryAtMs : undefined
  return { retry: false, reason: event.reason, fault, ...(retryAtMs !== undefined && { retryAtMs }) }
}

/** As an application does it: from what the call returned or threw; while it waits, from the event. */
function wordsFor(outcome: unknown, waiting: Decision | null): UserMessage | null {
  if (waiting !== null) return userMessage(waiting.fault, { decision: waiting })
  const fault = faultOf(outcome)
  const decision = decisionOf(outcome)
  return fault === undefined ? null : userMessage(fault, decision && { decision })
}
