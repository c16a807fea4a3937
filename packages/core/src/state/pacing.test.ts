import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import type { Limit } from '../judgement/limits.ts'
import type { Pacing } from '../nouns/gates.ts'
import { type PacingState, type PacingTold, pacingAdmit, pacingLearn } from './pacing.ts'

const pacingWith = (over: Partial<Pacing> = {}): Pacing => ({
  limit: null,
  windowMs: null,
  maxQueue: 100,
  maxQueueMs: 10_000,
  learn: true,
  ...over,
})
const perMinute = pacingWith({ limit: 60, windowMs: 60_000 })

/** A gate whose clock is turned by hand. */
function gateOf(pacing: Pacing, by = '') {
  const gate = {
    state: null as PacingState | null,
    nowMs: 5_000,
    ask(as = by) {
      const [state, verdict] = pacingAdmit(gate.state, pacing, as, gate.nowMs)
      gate.state = state
      return verdict
    },
    /** How many pass at once. */
    burst(as = by) {
      let passed = 0
      while (passed < 1_000 && gate.ask(as).ok) passed++
      return passed
    },
    wait(as = by) {
      const verdict = gate.ask(as)
      return verdict.ok ? 0 : verdict.waitMs
    },
    learn(told: Partial<PacingTold>) {
      gate.state = pacingLearn(gate.state, pacing, { limits: [], pauseMs: null, spreadMs: 0, ...told }, gate.nowMs)
    },
    /** Milliseconds from call to call, once the burst is over. */
    pace(calls = 20) {
      gate.burst()
      const fromMs = gate.nowMs
      for (let call = 0; call < calls; call++)
        for (let tries = 0, waitMs = gate.wait(); waitMs > 0 && tries < 9; waitMs = gate.wait(), tries++)
          gate.nowMs += waitMs
      return (gate.nowMs - fromMs) / calls
    },
  }
  return gate
}

