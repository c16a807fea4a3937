import { describe, expect, test } from 'vitest'
import { mostChance } from '../../../../test/fixtures/clock.ts'
import type { Json } from '../nouns/json.ts'
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

const inARow = (over: Partial<Breaker> = {}): Partial<Breaker> => ({ failureRate: null, consecutive: 3, ...over })

/** A breaker with its time: what happens to it, told in one line each. */
function watched(over: Partial<Breaker> = {}) {
  const breaker: Breaker = { ...gates.breaker, ...over }
  let state: BreakerState | null = null
  const it = {
    nowMs: 0,
    chance: mostChance,
    state: () => state,
    phase: () => breakerPhase(state, it.nowMs),
    admit() {
      const [next, answer] = breakerAdmit(state, breaker, it.nowMs)
      state = next
      return answer
    },
    pass(): BreakerPass {
      const answer = it.admit()
      if (!answer.ok) throw new Error(`refused for ${String(answer.waitMs)} ms`)
      return answer
    },
    refusedForMs(): number | null {
      const answer = it.admit()
      if (answer.ok) throw new Error('let through')
      return answer.waitMs
    },
    settle: (pass: BreakerPass, result: BreakerResult) =>
      (state = breakerSettle(state, breaker, result, pass, it.chance, it.nowMs)),
    force: (to: 'open' | 'closed') => (state = breakerForce(state, to)),
    /** One call after the other, all let through: `f`ailure, `s`uccess, `n`eutral. */
    calls(results: string) {
      const names = { f: 'failure', s: 'success', n: 'neutral' } as const
      for (const result of results) it.settle(it.pass(), names[result as keyof typeof names])
      return it.phase()
    },
  }
  return it
}

/** Opened by three failures in a row, at 0 ms, for 5 000 ms. */
function opened(over: Partial<Breaker> = {}) {
  const it = watched(inARow(over))
  it.calls('fff')
  return it
}

describe('a closed breaker', () => {
  test.each([
    ['fff', 'open'],
    ['ff', 'closed'],
    ['ffsff', 'closed'],
    ['ffsfff', 'open'],
    ['ffnnf', 'open'],
    ['nnnnnn', 'closed'],
  ])('that counts three in a row is after %s %s', (results, phase) => {
    expect(watched(inARow()).calls(results)).toBe(phase)
  })

  test.each([
    [0.9, 5, 'ffff', 'closed'],
    [0.9, 5, 'fffff', 'open'],
    [0.9, 5, 'ffffsf', 'closed'],
    [0.9, 5, 'sfffffffff', 'open'],
    [0.9, 5, 'ffffsffff', 'closed'],
    [0.9, 5, 'ffffsfffff', 'open'],
    [0.57, 1, 'sf', 'closed'],
    [0.5, 4, 'nnff', 'closed'],
    [0.5, 4, 'ssff', 'open'],
    [1, 1, 'f', 'open'],
  ])('that opens at %d of at least %d calls is after %s %s', (failureRate, minCalls, results, phase) => {
    expect(watched({ failureRate, minCalls }).calls(results)).toBe(phase)
  })

  test('opens at exactly the share, whatever halves of a binary digit say', () => {
    const it = watched({ failureRate: 0.07, minCalls: 100 })
    expect(it.calls('ffffff'.padStart(99, 's'))).toBe('closed')
    expect(it.calls('f')).toBe('open')
  })

  test('opens by a failure, never by the success that completes the minimum of calls', () => {
    const it = watched({ failureRate: 0.5, minCalls: 4 })
    expect(it.calls('fffs')).toBe('closed')
    expect(it.calls('f')).toBe('open')
  })

  test('that has both triggers opens by whichever comes first', () => {
    expect(watched({ consecutive: 3 }).calls('fff')).toBe('open')
    expect(watched({ consecutive: 30 }).calls('fffff')).toBe('open')
    expect(watched({ consecutive: null, failureRate: null }).calls('f'.repeat(50))).toBe('closed')
  })

  test('forgets what is older than the window, by the time that went by', () => {
    const it = watched({ minCalls: 5, windowMs: 10_000 })
    it.nowMs = 4_999
    it.calls('ffff')
    it.nowMs = 10_000
    expect(it.calls('f')).toBe('closed')
    it.nowMs = 14_999
    expect(it.calls('fff')).toBe('closed')
    expect(it.calls('f')).toBe('open')
  })

  test('remembers what is younger than half of the window', () => {
    const it = watched({ minCalls: 5, windowMs: 10_000 })
    it.nowMs = 4_999
    it.calls('ffff')
    it.nowMs = 9_999
    expect(it.calls('f')).toBe('open')
  })

  test('forgets successes as it does failures', () => {
    const it = watched({ minCalls: 5, windowMs: 10_000 })
    it.calls('s'.repeat(100))
    it.nowMs = 5_000
    expect(it.calls('fffff')).toBe('closed')
    it.nowMs = 10_000
    expect(it.calls('f')).toBe('open')
  })

  test('is not stopped by a long pause', () => {
    const it = watched({ minCalls: 5, windowMs: 10_000 })
    it.calls('ffff')
    it.nowMs = 3_600_000
    expect(it.calls('ffff')).toBe('closed')
    expect(it.calls('f')).toBe('open')
  })

  test('keeps the very same state where nothing changed', () => {
    const it = watched(inARow())
    it.admit()
    const before = it.state()
    it.calls('ssnns')
    expect(it.state()).toBe(before)
    it.calls('f')
    const failed = it.state()
    it.calls('n')
    expect(it.state()).toBe(failed)
    it.calls('s')
    expect(it.state()).not.toBe(failed)
  })

  test('lets every call through, and none is a probe', () => {
    const it = watched()
    expect(it.admit()).toEqual({ ok: true, generation: 0, probe: 0 })
    it.calls('ffff')
    expect(it.admit()).toEqual({ ok: true, generation: 0, probe: 0 })
  })
})

