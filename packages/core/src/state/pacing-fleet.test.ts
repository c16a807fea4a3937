import { describe, expect, test } from 'vitest'
import type { Limit } from '../judgement/limits.ts'
import type { Pacing } from '../nouns/gates.ts'
import { type PacingState, type PacingVerdict, pacingAdmit, pacingLearn } from './pacing.ts'

/** Seeded, from 0 to 1 (mulberry32, public domain). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Step = (state: PacingState | null) => readonly [PacingState, PacingVerdict | null]

type Fleet = Readonly<{
  seed: number
  /** What each process wants, in shares of the limit. */
  demands: readonly number[]
  limit: number
  windowMs: number
  server: 'fixed' | 'sliding'
  /** Does the server state its limit, and what is left? */
  fields: boolean
  pacing: Partial<Pacing>
  hold: boolean
  shared: boolean
  /** From one look at the shared state to the next. */
  everyMs: number
  /** Calls of each process that come together at the start. */
  atOnce: number
  /** How much later than it was told a call may ask again, by chance. */
  lateMs: number
  forMs: number
}>

/** Processes whose copies of the state are old, and a server that counts. In virtual milliseconds. */
function playFleet(fleet: Fleet): { served: number; refusals: number; sent: number; early: number; each: number[] } {
  const { limit, windowMs, forMs } = fleet
  const random = chance(fleet.seed)
  const pacing: Pacing = {
    limit: null,
    windowMs: null,
    maxQueue: 100,
    maxQueueMs: 10_000,
    learn: true,
    ...fleet.pacing,
  }
  let sharedState: PacingState | null = null
  const later = new Map<number, (() => void)[]>()
  const at = (ms: number, run: () => void): void => {
    const tick = Math.ceil(ms)
    later.set(tick, [...(later.get(tick) ?? []), run])
  }
  const counts = { served: 0, refusals: 0, sent: 0, early: 0, each: fleet.demands.map(() => 0) }
  let [window, inWindow, stopMs, heardMs] = [0, 0, 0, 0]
  const log: number[] = []

  function answer(nowMs: number): { ok: boolean; limits: Limit[]; pauseMs: number | null } {
    if (fleet.server === 'fixed') {
      const which = Math.floor((nowMs + 137) / windowMs)
      if (which !== window) [window, inWindow] = [which, 0]
    } else {
      while (log.length > 0 && (log[0] ?? 0) <= nowMs - windowMs) log.shift()
      inWindow = log.length
    }
    const ok = inWindow < limit
    if (ok) {
      inWindow++
      log.push(nowMs)
    }
    const resetMs =
      fleet.server === 'fixed' ? (window + 1) * windowMs - nowMs - 137 : (log[0] ?? nowMs) + windowMs - nowMs
    const wholeMs = Math.ceil(resetMs / 1_000) * 1_000
    const limits = fleet.fields ? [{ limit, windowMs, remaining: limit - inWindow, resetMs: wholeMs }] : []
    return { ok, limits, pauseMs: ok ? null : wholeMs }
  }

  const processes = fleet.demands.map((demand, index) => {
    const by = fleet.shared ? `p${index}` : ''
    let local: PacingState | null = null
    let pending: Step[] = []
    let [waiting, askMs] = [fleet.atOnce, 0]
    const update = (step: Step): PacingVerdict | null => {
      pending.push(step)
      const [next, verdict] = step(local)
      local = next
      return verdict
    }
    function sync(): void {
      const batch = pending
      pending = []
      nowAt(3, () => {
        sharedState = batch.reduce<PacingState | null>((state, step) => step(state)[0], sharedState)
        const copy = sharedState
        nowAt(3, () => {
          local = pending.reduce<PacingState | null>((state, step) => step(state)[0], copy)
        })
      })
      nowAt(fleet.everyMs, sync)
    }
    let nowMs = 0
    const nowAt = (ms: number, run: () => void): void => at(nowMs + ms, run)
    function ask(): number {
      const askedMs = nowMs
      const verdict = update((state) => pacingAdmit(state, pacing, by, askedMs))
      if (verdict === null || verdict.ok) {
        counts.sent++
        counts.each[index] = (counts.each[index] ?? 0) + 1
        if (heardMs <= nowMs && nowMs < stopMs) counts.early++
        nowAt(2 + 10 * random(), () => {
          const { ok, limits, pauseMs } = answer(nowMs)
          if (ok) counts.served++
          else {
            counts.refusals++
            if (stopMs <= nowMs) heardMs = nowMs + 250
            stopMs = nowMs + (pauseMs ?? 0)
          }
          nowAt(2 + 10 * random(), () => {
            const toldMs = nowMs
            const told = { limits, pauseMs, spreadMs: (pauseMs ?? 0) / 5 }
            update((state) => [pacingLearn(state, pacing, told, toldMs), null])
          })
        })
        return 0
      }
      return verdict.waitMs + random() * verdict.spreadMs
    }
    if (fleet.shared) nowAt(fleet.everyMs * random(), sync)
    return (ms: number): void => {
      nowMs = ms
      if (random() < 1 - Math.exp((-demand * limit) / windowMs)) {
        if (!fleet.hold) ask()
        else if (waiting < pacing.maxQueue) waiting++
      }
      while (waiting > 0 && askMs <= nowMs) {
        const waitMs = ask()
        if (waitMs === 0) waiting--
        else askMs = nowMs + waitMs + fleet.lateMs * random()
      }
    }
  })
  for (let ms = 0; ms < forMs; ms++) {
    for (const play of processes) play(ms)
    for (const run of later.get(ms) ?? []) run()
    later.delete(ms)
  }
  return counts
}