describe('pacing', () => {
  test('lets everything through while no limit is known', () => {
    const gate = gateOf(pacingWith())
    expect(gate.burst()).toBe(1_000)
    expect(gate.state?.senders).toEqual([])
  })

  test('allows a tenth at once, then spreads', () => {
    const gate = gateOf(perMinute)
    expect(gate.burst()).toBe(6)
    expect(gate.wait()).toBeLessThanOrEqual(1_026)
    expect(gate.pace()).toBeGreaterThan(1_020)
  })

  test('allows a single one where the limit is one', () => {
    const gate = gateOf(pacingWith({ limit: 1, windowMs: 1_000 }))
    expect(gate.burst()).toBe(1)
    expect(gate.wait()).toBe(926)
  })

  test('lets nobody in earlier than it says, and somebody soon after', () => {
    const gate = gateOf(pacingWith({ limit: 10, windowMs: 1_000 }))
    gate.burst()
    const waitMs = gate.wait()
    gate.nowMs += waitMs - 2
    expect(gate.ask().ok).toBe(false)
    gate.nowMs += 14
    expect(gate.ask().ok).toBe(true)
  })

  test.each([
    [
      'the stricter of the policy and the answer',
      { limit: 100, windowMs: 1_000 },
      [{ limit: 50, windowMs: 1_000 }],
      20,
    ],
    ['the policy where it is stricter', { limit: 10, windowMs: 1_000 }, [{ limit: 50, windowMs: 1_000 }], 100],
    [
      'the strictest of an answer',
      {},
      [
        { limit: 10, windowMs: 1_000 },
        { limit: 60, windowMs: 60_000 },
      ],
      1_000,
    ],
    ['the window of the policy for a limit without one', { windowMs: 1_000 }, [{ limit: 50 }], 20],
    [
      'no window of more than an hour',
      {},
      [
        { limit: 10, windowMs: 1_000 },
        { limit: 24, windowMs: 86_400_000 },
      ],
      100,
    ],
    [
      'no limit of nothing',
      {},
      [
        { limit: 10, windowMs: 1_000 },
        { limit: 0, windowMs: 1_000 },
      ],
      100,
    ],
    [
      'no limit of less than a call',
      {},
      [
        { limit: 10, windowMs: 1_000 },
        { limit: 0.5, windowMs: 1_000 },
      ],
      100,
    ],
    ['never what is left as a grant', {}, [{ limit: 10, windowMs: 1_000, remaining: 10_000, resetMs: 10_000 }], 100],
  ] as [string, Partial<Pacing>, Limit[], number][])('takes %s', (_, over, limits, everyMs) => {
    const gate = gateOf(pacingWith(over))
    gate.learn({ limits })
    const paceMs = gate.pace(40)
    expect(paceMs / everyMs).toBeGreaterThan(1)
    expect(paceMs / everyMs).toBeLessThan(1.15)
  })

  test('takes the limit that was stated last', () => {
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [{ limit: 1, windowMs: 3_600_000 }] })
    gate.burst()
    gate.learn({ limits: [] })
    expect(gate.wait()).toBeGreaterThan(300_000)
    gate.learn({ limits: [{ limit: 10, windowMs: 1_000 }] })
    expect(gate.pace(100)).toBeLessThan(106)
  })

  test('learns nothing where it is told not to, but waits', () => {
    const gate = gateOf(pacingWith({ learn: false }))
    gate.learn({
      limits: [
        { limit: 1, windowMs: 60_000 },
        { remaining: 0, resetMs: 5_000 },
      ],
      pauseMs: 700,
    })
    expect(gate.wait()).toBe(700)
    gate.nowMs += 700
    expect(gate.burst()).toBe(1_000)
  })

  test('goes slowly over what little is left, until it is whole again', () => {
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [{ limit: 100, remaining: 5, resetMs: 11_000 }] })
    gate.ask()
    expect(gate.wait()).toBe(2_000)
    gate.nowMs += 10_000
    expect(gate.burst()).toBe(1_000)
    gate.learn({ limits: [{ limit: 100, remaining: 11, resetMs: 11_000 }] })
    expect(gate.burst()).toBe(1_000)
  })

  test('goes by what is left until the first window ends, as calls were sent before the limit was known', () => {
    const left = (remaining: number): Limit => ({ limit: 100, windowMs: 1_000, remaining, resetMs: 1_000 })
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [left(91)] })
    expect([gate.state?.scarceMs, gate.state?.scarceToMs]).toEqual([0, 6_000])
    gate.nowMs += 200
    gate.learn({ limits: [left(40)] })
    expect([gate.state?.scarceMs, gate.state?.scarceToMs]).toEqual([20, 6_000])
    expect(gate.pace(20)).toBeGreaterThan(19)
    gate.learn({ limits: [left(95)] })
    expect([gate.state?.scarceMs, gate.state?.scarceToMs]).toEqual([0, 6_000])
    gate.learn({ limits: [left(90)] })
    const known = gate.state
    expect(known?.scarceMs).toBeGreaterThan(0)
    for (const nowMs of [6_000, 6_100]) {
      gate.nowMs = nowMs
      gate.learn({ limits: [left(40)] })
      expect(gate.state).toEqual(known)
    }
  })

  test.each<[string, Limit]>([
    ['its window, where the fields count on', { limit: 100, windowMs: 1_000, remaining: 50, resetMs: 60_000 }],
    [
      'the moment that is stated, where its window is longer',
      { limit: 3_000, windowMs: 60_000, remaining: 50, resetMs: 1_000 },
    ],
  ])('goes by what is left at first until %s', (_, limit) => {
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [limit] })
    expect([gate.state?.scarceMs, gate.state?.scarceToMs]).toEqual([20, 6_000])
  })

  test.each<[string, Limit, number]>([
    ['a tenth of the limit', { limit: 1_000, remaining: 100, resetMs: 11_000 }, 100],
    ['ten where no limit is stated', { remaining: 10, resetMs: 11_000 }, 1_000],
    ['what lasts an hour', { limit: 100, remaining: 10, resetMs: 3_601_000 }, 360_000],
    ['not what lasts longer', { limit: 100, remaining: 10, resetMs: 3_601_001 }, 0],
    ['not what is stated without a count', { limit: 100, remaining: null, resetMs: 11_000 }, 0],
    ['not more than a tenth', { limit: 1_000, remaining: 101, resetMs: 11_000 }, 0],
  ])('takes for little: %s', (_, limit, waitMs) => {
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [limit] })
    gate.ask()
    expect(gate.wait()).toBe(waitMs)
  })

  test.each<[string, Limit]>([
    ['of the last second', { limit: 100, remaining: 1, resetMs: 1_000 }],
    ['of half a second', { limit: 100, remaining: 40, resetMs: 500 }],
    ['that does not say when the limit is whole again', { limit: 100_000, windowMs: 1_000, remaining: 40 }],
    ['that does not say what is left', { limit: 100_000, windowMs: 1_000, remaining: null, resetMs: 500 }],
  ])('still goes slowly after an answer %s', (_, limit) => {
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [{ limit: 100, remaining: 5, resetMs: 11_000 }] })
    gate.learn({ limits: [limit] })
    gate.ask()
    expect(gate.wait()).toBeGreaterThan(1_800)
  })

  test('keeps to the limit alone where the first answer does not say what is left of it', () => {
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [{ limit: 1_000, windowMs: 1_000, remaining: null, resetMs: 1_000 }] })
    expect(gate.burst()).toBe(98)
  })

  test('keeps to the one that is stated first of two limits of one pace', () => {
    const gate = gateOf(pacingWith())
    gate.learn({
      limits: [
        { limit: 10, windowMs: 1_000 },
        { limit: 600, windowMs: 60_000 },
      ],
    })
    expect(gate.burst()).toBe(1)
  })

  test('keeps no account of a call that it turns away where nobody shares the state', () => {
    const gate = gateOf(perMinute)
    gate.burst()
    const known = gate.state
    gate.nowMs += 100
    expect(gate.ask().ok).toBe(false)
    expect(gate.state).toBe(known)
  })

  test('takes whole seconds for what they are: the last one says nothing', () => {
    const gate = gateOf(pacingWith({ limit: 20, windowMs: 1_000 }))
    gate.learn({
      limits: [
        { limit: 20, remaining: 0, resetMs: 1_000 },
        { limit: 20, remaining: 1, resetMs: 1_000 },
      ],
    })
    expect(gate.ask().ok).toBe(true)
    gate.learn({ limits: [{ limit: 20, remaining: 0, resetMs: 1_001 }] })
    expect(gate.ask()).toEqual({ ok: false, waitMs: 1_001, spreadMs: 200.2 })
  })

  test('closes where nothing is left and no schedule is known', () => {
    const gate = gateOf(pacingWith())
    gate.learn({ limits: [{ remaining: 0, resetMs: 400 }] })
    expect(gate.ask()).toEqual({ ok: false, waitMs: 400, spreadMs: 80 })
  })
})

