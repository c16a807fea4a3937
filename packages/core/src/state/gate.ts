import type { Json } from '../nouns/json.ts'
import { type BreakerPass, type BreakerState, breakerAdmit, breakerPhase, breakerSettle } from './breaker.ts'
import { type PacingState, type PacingTold, pacingAdmit, pacingLearn } from './pacing.ts'
import type { Step } from './store.ts'
import type { Gates, Granted, Moved, Passed, Phase, Refused, Verdict } from './verdict.ts'
import { fullOf, giveBack, pay } from './budget.ts'
import { ask, learn, refusedShare } from './throttle.ts'
import type { Supply, Told } from './supply.ts'

/** Of the form below: what a program of another version left in a shared store is not read. */
const version = 2

/** All that is kept of an origin (and partition). */
export type KeyState = Readonly<{
  v: typeof version
  supply: Supply
  breaker: BreakerState | null
  pacing: PacingState | null
}>

/** `by`: who shares the state with others; empty: nobody does. */
type AdmitArgs = Readonly<{ gates: Gates; first: boolean; random: number; by: string }>

type OutcomeArgs = Readonly<{
  gates: Gates
  told: Told
  /** Does it speak of an ill service? null: of nothing. */
  ill: boolean | null
  pass: BreakerPass | null
  /** Tokens of a retry that was not made after all. */
  unsent: number
  /** Tokens for the retry that is wanted; 0: none is. */
  cost: number
  /** When that retry is to be sent; null: it can be held. */
  delayMs: number | null
  random: number
  /** What the answer says of limits; null: nothing, or nobody wants to know. */
  paced: PacingTold | null
}>

/** Before an attempt. */
export const admitStep = (args: AdmitArgs): Step<KeyState, Verdict> => ({ name: 'admit', args, apply: admit })

/** After an attempt; the token for the next one is taken here, before any wait. */
export const outcomeStep = (args: OutcomeArgs): Step<KeyState, Granted> => ({
  name: 'outcome',
  args: args as unknown as Json, // what a limit does not say is undefined, and left out of JSON
  apply: outcome,
})

export const phaseOf = ({ breaker }: KeyState, nowMs: number): Phase => breakerPhase(breaker, nowMs)

export const knownOf = (state: KeyState | undefined, { budget }: Gates, nowMs: number): KeyState =>
  state?.v === version ? state : unknown(budget, nowMs)

const unknown = (budget: Gates['budget'], nowMs: number): KeyState => ({
  v: version,
  supply: fullOf(budget, nowMs),
  breaker: null,
  pacing: null,
})

export const passed: Passed = /* @__PURE__ */ Object.freeze({ ok: true, pass: null, moved: null })

/** What nothing is granted by: of a success, that it changed nothing, as the next one will not. */
export const unchanged: Granted = /* @__PURE__ */ Object.freeze({ ok: false, openMs: 0, moved: null })

function admit(state: KeyState | undefined, json: Json, nowMs: number): readonly [KeyState, Verdict] {
  const { gates, first, random, by } = json as AdmitArgs
  const known = knownOf(state, gates, nowMs)
  let { supply, pacing } = known
  const { breaker } = known
  const refused = (reason: Refused['reason'], waitMs: number | null, spreadMs = 0): readonly [KeyState, Refused] => [
    next(known, supply, breaker, pacing),
    { ok: false, reason, waitMs, spreadMs, isFinal: reason === 'throttled' },
  ]
  let pass: BreakerPass | null = null
  // with the probe that is let through, if the other gates let it through too
  let probing = breaker
  if (gates.breaker !== false) {
    const [after, answer] = breakerAdmit(breaker, gates.breaker, nowMs)
    // a probe may answer long before its lease is over
    const mostMs = breakerPhase(after, nowMs) === 'half_open' ? triedAgainMs : Infinity
    if (!answer.ok) return refused('circuit_open', answer.waitMs && Math.min(answer.waitMs, mostMs))
    pass = answer
    probing = after
  }
  // a probe is the trickle that finds out, whatever the throttle thinks
  if (gates.throttle !== false && first && !pass?.probe) {
    const isRefused = random < refusedShare(supply, gates.throttle, gates.budget, nowMs)
    supply = ask(supply, isRefused, nowMs)
    if (isRefused) return refused('throttled', null)
  }
  if (gates.pacing !== false) {
    const [after, answer] = pacingAdmit(pacing, gates.pacing, by, nowMs)
    pacing = after
    if (!answer.ok) return refused('limit_reached', answer.waitMs, answer.spreadMs)
  }
  const moved: Moved = pass?.probe === 1 ? { from: 'open', to: 'half_open' } : null
  return [next(known, supply, probing, pacing), pass === null ? passed : { ok: true, pass, moved }]
}

/** Milliseconds. */
const triedAgainMs = 1_000

function outcome(state: KeyState | undefined, json: Json, nowMs: number): readonly [KeyState, Granted] {
  const { gates, told, ill, pass, unsent, cost, delayMs, random, paced } = json as unknown as OutcomeArgs
  const known = knownOf(state, gates, nowMs)
  const given = unsent > 0 ? giveBack(known.supply, unsent, gates.budget) : known.supply
  const learnt = learn(given, told, gates.budget, gates.throttle, nowMs)
  const result = ill === null ? 'neutral' : ill ? 'failure' : 'success'
  const breaker =
    gates.breaker === false || pass === null
      ? known.breaker
      : breakerSettle(known.breaker, gates.breaker, result, pass, random, nowMs)
  const pacing =
    gates.pacing === false || paced === null ? known.pacing : pacingLearn(known.pacing, gates.pacing, paced, nowMs)
  const openMs = gates.breaker === false || delayMs === null ? 0 : openForMs(breaker, nowMs)
  const isOpen = delayMs !== null && openMs > delayMs
  const paid = cost > 0 && !isOpen ? pay(learnt, cost, told.asked, gates.budget) : undefined
  const [from, to] = [breakerPhase(known.breaker, nowMs), breakerPhase(breaker, nowMs)]
  const moved = from === to ? null : { from, to }
  const after = next(known, paid ?? learnt, breaker, pacing)
  if (told.outcome === 'success' && after === known) return [known, unchanged]
  return [after, { ok: paid !== undefined, openMs: isOpen ? openMs : 0, moved }]
}

/** The very same where nothing changed: a store need not send it then. */
const next = (known: KeyState, supply: Supply, breaker: BreakerState | null, pacing: PacingState | null): KeyState =>
  supply === known.supply && breaker === known.breaker && pacing === known.pacing
    ? known
    : { ...known, supply, breaker, pacing }

/** Milliseconds until it lets a call through; infinite where somebody opened it by hand. */
const openForMs = (state: BreakerState | null, nowMs: number): number =>
  breakerPhase(state, nowMs) !== 'open' ? 0 : ((state?.leases && state.untilMs) ?? Infinity) - nowMs
