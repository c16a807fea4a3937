import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryBudget, arbitraryThrottle, arbitraryTold } from '../../../../test/fixtures/gates.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import { gates as defaults } from '../nouns/gates.ts'
import { type KeyState, admitStep, outcomeStep, passed, phaseOf } from './gate.ts'
import type { Gates, Granted, Verdict } from './verdict.ts'
import { forceStep } from './force.ts'
import type { Step } from './store.ts'

const off: Gates = { budget: defaults.budget, throttle: false, breaker: false, pacing: false }
const breaker = { ...defaults.breaker, failureRate: null, consecutive: 1, openMs: 4_000, maxOpenMs: 64_000 }
const pacing = { ...defaults.pacing, limit: 1, windowMs: 1_000 }
const overload = { outcome: 'busy', paid: 0, asked: false, latencyMs: 0 } as const

type AdmitArgs = Parameters<typeof admitStep>[0]
type OutcomeArgs = Parameters<typeof outcomeStep>[0]

/** What a store does, with the state at hand. */
function scene(gates: Gates) {
  const it = {
    state: undefined as KeyState | undefined,
    nowMs: 1_000,
    take<Result>({ apply, args }: Step<KeyState, Result>): Result {
      const [state, result] = apply(it.state, args, it.nowMs)
      it.state = state
      return result
    },
    admit: (over: Partial<AdmitArgs> = {}): Verdict =>
      it.take(admitStep({ gates, first: true, random: 0.5, by: '', ...over })),
    outcome: (over: Partial<OutcomeArgs> = {}): Granted =>
      it.take(
        outcomeStep({
          gates,
          told: { outcome: 'success', paid: 0, asked: false, latencyMs: 0 },
          ill: false,
          pass: null,
          unsent: 0,
          cost: 0,
          delayMs: null,
          random: 0,
          paced: null,
          ...over,
        }),
      ),
    /** A call that fails, by the breaker's count too. */
    fail(over: Partial<OutcomeArgs> = {}): Granted {
      const verdict = it.admit({ random: 0.9999 })
      if (!verdict.ok) throw new Error(`refused: ${verdict.reason}`)
      const told = { ...overload, outcome: 'broken' } as const
      return it.outcome({ told, ill: true, pass: verdict.pass, ...over })
    },
    force: (to: 'open' | 'closed') => it.take(forceStep(to, gates)),
  }
  return it
}

test('the steps have the names by which a store that is shared tells them apart', () => {
  expect(admitStep({ gates: off, first: true, random: 0, by: '' }).name).toBe('admit')
  expect(outcomeStep({} as OutcomeArgs).name).toBe('outcome')
  expect(forceStep('open', off)).toMatchObject({ name: 'force', args: { to: 'open', gates: off } })
})

describe('a key of which nothing is known', () => {
  test('lets a call through, and begins to be known with the first tokens', () => {
    const it = scene({ ...off, throttle: defaults.throttle })
    expect(it.admit()).toBe(passed)
    expect(passed).toEqual({ ok: true, pass: null, moved: null })
    expect(it.state).toEqual({
      v: expect.any(Number),
      supply: expect.objectContaining({ tokens: 2, sentMs: 1_000 }),
      breaker: null,
      pacing: null,
    })
  })

  test('learns from what comes of a call that nobody asked it about', () => {
    const it = scene(off)
    expect(it.outcome()).toEqual({ ok: false, openMs: 0, moved: null })
    expect(it.state?.supply.tokens).toBeCloseTo(2.1)
  })
})

test('what a program of another version left is not read', () => {
  const it = scene({ ...off, breaker })
  it.fail()
  const left = { ...it.state, v: 0 } as unknown as KeyState
  for (const use of [() => it.admit(), () => it.outcome(), () => it.force('closed')]) {
    it.state = left
    use()
    expect(it.state).not.toBe(left)
    expect(it.state).toMatchObject({ v: 2, supply: { run: 0 } })
  }
})

