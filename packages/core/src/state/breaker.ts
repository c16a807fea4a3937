import { backoffMs } from '../judgement/backoff.ts'
import type { Breaker } from '../nouns/gates.ts'

/** Each opening and each closing begins a new generation: what was let through in an earlier one tells nothing any more. */
export type BreakerState = Closed | Open

/** `probe`: 0, or which probe of its generation; the first one says that the breaker has just become half-open. */
export type BreakerPass = Readonly<{ ok: true; generation: number; probe: number }>
/** `waitMs`: whole milliseconds, at least 1, after which a probe may be let through; null: when someone closes it by hand. */
export type BreakerRefusal = Readonly<{ ok: false; waitMs: number | null }>
/** `neutral`: a 4xx, a rate limit, an abort, a call that was never sent. It says nothing of the service's health, and frees its probe. */
export type BreakerResult = 'success' | 'failure' | 'neutral'

/** While it is closed nothing changes. Half-open with all probes out it refuses: nobody waits here to be let go with everyone else. */
export function breakerAdmit(
  known: BreakerState | null,
  breaker: Breaker,
  nowMs: number,
): readonly [BreakerState, BreakerPass | BreakerRefusal] {
  const state = known ?? fresh
  const { generation } = state
  if (!state.leases) return [state, { ok: true, generation, probe: 0 }]
  let { untilMs } = state
  if (untilMs && untilMs <= nowMs) {
    const leases = state.leases.filter(([, endMs]) => nowMs < endMs)
    if (leases.length < breaker.probes) {
      const probe = state.sent + 1
      leases.push([probe, Math.ceil(nowMs + breaker.leaseMs)])
      return [
        { ...state, sent: probe, leases },
        { ok: true, generation, probe },
      ]
    }
    untilMs = Math.min(...leases.map(([, endMs]) => endMs))
  }
  return [state, { ok: false, waitMs: untilMs && Math.ceil(untilMs - nowMs) }]
}

/**
 * What became of a call that was let through; told once. As many successes as there may be probes close it, one failure opens it again.
 * A probe whose lease is over still tells something while its generation lasts. `random`: from 0 to 1.
 */
export function breakerSettle(
  known: BreakerState | null,
  breaker: Breaker,
  result: BreakerResult,
  pass: Pick<BreakerPass, 'generation' | 'probe'>,
  random: number,
  nowMs: number,
): BreakerState {
  const state = known ?? fresh
  const failed = result === 'failure'
  if (pass.generation !== state.generation) return state
  if (!state.leases) {
    if (result === 'neutral') return state
    const next = counted(state, breaker, failed, nowMs)
    return failed && isOver(next, breaker) ? opened(state, 1, breaker, random, nowMs) : next
  }
  if (failed) return opened(state, state.openings + 1, breaker, random, nowMs)
  const good = state.good + (result === 'success' ? 1 : 0)
  if (good >= breaker.probes) return breakerForce(state, 'closed')
  const leases = state.leases.filter(([probe]) => probe !== pass.probe)
  return good === state.good && leases.length === state.leases.length ? state : { ...state, good, leases }
}

export const breakerPhase = (state: BreakerState | null, nowMs: number): 'closed' | 'open' | 'half_open' =>
  !state?.leases ? 'closed' : state.untilMs && state.untilMs <= nowMs ? 'half_open' : 'open'

/** By hand. `open` lasts until it is closed by hand; `closed` starts afresh. */
export function breakerForce(known: BreakerState | null, to: 'open' | 'closed'): BreakerState {
  const generation = (known ?? fresh).generation + 1
  return { ...(to === 'closed' ? fresh : ajar), generation }
}

/**
 * Time is cut into halves of the window, and what counts is this half and the one before: nothing older than the window, everything
 * younger than half of it, and four numbers however many calls there are.
 */
type Closed = Readonly<{
  generation: number
  leases: null
  run: number
  half: number
  calls: number
  failures: number
  callsBefore: number
  failuresBefore: number
}>

type Open = Readonly<{
  generation: number
  /** Probes that are out, and when each makes room for another. */
  leases: readonly (readonly [probe: number, endMs: number])[]
  /** Half-open from then on; null: open until it is closed by hand. */
  untilMs: number | null
  /** In a row, without a closing between. */
  openings: number
  /** Probes so far. */
  sent: number
  /** Those that succeeded. */
  good: number
}>

const fresh: Closed = {
  generation: 0,
  leases: null,
  run: 0,
  half: 0,
  calls: 0,
  failures: 0,
  callsBefore: 0,
  failuresBefore: 0,
}
const ajar: Open = { generation: 0, leases: [], untilMs: null, openings: 0, sent: 0, good: 0 }

function opened(state: BreakerState, openings: number, breaker: Breaker, random: number, nowMs: number): Open {
  const backoff = { baseMs: breaker.openMs, capMs: breaker.maxOpenMs, jitter: 'equal' } as const
  const untilMs = Math.ceil(nowMs + backoffMs(backoff, openings, () => random)) || 1 // 0 would be for ever
  return { ...ajar, generation: state.generation + 1, untilMs, openings }
}

function counted(state: Closed, { failureRate, windowMs }: Breaker, failed: boolean, nowMs: number): Closed {
  // a success matters to the rate alone, and to a run that it ends
  if (!failed && failureRate === null && state.run === 0) return state
  const half = Math.floor((nowMs * 2) / windowMs)
  const before = half === state.half + 1 ? state : fresh
  const old: Closed =
    half === state.half
      ? state
      : { ...state, calls: 0, failures: 0, callsBefore: before.calls, failuresBefore: before.failures }
  return {
    ...old,
    run: failed ? old.run + 1 : 0,
    half,
    calls: old.calls + 1,
    failures: old.failures + (failed ? 1 : 0),
  }
}

/** Asked after a failure alone: a success that completes the minimum of calls is no reason to open. */
function isOver(
  { run, calls, failures, callsBefore, failuresBefore }: Closed,
  { failureRate, consecutive, minCalls }: Breaker,
): boolean {
  const all = calls + callsBefore
  const isMost = all >= minCalls && (failures + failuresBefore) / all >= (failureRate ?? Infinity)
  return isMost || run >= (consecutive ?? Infinity)
}
