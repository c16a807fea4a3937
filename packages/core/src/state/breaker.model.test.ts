import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostChance } from '../../../../test/fixtures/clock.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import { type Breaker, gates } from '../nouns/gates.ts'
import {
  type BreakerPass,
  type BreakerResult,
  type BreakerState,
  breakerAdmit,
  breakerForce,
  breakerPhase,
  breakerSettle,
} from './breaker.ts'

/** A call that was let through and has not been settled: it may be as late as it likes. `pass` is the breaker's word, the rest the model's. */
type Call = { pass: BreakerPass; generation: number; isProbe: boolean; leaseEndMs: number }
type Heard = Readonly<{ failed: boolean; half: number }>

/** The breaker by its definition: everything is remembered, nothing counted ahead. `untilMs`: -Infinity while it is closed. */
function byDefinition(breaker: Breaker) {
  const { probes, windowMs, openMs, maxOpenMs, minCalls } = breaker
  const [failureRate, consecutive] = [breaker.failureRate ?? Infinity, breaker.consecutive ?? Infinity]
  const model = { generation: 0, untilMs: -Infinity, openings: 0, good: 0, heard: [] as Heard[], out: new Set<Call>() }
  const turn = (untilMs: number, openings: number) =>
    Object.assign(model, { generation: model.generation + 1, untilMs, openings, good: 0, heard: [], out: new Set() })
  const isClosed = () => model.untilMs === -Infinity
  const live = (nowMs: number) => [...model.out].filter((call) => call.leaseEndMs > nowMs)
  const open = (chance: number, nowMs: number) => {
    const most = Math.min(maxOpenMs, openMs * 2 ** model.openings)
    turn(Math.ceil(nowMs + Math.round((most * (1 + chance)) / 2)), model.openings + 1)
  }
  return {
    model,
    live,
    phase: (nowMs: number) => (isClosed() ? 'closed' : nowMs < model.untilMs ? 'open' : 'half_open'),
    /** Until when it refuses; -Infinity: it does not. */
    refusesUntilMs: (nowMs: number) =>
      isClosed() || nowMs < model.untilMs
        ? model.untilMs
        : live(nowMs).length < probes
          ? -Infinity
          : Math.min(...live(nowMs).map((call) => call.leaseEndMs)),
    settle(call: Call, result: BreakerResult, chance: number, nowMs: number) {
      if (call.generation !== model.generation) return
      model.out.delete(call)
      if (result === 'neutral') return
      const failed = result === 'failure'
      if (!isClosed()) return failed ? open(chance, nowMs) : ++model.good >= probes && turn(-Infinity, 0)
      const half = Math.floor(nowMs / (windowMs / 2))
      model.heard.push({ failed, half })
      const seen = model.heard.filter((one) => one.half >= half - 1)
      const share = seen.filter((one) => one.failed).length / seen.length
      const run = model.heard.length - 1 - model.heard.findLastIndex((one) => !one.failed)
      if (failed && (run >= consecutive || (seen.length >= minCalls && share >= failureRate))) open(chance, nowMs)
    },
    force: (to: 'open' | 'closed') => turn(to === 'open' ? Infinity : -Infinity, 0),
  }
}

type Model = Readonly<{ breaker: Breaker; definition: ReturnType<typeof byDefinition>; calls: Call[] }> & {
  nowMs: number
}
type Real = { state: BreakerState | null }

/** `expect` is too slow for millions of questions. */
function agree<Value>(what: string, actual: Value, wanted: Value): void {
  if (actual !== wanted) throw new Error(`${what}: ${String(actual)}, and should be ${String(wanted)}`)
}

/** Changing the state that was handed in would throw. */
function frozen(state: BreakerState | null): BreakerState | null {
  for (const part of [state, ...Object.values(state ?? {}), ...(state?.leases ?? [])]) Object.freeze(part)
  return state
}

function admit({ breaker, definition, calls, nowMs }: Model, real: Real): void {
  const untilMs = definition.refusesUntilMs(nowMs)
  const isProbe = definition.phase(nowMs) === 'half_open'
  const before = frozen(real.state)
  const [state, answer] = breakerAdmit(before, breaker, nowMs)
  real.state = state
  agree('let through', answer.ok, untilMs === -Infinity)
  if (answer.ok) {
    const { generation } = definition.model
    const call = { pass: answer, generation, isProbe, leaseEndMs: Math.ceil(nowMs + breaker.leaseMs) }
    calls.push(call)
    if (isProbe) definition.model.out.add(call)
    else agree('state of a closed breaker', state, before ?? state)
    return agree('probe', answer.probe > 0, isProbe)
  }
  agree('state after a refusal', state, before)
  const { waitMs } = answer
  if (waitMs === null) return agree('refused by hand until', untilMs, Infinity)
  agree('wait', waitMs, Math.ceil(untilMs - nowMs))
  agree('wait of 1 or more', waitMs >= 1, true)
  const early = breakerAdmit(state, breaker, nowMs + waitMs - 1)[1]
  agree('let in before the wait is over', early.ok, false)
  const [, waited] = breakerAdmit(state, breaker, nowMs + waitMs)
  agree('a probe let in after the wait', waited.ok && waited.probe > 0, true)
}