describe('the very same state is kept', () => {
  const gates = { ...off, throttle: defaults.throttle }

  test('by a call that is let through, and by a success that earns nothing', () => {
    const it = scene({ ...gates, budget: { ...defaults.budget, start: 10 } })
    it.admit()
    const { state } = it
    it.admit()
    it.outcome()
    expect(it.state).toBe(state)
  })

  test('by what tells nothing', () => {
    const it = scene(gates)
    it.admit()
    const { state } = it
    it.outcome({ told: { ...overload, outcome: null } })
    expect(it.state).toBe(state)
  })

  test('by an open breaker that refuses', () => {
    const it = scene({ ...gates, breaker })
    it.fail()
    const { state } = it
    it.admit()
    expect(it.state).toBe(state)
  })

  test.each([
    ['tokens', { told: { outcome: 'success', paid: 0, asked: false, latencyMs: 0 } }],
    ['a limit', { told: { ...overload, outcome: null }, paced: { limits: [], pauseMs: 10, spreadMs: 0 } }],
    ['a breaker', { told: { ...overload, outcome: null }, ill: true, pass: { ok: true, generation: 0, probe: 0 } }],
  ] as const)('not where one of its parts changed: %s', (_, over) => {
    const it = scene({ ...gates, breaker, pacing })
    it.admit()
    const before = it.state!
    it.outcome(over)
    expect(it.state).not.toBe(before)
    const changed = (['supply', 'pacing', 'breaker'] as const).filter((part) => it.state?.[part] !== before[part])
    expect(changed).toHaveLength(1)
  })
})

describe('the order of refusals', () => {
  /** All three closed. */
  function closed() {
    const it = scene({ budget: { ...defaults.budget, maxRetries: 1 }, throttle: defaults.throttle, breaker, pacing })
    it.admit()
    for (let overloads = 0; overloads < 3; overloads++) it.outcome({ told: overload })
    it.outcome({ ill: true, pass: { ok: true, generation: 0, probe: 0 }, told: { ...overload, outcome: null } })
    return it
  }

  test('is breaker, throttle, pacing', () => {
    const it = closed()
    expect(it.admit({ random: 0 })).toMatchObject({ ok: false, reason: 'circuit_open' })
    it.force('closed')
    expect(it.admit({ random: 0 })).toEqual({
      ok: false,
      reason: 'throttled',
      waitMs: null,
      spreadMs: 0,
      isFinal: true,
    })
    expect(it.admit({ random: 0.9999 })).toMatchObject({ ok: false, reason: 'limit_reached' })
    it.nowMs += 10_000
    expect(it.admit({ random: 0.9999 })).toMatchObject({ ok: true })
  })

  test('costs nothing behind the one that refuses', () => {
    const it = closed()
    const before = it.state!
    it.admit({ random: 0 })
    expect(it.state).toBe(before)
    it.force('closed')
    it.admit({ random: 0 })
    expect(it.state?.pacing).toBe(before.pacing)
    expect(it.state?.supply.askedMs).toBe(1_000)
  })

  test('what a limit refuses takes no probe of the breaker', () => {
    const it = scene({ ...off, breaker, pacing: { ...pacing, windowMs: 60_000 } })
    it.fail()
    it.nowMs += 4_000
    expect(it.admit()).toMatchObject({ ok: false, reason: 'limit_reached' })
    it.nowMs += 60_000
    expect(it.admit()).toMatchObject({ ok: true, pass: { probe: 1 } })
  })
})

