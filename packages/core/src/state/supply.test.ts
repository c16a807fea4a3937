import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryBudget, arbitraryThrottle, arbitraryTold } from '../../../../test/fixtures/gates.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import { type Budget, budgets, gates } from '../nouns/gates.ts'
import { fullOf, giveBack, pay } from './budget.ts'
import type { Supply, Told } from './supply.ts'
import { ask, learn, refusedShare } from './throttle.ts'

const budget = budgets.server
/** A success raises the share by half of what an overload takes, and not at once to the whole. */
const throttle = { ...gates.throttle, k: 1.5 }
const full = fullOf(budget, 0)
const first: Told = { outcome: 'success', paid: 0, asked: false, latencyMs: 0 }

/** What is known after these attempts, all at one time. */
const after = (supply: Supply, told: Partial<Told> | readonly Partial<Told>[], nowMs = 0): Supply =>
  [told].flat().reduce<Supply>((known, one) => learn(known, { ...first, ...one }, budget, throttle, nowMs), supply)

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item)
const failed = (count: number): Supply => after(full, times(count, { outcome: 'broken' }))
const refused = (supply: Supply, nowMs = 0): number => refusedShare(supply, throttle, budget, nowMs)

/** Overloads at one time: the first cuts nothing, the second 30 %. */
const busy = (count: number, atMs = 0): Supply =>
  after({ ...full, sentMs: atMs }, times(count, { outcome: 'busy' }), atMs)
/** At the cap. */
const rich = { ...full, tokens: budget.cap }

// what was chosen in the storm simulation is taken as it is
const cut = busy(2).share
const trickle = busy(100).share
const owed = after(full, { outcome: 'broken', paid: 1 }).debt
const refusedInDebt = refused({ ...failed(budget.maxRetries + 2), debt: 5 })

test('the chosen numbers are of the right size', () => {
  for (const [value, least, most] of [
    [cut, 0.4, 0.9],
    [trickle, 0.0001, 0.01],
    [owed, 1, 1.5],
    [refusedInDebt, 0.8, 1],
  ] as const) {
    expect(value).toBeGreaterThanOrEqual(least)
    expect(value).toBeLessThanOrEqual(most)
  }
})