describe('a stated wait', () => {
  test('stops everyone until it is over, and says how to come back', () => {
    const gate = gateOf(pacingWith(), 'a')
    gate.learn({ pauseMs: 2_000, spreadMs: 3_000 })
    expect(gate.ask('b')).toEqual({ ok: false, waitMs: 2_000, spreadMs: 3_000 })
    gate.nowMs += 1_999.5
    expect(gate.ask()).toEqual({ ok: false, waitMs: 1, spreadMs: 3_000 })
    gate.nowMs += 0.5
    expect(gate.ask().ok).toBe(true)
  })

  test('is not cut short by a shorter one', () => {
    const gate = gateOf(pacingWith())
    gate.learn({ pauseMs: 2_000, spreadMs: 400 })
    gate.learn({ pauseMs: 500, spreadMs: 100 })
    gate.learn({ limits: [{ remaining: 0, resetMs: 1_500 }] })
    gate.learn({ pauseMs: 2_000, spreadMs: 100 })
    expect(gate.ask()).toEqual({ ok: false, waitMs: 2_000, spreadMs: 400 })
  })
})

test('a clock that goes back by a quarter of an hour stops no sender for good', () => {
  const gate = gateOf(pacingWith({ limit: 100, windowMs: 1_000 }), 'one')
  gate.nowMs = 10_000_000
  gate.ask('another')
  gate.ask()
  gate.nowMs -= 900_000
  expect(gate.wait()).not.toBeNaN()
  gate.nowMs += gate.wait()
  expect(gate.ask()).toEqual({ ok: true })
})