describe('the throttle', () => {
  const gates = { ...off, throttle: defaults.throttle }

  /** A share below 1. */
  function throttled(given: Gates = gates) {
    const it = scene(given)
    for (let overloads = 0; overloads < 3; overloads++) it.outcome({ told: overload })
    return it
  }

  test('refuses by chance, with no time to wait for, and alone holds nobody', () => {
    const it = throttled()
    const { share } = it.state!.supply
    expect(it.admit({ random: 1 - share - 0.001 })).toEqual({
      ok: false,
      reason: 'throttled',
      waitMs: null,
      spreadMs: 0,
      isFinal: true,
    })
    expect(it.admit({ random: 1 - share + 0.001 })).toMatchObject({ ok: true })
  })

  test('counts who asked, refused or not', () => {
    const it = throttled()
    it.admit({ random: 0 })
    expect(it.state?.supply).toMatchObject({ askedMs: 1_000 })
    it.nowMs += 70
    it.admit({ random: 0.9999 })
    expect(it.state?.supply).toMatchObject({ askedMs: 1_070, gapMs: 70, sentMs: 1_070 })
  })

  test('lets retries through: they were paid for', () => {
    expect(throttled().admit({ random: 0, first: false })).toMatchObject({ ok: true })
  })

  test('lets a probe of the breaker through, which finds out', () => {
    const it = throttled({ ...gates, breaker })
    it.fail()
    it.nowMs += 4_000
    it.outcome({ told: overload })
    expect(it.admit({ random: 0 })).toMatchObject({ ok: true, pass: { probe: 1 } })
  })

  test('that is off refuses nobody, and counts nobody', () => {
    expect(throttled({ ...off, throttle: false }).admit({ random: 0 })).toBe(passed)
    const it = throttled()
    const { state } = it
    expect(it.admit({ random: 0, gates: off })).toBe(passed)
    expect(it.state).toBe(state)
  })

  test('refuses nobody, whatever chance says, where nothing is amiss', () => {
    expect(scene(gates).admit({ random: 0 })).toBe(passed)
  })
})

describe('the breaker', () => {
  const gates = { ...off, breaker }

  test('gives each call a pass to be known by', () => {
    const it = scene(gates)
    expect(it.admit()).toEqual({ ok: true, pass: { ok: true, generation: 0, probe: 0 }, moved: null })
  })

  test('opens by what speaks of an ill service, and says so once', () => {
    const it = scene(gates)
    expect(it.fail()).toEqual({ ok: false, openMs: 0, moved: { from: 'closed', to: 'open' } })
    expect(phaseOf(it.state!, it.nowMs)).toBe('open')
    expect(it.outcome({ ill: true, pass: { ok: true, generation: 0, probe: 0 } }).moved).toBeNull()
  })

  test.each([
    ['what says nothing of it', null],
    ['a success', false],
  ])('does not open by %s', (_, ill) => {
    const it = scene(gates)
    expect(it.fail({ ill }).moved).toBeNull()
    expect(phaseOf(it.state!, it.nowMs)).toBe('closed')
  })

  test('does not hear of a call that it was not asked about', () => {
    const it = scene(gates)
    expect(it.outcome({ ill: true, pass: null })).toEqual({ ok: false, openMs: 0, moved: null })
    expect(it.state?.breaker).toBeNull()
    const pass = { ok: true, generation: 0, probe: 0 } as const
    expect(it.outcome({ gates: off, ill: true, pass }).moved).toBeNull()
    expect(it.state?.breaker).toBeNull()
  })

  test('tells of its first probe, and of what comes of it', () => {
    const it = scene(gates)
    it.fail()
    it.nowMs += 4_000
    const probe = it.admit()
    expect(probe).toMatchObject({ ok: true, moved: { from: 'open', to: 'half_open' } })
    const pass = probe.ok ? probe.pass : null
    expect(it.outcome({ pass }).moved).toEqual({ from: 'half_open', to: 'closed' })
  })

  test('is not closed by a probe that says nothing of its health', () => {
    const it = scene(gates)
    it.fail()
    it.nowMs += 4_000
    const probe = it.admit()
    expect(it.outcome({ pass: probe.ok ? probe.pass : null, ill: null }).moved).toBeNull()
    expect(phaseOf(it.state!, it.nowMs)).toBe('half_open')
    expect(it.admit()).toMatchObject({ ok: true, pass: { probe: 2 } })
  })

  test('tells of no further probe', () => {
    const two = { ...off, breaker: { ...breaker, probes: 2 } }
    const it = scene(two)
    it.fail()
    it.nowMs += 4_000
    expect(it.admit()).toMatchObject({ pass: { probe: 1 }, moved: { to: 'half_open' } })
    expect(it.admit()).toMatchObject({ pass: { probe: 2 }, moved: null })
  })

  test('that is open says how long; half-open it is worth asking again within a second', () => {
    const it = scene(gates)
    it.fail()
    expect(it.admit()).toEqual({ ok: false, reason: 'circuit_open', waitMs: 2_000, spreadMs: 0, isFinal: false })
    it.nowMs += 4_000
    it.admit()
    expect(it.admit()).toEqual({ ok: false, reason: 'circuit_open', waitMs: 1_000, spreadMs: 0, isFinal: false })
    it.nowMs += 29_500
    expect(it.admit()).toMatchObject({ waitMs: 500 })
  })

  test('that was opened by hand says no time', () => {
    const it = scene(gates)
    it.force('open')
    expect(it.admit()).toEqual({ ok: false, reason: 'circuit_open', waitMs: null, spreadMs: 0, isFinal: false })
  })
})