describe('an open breaker', () => {
  test('refuses, and says for how long', () => {
    const it = opened()
    expect(it.refusedForMs()).toBe(5_000)
    it.nowMs = 4_999.5
    expect(it.refusedForMs()).toBe(1)
    expect(it.phase()).toBe('open')
    it.nowMs = 5_000
    expect(it.phase()).toBe('half_open')
    expect(it.admit()).toEqual({ ok: true, generation: 1, probe: 1 })
  })

  test.each([
    [0, 2_500],
    [0.5, 3_750],
    [mostChance, 5_000],
  ])('has jitter over the second half of the time: with chance %d it lasts %d ms', (chance, waitMs) => {
    const it = watched(inARow())
    it.chance = chance
    it.calls('fff')
    expect(it.refusedForMs()).toBe(waitMs)
  })

  test('lasts twice as long after each probe that failed, up to the longest time, and as at first once it was closed', () => {
    const it = opened({ maxOpenMs: 30_000 })
    const lasted: (number | null)[] = []
    for (const result of ['failure', 'failure', 'failure', 'failure', 'success'] as const) {
      const waitMs = it.refusedForMs()
      lasted.push(waitMs)
      it.nowMs += Number(waitMs)
      it.settle(it.pass(), result)
    }
    expect(lasted).toEqual([5_000, 10_000, 20_000, 30_000, 30_000])
    expect(it.calls('fff')).toBe('open')
    expect(it.refusedForMs()).toBe(5_000)
  })

  test('keeps the very same state while it refuses', () => {
    const it = opened()
    const before = it.state()
    it.admit()
    expect(it.state()).toBe(before)
  })
})

test('a breaker that is open until the clock says 0 opens then', () => {
  const it = watched(inARow({ openMs: 1_000 }))
  const chance = it.chance
  it.nowMs = -10_000
  it.calls('fff')
  const waitMs = it.refusedForMs() ?? 0
  const other = watched(inARow({ openMs: 1_000 }))
  other.chance = chance
  other.nowMs = -waitMs
  other.calls('fff')
  other.nowMs = 2
  expect(other.phase()).toBe('half_open')
})

