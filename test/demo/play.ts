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
import type { Outcome } from '../conformance/drivers/driver.ts'
import type { Call } from './call.ts'
import { expectedOf } from './clients.ts'
import { type Hands, handsOf } from './hands.ts'
import type { Connection, Served, World } from './world.ts'

/** What came of one call: Recourse's account of it, and beside it the server's. Plain data. */
export type Result = Readonly<{
  /** Its column. */
  client: string
  number: number
  name: string
  at: Call['at']
  /** What was to be sent. */
  request: Readonly<{ method: string; path: string; bodyHash: string }>
  /** What the caller got. Without the message of an error: it is the client's own, and may repeat an echoed key. */
  outcome: Readonly<{ resolved: number } | { rejected: string; status: number | null }>
  hands: Hands
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

/** Makes one call through a client, to its end or until `stop`. */
export async function play(
  call: Call,
  number: number,
  { client, made, happenings }: Connection,
  world: World,
  stop: AbortSignal,
): Promise<Result> {
  const { url, served } = world.script(call.at, call.steps)
  const caller = new AbortController()
  const events: RecourseEvent[] = []
  happenings.on(call.name, (event) => {
    events.push(event)
    if (event.type === 'retry' && call.abortInWaitMs !== undefined) setTimeout(() => caller.abort(), call.abortInWaitMs)
  })
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const outcome: Outcome = await made
    .call({
      url: url + call.path,
      method: call.method,
      headers: {
        authorization: `Bearer ${call.key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body,
      signal: AbortSignal.any([caller.signal, stop, AbortSignal.timeout(patienceMs)]),
      recourse: { label: call.name, ...(call.policy && { policy: call.policy }) },
    })
    .then(readable)
    .catch((subject: unknown) => ({ thrown: true, subject }))
  happenings.removeAllListeners(call.name)

  const recovered = events.at(-1)?.type === 'recovered'
  const last = events.findLast((event) => 'fault' in event)
  const decision = last === undefined ? null : decisionIn(last)
  const server = served()
  return {
    client: client.name,
    number,
    name: call.name,
    at: call.at,
    request: { method: call.method, path: call.path, bodyHash: hash('sha256', body ?? '').slice(0, 16) },
    outcome: accountOf(outcome),
    hands: handsOf(client, expectedOf(client, call), outcome, server.at(-1)?.status ?? null),
    fault: last?.fault ?? null,
    decision,
    recovered,
    events,
    waits: server.slice(1).map(({ atMs }, index) => ({
      delayMs: events.filter((event) => event.type === 'retry')[index]?.delayMs ?? NaN,
      gapMs: Math.round(atMs - server[index]!.atMs),
    })),
    server,
    user: wordsFor(outcome.subject, recovered ? decision : null),
    log: last === undefined ? null : toLogRecord(last.fault, undefined, { decision: decision! }),
  }
}

/** The caller can still read the body of what failed. */
async function readable(outcome: Outcome): Promise<Outcome> {
  await outcome.text?.()
  return outcome
}

const accountOf = ({ thrown, subject, status }: Outcome): Result['outcome'] =>
  thrown || subject instanceof Error || status === undefined
    ? { rejected: (subject as Error).name, status: status ?? null }
    : { resolved: status }

/** An event says of a fault what `settle` decided about it. */
function decisionIn(event: Extract<RecourseEvent, { fault: Fault }>): Decision {
  const { fault } = event
  if (event.type === 'retry') return { retry: true, delayMs: event.delayMs, attempt: event.attempt + 1, fault }
  const retryAtMs = event.type === 'give_up' ? event.retryAtMs : undefined
  return { retry: false, reason: event.reason, fault, ...(retryAtMs !== undefined && { retryAtMs }) }
}

/** As an application does it: from what the call returned or threw; while it waits, from the event. */
function wordsFor(subject: unknown, waiting: Decision | null): UserMessage | null {
  if (waiting !== null) return userMessage(waiting.fault, { decision: waiting })
  const fault = faultOf(subject)
  const decision = decisionOf(subject)
  return fault === undefined ? null : userMessage(fault, decision && { decision })
}