describe('a retry', () => {
  const wanted = { cost: 1, delayMs: 100 }

  test('is granted with a token that is gone before the wait', () => {
    const it = scene(off)
    it.admit()
    expect(it.fail(wanted)).toEqual({ ok: true, openMs: 0, moved: null })
    expect(it.state?.supply.tokens).toBe(1)
  })

  test('is not granted where none is wanted, or nothing is left to pay with', () => {
    const it = scene(off)
    expect(it.fail({ cost: 0 }).ok).toBe(false)
    expect(it.state?.supply.tokens).toBe(2)
    expect(it.fail({ ...wanted, cost: 2.1 }).ok).toBe(false)
    expect(it.state?.supply).toMatchObject({ tokens: 2, run: 2 })
  })

  test('is paid for with what the attempt before it brought back', () => {
    const it = scene(off)
    it.fail({ cost: 2, delayMs: 0 })
    expect(it.state?.supply.tokens).toBe(0)
    const back = { outcome: 'success', paid: 2, asked: false, latencyMs: 0 } as const
    expect(it.outcome({ told: back, ...wanted }).ok).toBe(true)
    expect(it.state?.supply.tokens).toBe(1)
  })

  test('that was not made gives its tokens back', () => {
    const it = scene(off)
    it.fail(wanted)
    const nothing = { ...overload, outcome: null }
    it.outcome({ told: nothing, unsent: 1 })
    expect(it.state?.supply).toMatchObject({ tokens: 2, retries: 0, run: 1 })
    expect(it.outcome({ told: nothing, unsent: 1, gates: { ...off, budget: 'unsafe_off' } }).ok).toBe(false)
    expect(it.state?.supply.tokens).toBe(2)
  })

  test('that the server asked for is not counted', () => {
    const one = { ...off, budget: { ...defaults.budget, maxRetries: 1 } }
    const asked = { ...overload, asked: true }
    const it = scene(one)
    expect([1, 2].map(() => it.outcome({ told: asked, ...wanted }).ok)).toEqual([true, true])
    expect(scene(one).outcome({ told: overload, ...wanted, gates: { ...one, budget: 'unsafe_off' } }).ok).toBe(true)
    const other = scene({ ...one, budget: { ...one.budget, start: 10 } })
    expect([1, 2].map(() => other.outcome({ told: overload, ...wanted }).ok)).toEqual([true, false])
  })

  test('is not granted, and costs nothing, where the breaker is open for longer than its wait', () => {
    const it = scene({ ...off, breaker })
    expect(it.fail({ cost: 1, delayMs: 1_999 })).toMatchObject({ ok: false, openMs: 2_000 })
    expect(it.state?.supply.tokens).toBe(2)
  })

  test('is granted at a breaker that is closed', () => {
    const it = scene({ ...off, breaker: { ...breaker, consecutive: 2 } })
    expect(it.fail({ cost: 1, delayMs: 0 })).toMatchObject({ ok: true, openMs: 0 })
  })

  test('is granted where the breaker lets a probe through by then, or the call can be held', () => {
    expect(scene({ ...off, breaker }).fail({ cost: 1, delayMs: 2_000 })).toMatchObject({ ok: true, openMs: 0 })
    expect(scene({ ...off, breaker }).fail({ cost: 1, delayMs: null })).toMatchObject({ ok: true, openMs: 0 })
  })

  test('is never granted at a breaker that was opened by hand, nor delayed by one that is off', () => {
    const it = scene({ ...off, breaker })
    it.force('open')
    expect(it.outcome(wanted)).toMatchObject({ ok: false, openMs: Infinity })
    expect(it.outcome({ ...wanted, gates: off })).toMatchObject({ ok: true, openMs: 0 })
  })

  test('may wait for a half-open breaker', () => {
    const it = scene({ ...off, breaker })
    it.fail()
    it.nowMs += 4_000
    expect(it.outcome({ ...wanted, delayMs: 0 })).toMatchObject({ ok: true, openMs: 0 })
  })
})