describe('the budget', () => {
  test.each([
    ['the start', budget, 2],
    ['no more than the cap', { ...budget, cap: 1.5 }, 1.5],
    ['nothing where there is none', 'unsafe_off', 0],
  ] as const)('holds at first %s', (_, given, tokens) => {
    expect(fullOf(given, 7)).toEqual({
      tokens,
      run: 0,
      retries: 0,
      debt: 0,
      share: 1,
      busy: 0,
      toldMs: 7,
      latencyMs: 0,
      askedMs: 0,
      sentMs: 7,
      gapMs: 0,
    })
  })

  test('is fed by a success without a retry, up to the cap', () => {
    expect(after(full, {}).tokens).toBeCloseTo(2.1)
    expect(after({ ...full, tokens: 9.95 }, {}).tokens).toBe(10)
    expect(after(full, times(1_000, {})).tokens).toBe(10)
  })

  test.each(['alive', 'busy', 'broken', null] as const)('is fed by nothing else: %s', (outcome) => {
    for (const paid of [0, 1]) expect(after(full, { outcome, paid }).tokens).toBe(2)
  })

  test.each([1, 0.35])('gives a retry that succeeds its price back, and nothing beside: %f', (paid) => {
    expect(after(full, { paid }).tokens).toBe(2 + paid)
    expect(after({ ...full, tokens: 9.9 }, { paid }).tokens).toBe(10)
  })

  test('earns nothing where there is none', () => {
    const none = fullOf('unsafe_off', 0)
    expect(learn(none, { ...first, paid: 1 }, 'unsafe_off', throttle, 0)).toBe(none)
  })

  test('has a start again after a minute without trouble, by the first success', () => {
    const empty = { ...full, tokens: 0, run: 3, toldMs: 1_000 }
    expect(after(empty, {}, 2_000).tokens).toBe(0.1)
    expect(after(empty, {}, 31_000).tokens).toBe(0.5)
    expect(after(empty, {}, 600_000).tokens).toBe(2)
    expect(after({ ...empty, tokens: 1.95 }, {}, 600_000).tokens).toBeCloseTo(2.05)
    expect(after(empty, { paid: 1 }, 31_000).tokens).toBe(1)
    for (const outcome of ['busy', 'broken'] as const) expect(after(full, { outcome }, 9_000).toldMs).toBe(9_000)
    expect(learn(empty, first, { ...budget, cap: 1 }, throttle, 600_000).tokens).toBe(1)
  })

  test('begins to count afresh after an answer, also where nothing failed since and nothing is earned', () => {
    const spent = { ...rich, retries: 10 }
    for (const outcome of ['success', 'alive'] as const) expect(after(spent, { outcome })).toEqual(rich)
  })

  test('gets back what a retry cost that was not made, and its place among those that may be made', () => {
    const spent = pay(rich, 1, false, budget)!
    expect(giveBack(spent, 1, budget)).toEqual(rich)
    expect(giveBack({ ...spent, tokens: 9.5 }, 1, budget).tokens).toBe(10)
    expect(giveBack(full, 0.35, budget)).toMatchObject({ tokens: 2.35, retries: 0 })
    expect(giveBack(full, 1, 'unsafe_off')).toBe(full)
  })

  test('pays nothing with what is no number', () => {
    expect(pay({ ...full, tokens: NaN }, 1, false, budget)).toBeUndefined()
    expect(pay({ ...full, retries: NaN }, 1, false, budget)).toBeUndefined()
  })

  test('pays for a retry with what it costs, to the last token', () => {
    expect(pay(full, 1, false, budget)).toEqual({ ...full, tokens: 1, retries: 1 })
    expect(pay(full, 2, false, budget)?.tokens).toBe(0)
    expect(pay(full, 2.01, false, budget)).toBeUndefined()
    expect(pay({ ...full, tokens: 0.3 }, 0.35, false, budget)).toBeUndefined()
  })

  test('pays for so many retries with no success between them, however rich it is', () => {
    const spend = (supply: Supply, count: number): Supply | undefined =>
      times(count, 0).reduce<Supply | undefined>((left) => left && pay(left, 0.01, false, budget), supply)
    expect(spend(rich, 10)?.retries).toBe(10)
    expect(spend(rich, 11)).toBeUndefined()
    const spent = after(spend(rich, 10)!, { outcome: 'broken', paid: 1 })
    expect(pay(spent, 1, false, budget)).toBeUndefined()
    for (const outcome of ['success', 'alive'] as const)
      expect(pay(after(spent, { outcome }), 1, false, budget)?.retries).toBe(1)
  })

  test('takes the price of a retry that the server asked for, and does not count it', () => {
    const spent = { ...rich, retries: budget.maxRetries }
    expect(pay(spent, 0.35, false, budget)).toBeUndefined()
    expect(pay(spent, 0.35, true, budget)).toEqual({ ...spent, tokens: 9.65 })
    expect(pay({ ...spent, tokens: 0.3 }, 0.35, true, budget)).toBeUndefined()
  })

  test('that is off pays for everything, and keeps the very same state', () => {
    const spent = { ...fullOf('unsafe_off', 0), retries: 1_000 }
    expect(pay(spent, 100, false, 'unsafe_off')).toBe(spent)
  })
})