const evenly: Fleet = {
  seed: 1,
  demands: [0.5, 0.5, 0.5, 0.5],
  limit: 100,
  windowMs: 1_000,
  server: 'fixed',
  fields: false,
  pacing: { limit: 100, windowMs: 1_000 },
  hold: true,
  shared: true,
  everyMs: 50,
  atOnce: 0,
  lateMs: 2,
  forMs: 20_000,
}
const play = (over: Partial<Fleet>): ReturnType<typeof playFleet> & { share: number } => {
  const fleet = { ...evenly, ...over }
  const counts = playFleet(fleet)
  return { ...counts, share: counts.served / ((fleet.limit * fleet.forMs) / fleet.windowMs) }
}

describe('processes that want more than the limit', () => {
  test.each([
    ['a fixed window', {}],
    ['a sliding window', { server: 'sliding' }],
    ['a high limit', { limit: 400, pacing: { limit: 400, windowMs: 1_000 } }],
    ['eight of them', { demands: Array.from({ length: 8 }, () => 0.3), server: 'sliding' }],
    ['copies a quarter of a second old', { everyMs: 250 }],
    ['a low limit', { limit: 20, pacing: { limit: 20, windowMs: 1_000 } }],
    ['a limit that only the answers state', { fields: true, pacing: {} }],
    ['a long window', { limit: 60, windowMs: 10_000, fields: true, pacing: {}, forMs: 60_000 }],
  ] as const)('use it up and hardly ever hit it: %s', (_, over) => {
    for (const seed of [11, 12, 13]) {
      const { share, refusals, sent, each } = play({ ...over, seed })
      expect(share).toBeGreaterThanOrEqual(0.95)
      expect(share).toBeLessThanOrEqual(1)
      expect(refusals / sent).toBeLessThanOrEqual(0.02)
      expect(Math.max(...each) / Math.min(...each)).toBeLessThan(1.2)
    }
  })

  test.each(['fixed', 'sliding'] as const)(
    'use up most of it on a busy machine, where timers are late: %s',
    (server) => {
      for (const seed of [11, 12, 13]) {
        const { share, refusals } = play({ seed, server, lateMs: 40 })
        expect(share).toBeGreaterThan(0.93)
        expect(refusals).toBe(0)
      }
    },
  )

  test.each([
    ['one second', {}],
    ['two seconds', { limit: 100, windowMs: 2_000 }],
  ] as const)('learn of it after many calls, and stay below it all the same: %s', (_, over) => {
    for (const seed of [11, 12, 13]) {
      const { share, refusals } = play({ ...over, seed, fields: true, pacing: {}, atOnce: 10, everyMs: 100 })
      expect(refusals).toBe(0)
      expect(share).toBeGreaterThan(0.95)
    }
  })

  test('hit it all the time where they do not share what they know', () => {
    const { refusals, sent } = play({ shared: false })
    expect(refusals / sent).toBeGreaterThan(0.05)
  })

  test('leave to one what the others do not use', () => {
    const { share, refusals, each } = play({ demands: [2, 0.1, 0.1, 0.1] })
    expect(refusals).toBe(0)
    expect(share).toBeGreaterThan(0.8)
    expect(each[0]).toBeGreaterThan(1_000)
  })

  test('all stop once one was told to, and no longer than told', () => {
    const { early, refusals, share } = play({ pacing: {} })
    expect(refusals).toBeGreaterThan(0)
    expect(early).toBe(0)
    expect(share).toBeGreaterThan(0.3)
  })
})
