import { type Fault, kinds } from '../nouns/fault.ts'
import { type Pacing, gates as defaults } from '../nouns/gates.ts'
import type { Header } from '../knowledge/format.ts'
import { peek } from '../judgement/causes.ts'
import { limitsOf } from '../judgement/limits.ts'
import { serverTime } from '../judgement/retry-hint.ts'
import { type Granted, type Passed, type Refused, type Verdict, admitStep, outcomeStep, passed } from '../state/gate.ts'
import type { PacingTold } from '../state/pacing.ts'
import type { Outcome } from '../state/supply.ts'
import type { CallState } from './call.ts'
import { uuid } from './clock.ts'
import type { Settings } from './options.ts'
import { readerOf } from './response.ts'
import { type Turned, createQueue } from './queue.ts'

/** What is known of an origin is kept so long after its last call, in milliseconds. */
export const keptMs = 600_000

/** Those who waited at a breaker come back over so many milliseconds. */
const releaseMs = 1_000

/** What became of an attempt, beyond success and failure. */
export type Came = Readonly<{
  how: Fault | 'success' | 'aborted'
  /** When the retry that is wanted would be sent; absent: none is. */
  delayMs?: number | undefined
  /** The wait that the server stated; absent: none. */
  statedMs?: number | null
  /** Fields of an answer that failed, or one that did not. */
  header?: Header
  answer?: unknown
}>

/** Asks the state before an attempt, and tells it after. */
export type Guard = Readonly<{
  ask(call: CallState, attempt: number): Passed | Turned<Refused> | Promise<Passed | Turned<Refused>>
  /** Granted: may the retry be made? */
  tell(call: CallState, came: Came): Granted
  queued(place: string): number
}>

export function createGuard({ store, clock, isShared }: Settings): Guard {
  const queue = createQueue<Passed, Refused>(clock)
  const by = isShared ? uuid(clock).slice(0, 8) : ''

  return {
    ask(call, attempt) {
      const { policy, place, info } = call
      const first = attempt === 1
      const { breaker, pacing, throttle } = policy
      if (!first) call.sentMs = clock.monotonic()
      if (place === '' || (breaker === false && pacing === false && !(first && throttle))) return passed
      const ask = (): Verdict => {
        const verdict = store.update(place, admitStep({ gates: policy, first, random: clock.random(), by }), keptMs)
        if (!verdict.ok) return verdict
        call.pass = verdict.pass
        if (verdict.timed) call.sentMs = clock.monotonic()
        return verdict
      }
      // an attempt that has waited already waits for its turn too
      if (policy.closed === 'hold' || (!first && pacing !== false)) {
        const { maxQueue, maxQueueMs }: Pacing = pacing || defaults.pacing
        const { totalTimeoutMs } = policy
        const deadlineMs = totalTimeoutMs === null ? Infinity : call.startMs + totalTimeoutMs
        const priority = info.options?.priority ?? 0
        return queue.hold({ key: place, priority, deadlineMs, maxMs: maxQueueMs, maxQueue, signal: info.signal, ask })
      }
      const verdict = ask()
      if (verdict.ok) return verdict
      const waitMs = verdict.waitMs === null ? null : verdict.waitMs + clock.random() * verdict.spreadMs
      return { ok: false, why: 'closed', shut: { ...verdict, waitMs } }
    },
    tell(call, { how, delayMs, statedMs = null, header, answer }) {
      const { policy, place, paid, pass, sentMs } = call
      const fault = typeof how === 'string' ? null : how
      call.pass = null
      call.sentMs = null
      call.paid = 0
      if (how === 'aborted' && pass === null) return nothing
      const asked = fault?.kind === 'rate_limit'
      const { budget } = policy
      const price =
        budget === 'unsafe_off'
          ? 1
          : fault && kinds[fault.kind].backoff === 'throttled'
            ? budget.throttledCost
            : budget.cost
      const cost = delayMs === undefined ? 0 : price
      const granted = store.update(
        place,
        outcomeStep({
          gates: policy,
          told: {
            outcome: how === 'success' ? how : fault && outcomeOf(fault),
            paid,
            asked,
            latencyMs: sentMs === null ? null : clock.monotonic() - sentMs,
          },
          ill: how === 'success' ? false : fault && kinds[fault.kind].health ? true : null,
          pass,
          cost,
          delayMs: policy.closed === 'hold' || delayMs === undefined ? null : delayMs,
          // only a breaker that opens needs it
          random: policy.breaker === false ? 0 : clock.random(),
          paced:
            policy.pacing === false
              ? null
              : pacedOf(call, policy.pacing, asked ? statedMs : null, header ?? readerOf(peek(answer, 'headers'))),
        }),
        keptMs + (statedMs ?? 0),
      )
      if (granted.ok) call.paid = cost
      if (granted.moved?.to === 'closed') queue.wake(place, releaseMs)
      return granted
    },
    queued: queue.size,
  }

  function pacedOf(
    { provider }: CallState,
    { learn }: Pacing,
    pauseMs: number | null,
    header: Header,
  ): PacingTold | null {
    const limits = learn ? limitsOf(header, serverTime(header, clock.now()), provider?.waits?.limits) : []
    if (limits.length === 0 && pauseMs === null) return null
    return { limits, pauseMs, spreadMs: Math.max(leastSpreadMs, pauseMs ?? 0) }
  }
}

/** Everyone was told the same: without a spread as long as the wait they come back together. */
const leastSpreadMs = 3_000

const nothing: Granted = /* @__PURE__ */ Object.freeze({ ok: false, openMs: 0, moved: null })

/** null: it says nothing of the server. */
function outcomeOf({ kind, code, type, retryAfterMs }: Fault): Outcome | null {
  if (kind === 'aborted' || kind === 'circuit_open') return null
  if (kind === 'rate_limit' || kind === 'timeout') return 'busy'
  // a bare 503 is what any server says that is down
  if (kind === 'overloaded' && (retryAfterMs !== null || code !== null || type !== null)) return 'busy'
  return kinds[kind].health ? 'broken' : 'alive'
}