describe('a fleet', () => {
  const slow = pacingWith({ limit: 300, windowMs: 60_000 })

  test('leaves its part to one that was turned away, until half a second after its turn', () => {
    const turnedAway = (afterMs: number): number => {
      const gate = gateOf(slow)
      gate.ask('a')
      const turnMs = gate.nowMs + gate.wait('a')
      gate.nowMs = turnMs + afterMs
      gate.ask('b')
      return gate.wait('b')
    }
    expect(turnedAway(-100)).toBe(turnedAway(499))
    expect(turnedAway(500)).toBeLessThan(turnedAway(499) * 0.7)
  })

  test('leaves a part to each after a pause, until half a second after the last of them may be back', () => {
    const returned = (afterMs: number): number => {
      const gate = gateOf(slow)
      gate.ask('a')
      gate.learn({ pauseMs: 60_000, spreadMs: 1_000 })
      gate.nowMs += 60_000 + afterMs
      gate.ask('b')
      return gate.wait('b')
    }
    expect(returned(0)).toBe(returned(1_499))
    expect(returned(1_500)).toBeLessThan(returned(1_499) * 0.7)
  })

  test('counts in who was held by a pause for two seconds after it', () => {
    const gate = gateOf(pacingWith({ limit: 100_000, windowMs: 1_000 }))
    const known = (): unknown => gate.state?.senders.map(([by]) => by)
    gate.ask('a')
    gate.learn({ pauseMs: 5_000 })
    gate.nowMs += 6_999
    gate.ask('b')
    expect(known()).toEqual(['a', 'b'])
    gate.nowMs += 1
    gate.ask('b')
    expect(known()).toEqual(['b'])
  })

  test('shares the limit among those who were turned away', () => {
    const gate = gateOf(perMinute, 'a')
    gate.burst('a')
    gate.burst('b')
    gate.nowMs += 1_200
    gate.burst('a')
    gate.burst('b')
    expect(gate.wait('a')).toBeGreaterThan(1_400)
  })

  test('still shares it after a pause in which nobody asked', () => {
    const gate = gateOf(pacingWith({ limit: 600, windowMs: 60_000 }), 'a')
    gate.burst('a')
    gate.burst('b')
    gate.learn({ pauseMs: 30_000 })
    gate.nowMs += 30_100
    expect(gate.burst('a')).toBe(30)
    gate.nowMs += 60_000
    expect(gate.burst('a')).toBe(59)
  })

  test('begins with one call each, until all know of each other', () => {
    const gate = gateOf(pacingWith({ limit: 1_000, windowMs: 1_000 }))
    expect(gate.burst('a')).toBe(1)
    expect(gate.wait('a')).toBe(200)
    expect(gate.burst('b')).toBe(1)
  })

  test('forgets who was not heard of for two seconds, and knows 64 at most', () => {
    const gate = gateOf(pacingWith({ limit: 100_000, windowMs: 1_000 }))
    for (let sender = 0; sender < 100; sender++) gate.ask(`s${sender}`)
    expect(gate.state?.senders).toHaveLength(64)
    expect(gate.state?.senders.at(-1)?.[0]).toBe('s99')
    gate.nowMs += 2_300
    gate.ask('s0')
    expect(gate.state?.senders.map(([by]) => by)).toEqual(['s0'])
  })

  test('keeps JSON, and the same steps at the same times give the same', () => {
    const steps = (asks: readonly number[]): PacingState | null => {
      const gate = gateOf(perMinute)
      for (const [index, ask] of asks.entries()) {
        gate.nowMs += ask
        gate.ask(['', 'a', '__proto__'][index % 3])
        if (ask % 7 === 0) gate.learn({ limits: [{ limit: 50, windowMs: 1_000, remaining: ask % 9, resetMs: 5_000 }] })
        gate.state = JSON.parse(JSON.stringify(gate.state)) as PacingState
      }
      return gate.state
    }
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { maxLength: 40 }), (asks) => {
        expect(steps(asks)).toEqual(steps(asks))
        expect(JSON.stringify(steps(asks)?.senders ?? [])).not.toContain('null')
      }),
      { numRuns: runs(30) },
    )
  })
})