describe('a half-open breaker', () => {
  function halfOpen(over: Partial<Breaker> = {}) {
    const it = opened(over)
    it.nowMs = 5_000
    return it
  }

  test('closes by one success of its only probe, and counts afresh', () => {
    const it = halfOpen()
    expect(it.calls('s')).toBe('closed')
    expect(it.calls('ff')).toBe('closed')
    expect(it.calls('f')).toBe('open')
  })

  test('closes after as many successes as it has probes', () => {
    const it = halfOpen({ probes: 3 })
    const [first, second] = [it.pass(), it.pass()]
    it.settle(second, 'success')
    it.settle(first, 'success')
    expect(it.phase()).toBe('half_open')
    expect(it.calls('s')).toBe('closed')
  })

  test('opens again by one failure, however many probes succeeded', () => {
    const it = halfOpen({ probes: 3 })
    expect(it.calls('ssf')).toBe('open')
    it.nowMs = 15_000
    expect(it.calls('ss')).toBe('half_open')
  })

  test('refuses while all its probes are out, until the first lease ends', () => {
    const it = halfOpen({ probes: 2, leaseMs: 1_000 })
    it.pass()
    it.nowMs = 5_400
    it.pass()
    expect(it.refusedForMs()).toBe(600)
    it.nowMs = 5_999
    expect(it.refusedForMs()).toBe(1)
    it.nowMs = 6_000
    expect(it.pass().probe).toBe(3)
    expect(it.refusedForMs()).toBe(400)
  })

  test('lets nobody else in with the probe that closes it: the others were refused', () => {
    const it = halfOpen()
    const pass = it.pass()
    const answers = Array.from({ length: 1_000 }, () => it.admit().ok)
    expect(answers).not.toContain(true)
    it.settle(pass, 'success')
    expect(it.phase()).toBe('closed')
  })

  test('frees a neutral probe, which closes and opens nothing', () => {
    const it = halfOpen()
    expect(it.calls('nnnn')).toBe('half_open')
    const pass = it.pass()
    expect(it.admit().ok).toBe(false)
    it.settle(pass, 'neutral')
    expect(it.pass().probe).toBe(6)
  })

  test('recovers after a probe that never settles', () => {
    const it = halfOpen()
    it.pass()
    it.nowMs += Number(it.refusedForMs())
    expect(it.nowMs).toBe(35_000)
    expect(it.calls('s')).toBe('closed')
  })

  test('does not let a probe whose lease is over free the one that took its place', () => {
    const it = halfOpen({ leaseMs: 1_000 })
    const lost = it.pass()
    it.nowMs = 6_000
    it.pass()
    const before = it.state()
    it.settle(lost, 'neutral')
    expect(it.state()).toBe(before)
    expect(it.refusedForMs()).toBe(1_000)
  })

  test.each([
    ['success', 'closed'],
    ['failure', 'open'],
  ] as const)('hears a %s of a probe whose lease is over, and is %s', (result, phase) => {
    const it = halfOpen({ leaseMs: 1_000 })
    const lost = it.pass()
    it.nowMs = 7_000
    it.pass()
    it.settle(lost, result)
    expect(it.phase()).toBe(phase)
  })

  test('numbers its probes from 1 in each generation', () => {
    const it = halfOpen()
    const first = it.pass()
    it.settle(first, 'failure')
    it.nowMs = 15_000
    const second = it.pass()
    expect([first, second]).toMatchObject([
      { generation: 1, probe: 1 },
      { generation: 2, probe: 1 },
    ])
  })
})

describe('a result of another generation', () => {
  test.each(['success', 'failure', 'neutral'] as const)('changes nothing: a late %s', (result) => {
    const it = watched(inARow())
    const late = it.pass()
    const unchanged = () => {
      const before = it.state()
      it.settle(late, result)
      expect(it.state()).toBe(before)
    }
    it.calls('fff')
    unchanged()
    it.nowMs = 5_000
    unchanged()
    const probe = it.pass()
    unchanged()
    it.settle(probe, 'success')
    expect(it.phase()).toBe('closed')
    unchanged()
    it.settle(probe, result)
    expect(it.phase()).toBe('closed')
    expect(it.calls('ff')).toBe('closed')
  })

  test('does not open a breaker that closed while it was on its way', () => {
    const it = opened()
    it.nowMs = 5_000
    const probe = it.pass()
    it.force('closed')
    it.calls('ff')
    it.settle(probe, 'failure')
    expect(it.phase()).toBe('closed')
  })
})

describe('by hand', () => {
  test('open stays open until it is closed, and says that no time ends it', () => {
    const it = watched()
    it.force('open')
    expect(it.refusedForMs()).toBeNull()
    it.nowMs = 1e12
    expect(it.refusedForMs()).toBeNull()
    expect(it.phase()).toBe('open')
    it.force('closed')
    expect(it.calls('s')).toBe('closed')
  })

  test('open drops what is on its way, a probe too', () => {
    const it = opened()
    it.nowMs = 5_000
    const probe = it.pass()
    it.force('open')
    it.settle(probe, 'success')
    expect(it.phase()).toBe('open')
    expect(it.refusedForMs()).toBeNull()
  })

  test('closed forgets failures, and how long it was open', () => {
    const it = opened()
    it.nowMs = 5_000
    it.calls('f')
    expect(it.refusedForMs()).toBe(10_000)
    it.force('closed')
    expect(it.calls('ff')).toBe('closed')
    it.force('closed')
    expect(it.calls('ff')).toBe('closed')
    expect(it.calls('f')).toBe('open')
    expect(it.refusedForMs()).toBe(5_000)
  })
})

describe('the state', () => {
  const bytes = (state: BreakerState | null) => JSON.stringify(state satisfies Json).length

  test('survives JSON in every phase, and is small', () => {
    const it = watched({ probes: 3, windowMs: 1e9, minCalls: 1e6, consecutive: 3 })
    it.nowMs = 1.8e12
    const check = () => {
      expect(JSON.parse(JSON.stringify(it.state()))).toStrictEqual(it.state())
      expect(bytes(it.state())).toBeLessThan(180)
    }
    it.calls('s'.repeat(1_000))
    check()
    it.calls('fff')
    check()
    it.nowMs += 5_000
    it.pass()
    it.pass()
    it.pass()
    check()
    it.force('open')
    check()
  })

  test('holds no lease that is over', () => {
    const it = opened({ leaseMs: 1 })
    for (it.nowMs = 5_000; it.nowMs < 6_000; it.nowMs++) it.pass()
    expect(bytes(it.state())).toBeLessThan(100)
  })
})