describe('a debt', () => {
  test('grows with each retry that fails', () => {
    expect(after(full, times(2, { outcome: 'broken', paid: 1 })).debt).toBe(2 * owed)
    expect(after(full, { outcome: 'busy', paid: 0.35 }).debt).toBe(owed)
    expect(after(full, times(11, { outcome: 'broken', paid: 1 })).debt).toBeCloseTo(11 * owed)
  })

  test('does not grow with a first attempt, with a retry that the server asked for, or with what tells nothing', () => {
    expect(after(full, { outcome: 'broken' }).debt).toBe(0)
    expect(after(full, { outcome: 'busy', paid: 0.35, asked: true }).debt).toBe(0)
    expect(after(full, { outcome: null, paid: 1 })).toBe(full)
  })

  test('is made up for by refused first attempts once more failed in a row than there may be retries', () => {
    const owing = { ...failed(budget.maxRetries + 1), debt: 1 }
    expect(refused(owing)).toBe(0)
    const late = { ...owing, run: budget.maxRetries + 2 }
    expect(refused(late)).toBe(refusedInDebt)
    expect(refused({ ...late, debt: 0.5 })).toBe(refusedInDebt / 2)
    expect(refused({ ...late, debt: 0 })).toBe(0)
    expect(refusedShare({ ...owing, run: 1_000 }, throttle, 'unsafe_off', 0)).toBe(0.75)
  })

  test('is forgiven once nothing failed for a window and a half', () => {
    const owing = { ...failed(budget.maxRetries + 2), debt: 1, toldMs: 1_000, sentMs: 16_000 }
    expect(refused(owing, 15_999)).toBe(refusedInDebt)
    expect(refused(owing, 16_000)).toBe(0)
  })

  test('is less by one for each that is refused, and never below nothing', () => {
    const owing = { ...failed(12), debt: 2 }
    expect([ask(owing, true, 5).debt, ask(owing, false, 5).debt]).toEqual([1, 2])
    const overloaded = { ...busy(2), debt: 2 }
    expect([ask(overloaded, true, 5).debt, ask(overloaded, false, 5).debt]).toEqual([1, 2])
    expect(ask({ ...overloaded, debt: 0.2 }, true, 5).debt).toBe(0)
  })

  test.each(['success', 'alive'] as const)('is forgotten after a %s', (outcome) => {
    const owing = after(full, times(12, { outcome: 'broken', paid: 1 }))
    expect(after(owing, { outcome })).toMatchObject({ debt: 0, run: 0, retries: 0, busy: 0 })
    expect(after({ ...owing, tokens: 0 }, { outcome }).tokens).toBe(outcome === 'success' ? 0.1 : 0)
  })
})

describe('where errors say nothing of overload', () => {
  test('a run of 25 refuses nobody, and longer ones more and more, up to the largest share', () => {
    expect(refused(failed(25))).toBe(0)
    expect(refused(failed(26))).toBeCloseTo(1 / 27)
    expect(refused(failed(50))).toBeCloseTo(25 / 51)
    expect(refused(failed(1_000))).toBe(0.75)
    expect(refusedShare(failed(1_000), { ...throttle, maxRefused: 0 }, budget, 0)).toBe(0)
  })

  test('they leave what is known of those who ask as it is', () => {
    const asked = ask(failed(30), false, 9)
    expect(after(asked, { outcome: 'broken' }, 9)).toMatchObject({ askedMs: 9, sentMs: 9, run: 31 })
  })

  test('they leave the share of calls as it is', () => {
    expect(failed(1_000)).toMatchObject({ share: 1, busy: 0, run: 1_000 })
  })

  test.each(['success', 'alive'] as const)('a %s ends the run', (outcome) => {
    expect(refused(after(failed(1_000), { outcome }))).toBe(0)
  })
})

describe('an overload', () => {
  test('may be chance: the first one leaves all calls, and the next a part of them', () => {
    expect(busy(1, 500)).toMatchObject({ share: 1, busy: 1, toldMs: 500, run: 1 })
    expect(busy(2, 500)).toMatchObject({ share: cut, busy: 2, toldMs: 500, run: 2 })
    expect(busy(3).share).toBeCloseTo(cut ** 2)
  })

  test.each([
    [0, 1],
    [500, 1.5],
    [1_000, 2],
    [7_000, 8],
    [3_600_000, 8],
  ])('speaks for the silence before it too: after %i ms it is worth %f', (silenceMs, weight) => {
    expect(after(busy(1, 500), { outcome: 'busy' }, 500 + silenceMs).share).toBeCloseTo(cut ** weight, 10)
  })

  test('is weighed by the window', () => {
    const wide = { ...throttle, windowMs: 20_000 }
    expect(learn(busy(1), { ...first, outcome: 'busy' }, budget, wide, 2_000).share).toBeCloseTo(cut ** 2)
  })

  test('never takes the last trickle', () => {
    const all = busy(100)
    expect(after(all, { outcome: 'busy' }, 60_000).share).toBe(trickle)
    expect(refused(all)).toBe(1 - trickle)
  })

  test('after a success or an answer of another kind is the first one again, and after a bare error is not', () => {
    for (const outcome of ['success', 'alive'] as const)
      expect(after(busy(1), [{ outcome }, { outcome: 'busy' }]).share).toBe(1)
    expect(after(busy(1, 5_000), [{ outcome: 'broken' }, { outcome: 'busy' }], 5_000).share).toBe(cut)
  })

  test('cuts at once what is left while calls are left out, also after a success', () => {
    const held = { ...busy(2), busy: 0 }
    expect(after(held, { outcome: 'busy' }).share).toBeCloseTo(cut ** 2)
  })

  test('is a failure like others where the throttle is off', () => {
    const off = learn(busy(1), { ...first, outcome: 'busy', paid: 1 }, budget, false, 500)
    expect(off).toEqual({ ...busy(1), run: 2, debt: owed, toldMs: 500 })
  })
})

