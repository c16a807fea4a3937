import {
  type CallOptions,
  type Provider,
  type RecourseEvent,
  type RecourseOptions,
  bind,
  jobs,
  mavera,
  mavio,
  mira,
} from '@recourse/core'
import { bodyOf } from './bodies.ts'
import { type RecordingClock, recordingClock } from './clock.ts'
import type { Driver, DriverRequest, Outcome } from './drivers/driver.ts'
import type { Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'

/** What came of a scenario. */
export type Observed = Readonly<{
  outcome: Outcome
  events: readonly RecourseEvent[]
  clock: RecordingClock
  /** What the caller's signal was aborted with, or was to be. */
  reason: unknown
  /** Epoch milliseconds before and after the call. */
  startMs: number
  endMs: number
}>

const known = { mavera, mavio, mira, jobs }

/** The one provider that the scenario is about, bound to the server's host; none of the others is there to help. */
const providersFor = ({ provider }: Scenario, host: string): readonly Provider[] =>
  provider === undefined ? Object.values(known) : [bind(known[provider], host)]

export async function play(scenario: Scenario, driver: Driver, stage: Stage): Promise<Observed> {
  const events: RecourseEvent[] = []
  const { caller } = scenario
  const aborts = caller !== undefined && 'aborts' in caller ? caller.aborts : undefined
  const clock = recordingClock(caller === undefined ? (scenario.longestWaitMs ?? 60) : Infinity, {
    chance: scenario.chance,
  })
  const controller = new AbortController()
  const own = caller !== undefined && 'reason' in caller ? new Error('the caller has gone home') : undefined
  const abort = (): void => controller.abort(own)

  const onEvent = (event: RecourseEvent): void => {
    events.push(event)
    if (event.type === 'retry') clock.announce(event.delayMs)
    if (event.type === 'retry' && aborts === 'in_wait') setImmediate(abort)
    if (scenario.listener === 'throws') throw new Error('a listener that fails')
  }
  const options: RecourseOptions = {
    ...scenario.options,
    ...(scenario.policy && { policy: scenario.policy }),
    providers: providersFor(scenario, stage.host),
    clock,
    onEvent,
  }
  const inner = scenario.innerPolicy && {
    policy: scenario.innerPolicy,
    onEvent: (event: RecourseEvent) => void events.push(event),
  }
  const made = driver.make(options, inner)
  const signal =
    caller === undefined ? undefined : 'timeoutMs' in caller ? AbortSignal.timeout(caller.timeoutMs) : controller.signal
  if (aborts === 'before') abort()
  for (let before = 0; before < (scenario.earlier ?? 0); before++) {
    const outcome = await made.call(requestOf(scenario, stage, undefined))
    await outcome.cancel?.().catch(() => undefined)
  }
  const startMs = Date.now()
  const acting = aborts === 'in_flight' || aborts === 'in_error_body' ? actOn(stage, clock, abort) : undefined
  const [outcome] = await Promise.all([made.call(requestOf(scenario, stage, signal)), acting])
  const endMs = Date.now()
  await made.close()
  return { outcome, events, clock, reason: signal?.reason as unknown, startMs, endMs }
}

/** Once the server hangs, or streams what somebody reads: a reader of ours sets itself a limit, others get half a second. */
async function actOn(stage: Stage, clock: RecordingClock, act: () => void): Promise<void> {
  await stage.until(() => stage.requests.some(({ outcome }) => outcome === 'hung' || outcome === 'streaming'))
  const isUnderWay = (): boolean => clock.others.length > 0 || stage.requests.every(({ outcome }) => outcome === 'hung')
  for (let pause = 0; pause < 50 && !isUnderWay(); pause++) await new Promise((resolve) => setTimeout(resolve, 10))
  setImmediate(act)
}

function requestOf(
  { request, call, bodyFactory }: Scenario,
  stage: Stage,
  signal: AbortSignal | undefined,
): DriverRequest {
  const { method, body = 'none', headers = {}, ...rest } = request
  const factory: CallOptions = bodyFactory ? { body: bodyOf[body] } : {}
  const recourse = call === false ? false : call === undefined && !bodyFactory ? undefined : { ...call, ...factory }
  return { url: stage.url, method, headers, body: bodyOf[body](), signal, recourse, ...rest }
}