function settle(model: Model, real: Real, which: number, result: BreakerResult, chance: number): void {
  const { breaker, definition, calls, nowMs } = model
  const [call] = calls.splice(which % calls.length, 1)
  if (call === undefined) return
  const isStale = call.generation !== definition.model.generation
  const before = frozen(real.state)
  real.state = breakerSettle(before, breaker, result, call.pass, chance, nowMs)
  definition.settle(call, result, chance, nowMs)
  if (isStale) agree('state after a stale result', real.state, before)
}

/** What holds after every step. */
function check({ breaker, definition, calls, nowMs }: Model, { state }: Real): void {
  agree('phase', breakerPhase(state, nowMs), definition.phase(nowMs))
  agree('generation', state?.generation ?? 0, definition.model.generation)
  const probes = calls.filter(
    ({ pass, leaseEndMs }) => pass.probe && pass.generation === state?.generation && leaseEndMs > nowMs,
  )
  agree('at most so many probes out', probes.length <= breaker.probes, true)
  agree('probes out', probes.length, definition.live(nowMs).length)
}

type Run = (model: Model, real: Real) => void
const command = (name: string, run: Run): fc.Command<Model, Real> => ({
  check: () => true,
  run(model, real) {
    run(model, real)
    check(model, real)
  },
  toString: () => name,
})

const chance = fc.constantFrom(0, 0.3, 0.5, mostChance)
const result = fc.constantFrom<BreakerResult[]>('success', 'success', 'failure', 'failure', 'failure', 'neutral')
const millis = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0.25, 0.5, 1.75, 40, 1_000))
const admits = fc.constant(command('admit', admit))
const settles = fc
  .tuple(fc.nat(5), result, chance)
  .map(([which, how, random]) =>
    command(`settle(${which}, ${how}, ${random})`, (model, real) => settle(model, real, which, how, random)),
  )
/** Admitted and settled at once: otherwise few breakers open. */
const fails = fc.tuple(fc.integer({ min: 1, max: 4 }), chance).map(([times, random]) =>
  command(`fail(${times}, ${random})`, (model, real) => {
    for (let time = 0; time < times; time++) {
      const { length } = model.calls
      admit(model, real)
      if (model.calls.length > length) settle(model, real, length, 'failure', random)
    }
  }),
)
const passes = millis.map((ms) => command(`pass(${ms})`, (model) => void (model.nowMs += ms)))
/** To the moment from which the breaker lets a call in, where there is one. */
const waits = fc.constant(
  command('wait', (model) => {
    const untilMs = model.definition.refusesUntilMs(model.nowMs)
    if (Number.isFinite(untilMs)) model.nowMs = untilMs
  }),
)
const forces = fc.constantFrom<('open' | 'closed')[]>('open', 'closed', 'closed').map((to) =>
  command(`force(${to})`, (model, real) => {
    real.state = breakerForce(frozen(real.state), to)
    model.definition.force(to)
  }),
)

/** Another process, or the same one later, reads what this one kept. */
const restarts = fc.constant(
  command('restart', (_, real) => void (real.state = JSON.parse(JSON.stringify(real.state)) as BreakerState | null)),
)

const few = fc.integer({ min: 1, max: 4 })
const anyBreaker: fc.Arbitrary<Breaker> = fc
  .record({
    failureRate: fc.constantFrom(null, 0.5, 0.9, 1),
    consecutive: fc.option(few, { nil: null }),
    minCalls: few,
    windowMs: fc.integer({ min: 2, max: 20 }),
    openMs: fc.integer({ min: 1, max: 8 }),
    maxOpenMs: fc.integer({ min: 1, max: 50 }),
    probes: fc.integer({ min: 1, max: 3 }),
    leaseMs: fc.integer({ min: 1, max: 12 }),
  })
  .map((breaker) => ({ ...gates.breaker, ...breaker }))

const anyCommands = fc.commands(
  [admits, admits, admits, settles, settles, settles, fails, passes, passes, waits, forces, restarts],
  { maxCommands: 60, size: '+1' },
)

/** Whatever happened and never settled: after the longest time as many successes as there may be probes close it. */
function recovers(model: Model, real: Real): void {
  const { breaker, definition } = model
  if (definition.model.untilMs === Infinity) return
  model.nowMs += breaker.maxOpenMs + breaker.leaseMs + 1
  for (let probe = 0; probe < breaker.probes && breakerPhase(real.state, model.nowMs) !== 'closed'; probe++) {
    const { length } = model.calls
    admit(model, real)
    settle(model, real, length, 'success', 0)
  }
  agree('recovered', breakerPhase(real.state, model.nowMs), 'closed')
}

test('the breaker is what its definition says, whatever calls do and however late', () => {
  const seen = { closed: 0, open: 0, half_open: 0, stale: 0, probes: 0 }
  fc.assert(
    fc.property(anyBreaker, anyCommands, (breaker, commands) => {
      const model: Model = { breaker, definition: byDefinition(breaker), calls: [], nowMs: 0 }
      const real: Real = { state: null }
      fc.modelRun(() => ({ model, real }), commands)
      seen[breakerPhase(real.state, model.nowMs)]++
      if (model.calls.some(({ generation }) => generation < model.definition.model.generation)) seen.stale++
      if (model.definition.live(model.nowMs).length > 0) seen.probes++
      recovers(model, real)
    }),
    { numRuns: runs(5_000) },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(runs(5_000) / 50)
})