describe('calls that the throttle leaves out', () => {
  test('are as many as the share says, until one is due', () => {
    const held = { ...busy(2, 500), askedMs: 1 }
    expect(refused(held, 500)).toBeCloseTo(1 - cut)
    expect(refused(held, 2_499)).toBeCloseTo(1 - cut)
    expect(refused(held, 2_500)).toBe(0)
  })

  test.each([
    ['a tenth of the window at first', 1, 1_000],
    ['twice as long after each overload', 2, 2_000],
    ['three tenths of it where calls are many', 3, 3_000],
    ['three tenths of it, however many overloads', 20, 3_000],
  ])('one is due after %s', (_, overloads, dueMs) => {
    const held = { ...busy(overloads), share: 0.5, askedMs: 1 }
    expect(refused(held, dueMs - 1)).toBe(0.5)
    expect(refused(held, dueMs)).toBe(0)
  })

  test('one is due after three tenths of it where no overload came since the last success', () => {
    const held = { ...full, share: 0.5, askedMs: 1 }
    expect([refused(held, 2_999), refused(held, 3_000)]).toEqual([0.5, 0])
  })

  test('none is due before the first was asked for', () => {
    expect(refused({ ...busy(2), share: 0.5 }, 60_000)).toBe(0.5)
  })

  test.each([
    [500, 3_000],
    [1_000, 4_000],
    [3_750, 15_000],
    [60_000, 15_000],
  ])(
    'with one asked for every %i ms, one is due after the time of four, at most one window and a half',
    (gapMs, dueMs) => {
      const held = { ...busy(20), share: trickle, gapMs, askedMs: 1 }
      expect(refused(held, dueMs - 1)).toBe(1 - trickle)
      expect(refused(held, dueMs)).toBe(0)
    },
  )

  test('one that is due passes, whatever the share and the run', () => {
    const held = { ...failed(1_000), share: 0.5, askedMs: 1 }
    expect([refused(held, 2_999), refused(held, 3_000)].map((share) => share > 0)).toEqual([true, false])
  })

  test('one that is due still makes up for a retry', () => {
    const held = { ...failed(1_000), share: 0.5, debt: 5, askedMs: 1 }
    expect([refused(held, 2_999), refused(held, 3_000)]).toEqual([refusedInDebt, refusedInDebt])
  })

  test('the time from one to the next is followed slowly', () => {
    const asked = (supply: Supply, atMs: number): Supply => ask(supply, true, atMs)
    const once = asked(busy(2), 1_000)
    expect(once).toMatchObject({ askedMs: 1_000, gapMs: 0, sentMs: 1_000 })
    const twice = asked(once, 1_100)
    expect(twice).toMatchObject({ askedMs: 1_100, gapMs: 100 })
    expect(asked(twice, 1_700)).toMatchObject({ askedMs: 1_700, gapMs: 200 })
  })

  test('who is let through is the last that was sent, and who is refused is not', () => {
    const held = { ...busy(2), askedMs: 500 }
    expect(ask(held, false, 1_000).sentMs).toBe(1_000)
    expect(ask(held, true, 1_000).sentMs).toBe(0)
  })

  test.each([
    ['some are left out', { share: 0.5 }],
    ['a retry is owed', { debt: 0.1 }],
    ['the run is long', { run: 26 }],
  ])('who asks is counted while %s', (_, over) => {
    expect(ask({ ...full, ...over }, false, 9)).toMatchObject({ askedMs: 9, sentMs: 9 })
    expect(ask({ ...full, run: 25 }, false, 9)).toMatchObject({ askedMs: 0, sentMs: 0 })
  })
})

