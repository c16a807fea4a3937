import { type Fault, kinds } from '../nouns/fault.ts'
import { gates as defaults } from '../nouns/gates.ts'
import type { Policy } from '../nouns/policy.ts'
import { type KeyState, admitStep, outcomeStep, passed, unchanged } from '../state/gate.ts'
import type { Gates, Granted, Passed, Refused, Verdict } from '../state/verdict.ts'
import { forceStep } from '../state/force.ts'
import type { Step } from '../state/store.ts'
import { createCalm } from './calm.ts'
import type { CallState } from './call.ts'
import { type Came, illOf, outcomeOf, pacedOf } from './came.ts'
import { uuid } from './clock.ts'
import type { Settings } from './options.ts'
import { shared } from './partitions.ts'
import { createQueue } from './queue.ts'
import { deadlineOf } from './ticket.ts'
import type { Turned } from './turned.ts'

/** Milliseconds that what is known of an origin is kept after its last call; longer where it may be closed for longer. */
const keptMs = ({ breaker, pacing }: Gates): number => (breaker || pacing ? 86_400_000 : 600_000)

/** Those who waited at a breaker come back over at least that. */
const releaseMs = 1_000

/** Asks the state before an attempt, and tells it after. */
export type Guard = Readonly<{
  ask(call: CallState, attempt: number): Passed | Turned<Refused> | Promise<Passed | Turned<Refused>>
  /** Granted: may the retry be made? */
  tell(call: CallState, came: Came): Granted
  queued(place: string): number
  /** Opens or closes a breaker by hand. */
  force(place: string, to: 'open' | 'closed', policy: Policy): void
}>

export function createGuard({ store, clock, isShared }: Settings): Guard {
  const queue = createQueue<Passed, Refused>(clock)
  const calm = createCalm(isShared, clock)
  const by = isShared ? uuid(clock).slice(0, 8) : ''

  function asked(call: CallState, first: boolean): Verdict {
    const step = admitStep({ gates: call.policy, first, random: clock.random(), by })
    const verdict = update<Verdict>(call.place, step, keptMs(call.policy), passed)
    if (!verdict.ok) return verdict
    call.pass = verdict.pass
    call.sentMs = clock.monotonic()
    return verdict
  }

  return {
    ask(call, attempt) {
      const { policy, place, info } = call
      const first = attempt === 1
      if (first && calm.begins(call)) return passed
      const { breaker, pacing, throttle } = policy
      if (place === '' || !(breaker || pacing || (first && throttle))) {
        call.sentMs = clock.monotonic()
        return passed
      }
      // an attempt that has waited already waits for its turn too
      if (policy.closed === 'hold' || (!first && pacing !== false)) {
        return queue.hold({
          ...(pacing || defaults.pacing),
          key: place,
          gates: policy,
          priority: info.options?.priority ?? 0,
          deadlineMs: deadlineOf(call),
          signal: info.signal,
          ask: () => asked(call, first),
        })
      }
      const verdict = asked(call, first)
      if (verdict.ok) return verdict
      const waitMs = verdict.waitMs === null ? null : verdict.waitMs + clock.random() * verdict.spreadMs
      return { ok: false, why: 'closed', shut: { ...verdict, waitMs } }
    },
    tell(call, came) {
      if (came.how === 'success' && calm.spares(call)) return unchanged
      const { how, delayMs } = came
      const { policy, place, host, paid, pass, sentMs, isGranted, provider } = call
      call.pass = null
      call.paid = 0
      call.isGranted = false
      if (how === 'aborted' && pass === null && !isGranted) return unchanged
      const { pacing, breaker } = policy
      const cost = delayMs === undefined || typeof how === 'string' ? 0 : priceOf(policy, how)
      const tookMs = clock.monotonic() - sentMs
      const args = {
        gates: policy,
        told: {
          outcome: outcomeOf(how, tookMs),
          paid,
          asked: typeof how === 'object' && how.kind === 'rate_limit',
          latencyMs: tookMs,
        },
        ill: illOf(how),
        pass,
        unsent: isGranted ? paid : 0,
        cost,
        delayMs: policy.closed === 'hold' || delayMs === undefined ? null : delayMs,
        // only a breaker that opens needs it
        random: breaker === false ? 0 : clock.random(),
        paced: pacing === false ? null : pacedOf(came, pacing.learn, provider?.waits?.limits, clock.now()),
      }
      const granted = update(place, outcomeStep(args), keptMs(policy), unchanged)
      calm.note(call, granted === unchanged)
      // partitions may be more than a store keeps: what all of a host pay into bounds them together
      const ofAll = place !== host && outcomeStep({ ...args, cost: granted.ok ? cost : 0, gates: shared(policy) })
      if (ofAll && !update(`${host}#*`, ofAll, keptMs(policy), unchanged).ok && granted.ok) {
        const told = { ...args.told, outcome: null }
        update(place, outcomeStep({ ...args, told, ill: null, cost: 0, unsent: cost }), keptMs(policy), unchanged)
        return { ...granted, ok: false }
      }
      call.isGranted = granted.ok
      if (granted.ok) call.paid = cost
      if (granted.moved?.to === 'closed') queue.wake(place, releaseMs)
      return granted
    },
    queued: queue.size,
    force(place, to, policy) {
      update(place, forceStep(to, policy), keptMs(policy), null)
      if (to === 'closed') queue.wake(place, releaseMs)
    },
  }

  /** A store of somebody else's may throw, or hold what no step can read: no call is to suffer for it. */
  function update<Result>(place: string, step: Step<KeyState, Result>, ttlMs: number, otherwise: Result): Result {
    try {
      return store.update(place, step, ttlMs)
    } catch {
      return otherwise
    }
  }
}

const priceOf = ({ budget }: Policy, { kind }: Fault): number =>
  budget === 'unsafe_off' ? 1 : kinds[kind].backoff === 'throttled' ? budget.throttledCost : budget.cost