describe('pacing', () => {
  const gates = { ...off, pacing: defaults.pacing }
  const paced = { limits: [], pauseMs: 2_000, spreadMs: 3_000 }

  test('stops first attempts and retries of everyone while a stated wait lasts', () => {
    const it = scene(gates)
    it.outcome({ told: { ...overload, asked: true }, paced })
    for (const first of [true, false])
      expect(it.admit({ first, by: first ? 'a' : 'b' })).toEqual({
        ok: false,
        reason: 'limit_reached',
        waitMs: 2_000,
        spreadMs: 3_000,
        isFinal: false,
      })
    it.nowMs += 2_000
    expect(it.admit()).toBe(passed)
  })

  test('learns nothing where it is off, or where nothing was stated', () => {
    const it = scene(gates)
    it.outcome({ paced, gates: off })
    expect(it.state?.pacing).toBeNull()
    it.outcome({ paced: null })
    expect(it.state?.pacing).toBeNull()
    expect(it.admit()).toBe(passed)
  })

  test('counts what it lets through for each sender', () => {
    const it = scene({ ...off, pacing })
    expect(it.admit({ by: 'a' }).ok).toBe(true)
    expect(it.state?.pacing?.senders.map(([by]) => by)).toEqual(['a'])
  })
})

describe('by hand', () => {
  test('a breaker is opened and closed at a key of which nothing is known', () => {
    const it = scene({ ...off, breaker })
    it.nowMs = 77
    expect(it.force('open')).toBeNull()
    expect(phaseOf(it.state!, it.nowMs)).toBe('open')
    expect(it.state?.supply).toMatchObject({ tokens: 2, sentMs: 77 })
    it.force('closed')
    expect(phaseOf(it.state!, it.nowMs)).toBe('closed')
  })

  test('the rest of what is known stays', () => {
    const it = scene({ ...off, breaker })
    it.admit()
    it.outcome()
    const { supply } = it.state!
    it.force('open')
    expect(it.state?.supply).toBe(supply)
  })
})

test('whatever happens, states and verdicts are JSON, of numbers that are numbers', () => {
  const arbitraryGates = fc.record({
    budget: arbitraryBudget,
    throttle: arbitraryThrottle,
    breaker: fc.constantFrom(false as const, breaker, { ...breaker, consecutive: 3, probes: 2 }),
    pacing: fc.constantFrom(false as const, pacing, defaults.pacing),
  })
  const move = fc.record({
    afterMs: fc.oneof(fc.nat(100), fc.nat(100_000)),
    first: fc.boolean(),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    told: arbitraryTold,
    ill: fc.option(fc.boolean()),
    delayMs: fc.option(fc.nat(10_000)),
    pauseMs: fc.option(fc.nat(5_000)),
    force: fc.constantFrom('no', 'no', 'no', 'no', 'open', 'closed'),
  })
  fc.assert(
    fc.property(arbitraryGates, fc.array(move, { maxLength: 40 }), (gates, moves) => {
      const it = scene(gates)
      for (const { afterMs, first, random, told, ill, delayMs, pauseMs, force } of moves) {
        it.nowMs += afterMs
        if (force !== 'no') it.force(force)
        const verdict = it.admit({ first, random })
        if (!verdict.ok) expect(verdict.waitMs === null || verdict.waitMs > 0).toBe(true)
        const paced = pauseMs === null ? null : { limits: [], pauseMs, spreadMs: 3_000 }
        const pass = verdict.ok ? verdict.pass : null
        const granted = it.outcome({ told, ill, delayMs, random, pass, cost: told.paid, paced })
        expect(granted.openMs).toBeGreaterThanOrEqual(0)
        expect(granted.ok && granted.openMs > 0).toBe(false)
        expect(JSON.parse(JSON.stringify(it.state))).toEqual(it.state)
      }
    }),
    { numRuns: runs(200) },
  )
})