describe('an answer while calls are left out', () => {
  const held: Supply = { ...busy(4), share: 0.2, latencyMs: 100 }
  const step = (1 - cut) * (throttle.k - 1)

  test.each(['success', 'alive'] as const)('that is no slower lets more through: %s', (outcome) => {
    expect(after(held, { outcome, latencyMs: 100 })).toMatchObject({
      share: expect.closeTo(0.2 + step),
      busy: 0,
      run: 0,
    })
    expect(after(held, { outcome, latencyMs: 50 }).share).toBeCloseTo(0.2 + step)
  })

  test('lets more through where the server took the call, though it failed', () => {
    const next = after(held, { outcome: 'broken', latencyMs: 100 }, 0)
    expect(next).toMatchObject({ share: expect.closeTo(0.2 + step), run: 5, busy: 4 })
  })

  test('lets more through where the budget is full and nothing failed since', () => {
    const next = after({ ...rich, share: 0.2, latencyMs: 100 }, { latencyMs: 100 })
    expect(next.share).toBeCloseTo(0.2 + step)
  })

  test('that is slower lets no more through', () => {
    expect(after(held, { latencyMs: 101 }, 3_000)).toMatchObject({ share: 0.2, toldMs: 3_000 })
  })

  test('speaks for the silence before it, and the throttle says how much', () => {
    expect(after(held, { latencyMs: 100 }, 1_000).share).toBeCloseTo(0.2 + 2 * step)
    const bold = { ...throttle, k: 1.75 }
    expect(learn(held, { ...first, latencyMs: 100 }, budget, bold, 1_000).share).toBeCloseTo(0.2 + 3 * step)
    expect(learn(held, { ...first, latencyMs: 100 }, budget, false, 1_000).share).toBe(0.2)
  })

  test('moves what is known of the time, the first one at once', () => {
    expect(after(held, { latencyMs: 200 }).latencyMs).toBeCloseTo(130)
    expect(after(held, { latencyMs: 50 }).latencyMs).toBeCloseTo(85)
    expect(after({ ...held, latencyMs: 0 }, { latencyMs: 300 })).toMatchObject({
      share: expect.closeTo(0.2 + step),
      latencyMs: 300,
    })
  })

  test('that brings all of them back forgets that there was a throttle', () => {
    const next = after({ ...held, askedMs: 5, gapMs: 5, sentMs: 5 }, { latencyMs: 100 }, 60_000)
    expect(next).toEqual({ ...full, tokens: 2.1, sentMs: 5 })
    expect(after({ ...held, share: 0.999 - step }, { latencyMs: 100 }).share).toBeCloseTo(0.999)
    expect(after({ ...held, share: 1 - step }, { latencyMs: 100 })).toMatchObject({ share: 1, toldMs: 0 })
  })
})

test('where nothing changes the very same state is kept, for a store that need not send it', () => {
  expect(after(rich, {})).toBe(rich)
  for (const supply of [full, rich, busy(3)]) expect(after(supply, { outcome: null, paid: 1 })).toBe(supply)
  expect(after(full, { outcome: 'alive' })).toBe(full)
  expect(ask(full, false, 9)).toBe(full)
  expect(refused(full)).toBe(0)
})

/** What happens to the calls of a key, each one after a while. */
const arbitraryMoves = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.nat(50), fc.nat(600_000)),
    told: arbitraryTold,
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
  }),
  { maxLength: 80 },
)

describe('whatever happens', () => {
  test('every number stays within its bounds', () => {
    const property = fc.property(arbitraryBudget, arbitraryThrottle, arbitraryMoves, (budgetGiven, gate, moves) => {
      let [supply, nowMs] = [fullOf(budgetGiven, 0), 0]
      for (const { afterMs, told, random } of moves) {
        nowMs += afterMs
        const share = gate === false ? 0 : refusedShare(supply, gate, budgetGiven, nowMs)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(Math.max(0.9, refusedInDebt, 1 - trickle))
        supply = ask(supply, random < share, nowMs)
        supply = learn(supply, told, budgetGiven, gate, nowMs)
        if (told.paid > 0) supply = pay(supply, told.paid, told.asked, budgetGiven) ?? supply
        expect(Object.values(supply).filter((value) => !Number.isFinite(value) || value < 0)).toEqual([])
        expect(supply.tokens).toBeLessThanOrEqual(budgetGiven === 'unsafe_off' ? 0 : budgetGiven.cap)
        expect(supply.share).toBeGreaterThanOrEqual(trickle)
        expect(supply.share).toBeLessThanOrEqual(1)
        expect(supply.debt).toBeLessThanOrEqual(10)
        if (budgetGiven !== 'unsafe_off') expect(supply.retries).toBeLessThanOrEqual(budgetGiven.maxRetries)
      }
    })
    fc.assert(property, { numRuns: runs(300) })
  })

  test('what retries cost that did not succeed was at hand at the start, earned by successes, or rested', () => {
    const property = fc.property(arbitraryBudget, arbitraryMoves, (given, moves) => {
      if (given === 'unsafe_off') return
      let [supply, nowMs, spent, earned] = [fullOf(given, 0), 0, 0, Math.min(given.cap, given.start)]
      let [paid, failedMs] = [0, 0]
      for (const { afterMs, told } of moves) {
        nowMs += afterMs
        const back = told.outcome === 'success' ? paid : 0
        spent -= back
        if (told.outcome === 'success')
          earned += Math.max(paid > 0 ? 0 : given.deposit, Math.min(given.start, (nowMs - failedMs) / 60_000))
        if (told.outcome === 'busy' || told.outcome === 'broken') failedMs = nowMs
        supply = learn(supply, { ...told, paid }, given, throttle, nowMs)
        const cost = told.asked ? given.throttledCost : given.cost
        const next = told.outcome === 'success' ? undefined : pay(supply, cost, told.asked, given)
        paid = next === undefined ? 0 : cost
        spent += paid
        supply = next ?? supply
        expect(spent).toBeLessThanOrEqual(earned + 1e-9)
      }
    })
    fc.assert(property, { numRuns: runs(300) })
  })

  test.each([
    ['which says nothing of overload', 'broken'],
    ['which speaks of overload', 'busy'],
  ] as const)('an outage %s sees no more requests than calls, and as many retries as were saved up', (_, outcome) => {
    const property = fc.property(
      arbitraryBudget,
      arbitraryThrottle,
      fc.nat(200),
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 120 }),
      (given, gate, warm, chances) => {
        if (given === 'unsafe_off') return
        let supply = times(warm, first).reduce((known, one) => learn(known, one, given, gate, 0), fullOf(given, 0))
        const most = Math.min(given.maxRetries, Math.floor(supply.tokens / given.cost + 1e-9))
        let [sent, nowMs] = [0, 0]
        for (const random of chances) {
          nowMs += 100
          const isRefused = gate !== false && random < refusedShare(supply, gate, given, nowMs)
          if (gate !== false) supply = ask(supply, isRefused, nowMs)
          for (let paid = 0; !isRefused; paid = given.cost) {
            sent++
            supply = learn(supply, { outcome, paid, asked: false, latencyMs: 1 }, given, gate, nowMs)
            const next = pay(supply, given.cost, false, given)
            if (next === undefined) break
            supply = next
          }
        }
        expect(sent).toBeLessThanOrEqual(chances.length + most)
      },
    )
    fc.assert(property, { numRuns: runs(200) })
  })

  test('an outage of a hundred calls sees no more requests than calls, as refused ones make up for the retries', () => {
    const sentTo = (given: Budget, calls: number): number => {
      let supply = { ...fullOf(given, 0), tokens: given.cap }
      let sent = 0
      for (let call = 0; call < calls; call++) {
        const isRefused = 0.5 < refusedShare(supply, throttle, given, 0)
        supply = ask(supply, isRefused, 0)
        for (let paid = 0; !isRefused; paid = given.cost) {
          sent++
          supply = learn(supply, { ...first, outcome: 'broken', paid }, given, throttle, 0)
          const next = pay(supply, given.cost, false, given)
          if (next === undefined) break
          supply = next
        }
      }
      return sent
    }
    expect(sentTo(budgets.server, 1)).toBe(11)
    expect(sentTo(budgets.server, 100)).toBeLessThanOrEqual(100)
    expect(sentTo(budgets.browser, 100)).toBeLessThanOrEqual(100)
  })
})
