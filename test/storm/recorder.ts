import type { Scenario } from './scenario.ts'

/**
 * Per second of virtual time, by when the call was offered or the request sent. `succeeded` is what did while its user still waited,
 * `ever` what did at all.
 */
export type Curves = Readonly<Record<'offered' | 'succeeded' | 'ever' | 'attempts', Float64Array>>

export type Recorder = Readonly<{
  curves: Curves
  offer(atMs: number): void
  end(offeredAtMs: number, atMs: number, succeeded: boolean): void
  attempt(atMs: number, early: boolean): void
  /** The server finished something; `awaited`: for somebody. */
  work(awaited: boolean): void
  totals(): Totals
}>

export type Totals = Readonly<{ worked: number; stale: number; early: number }>

export function createRecorder(scenario: Scenario, seconds: number): Recorder {
  const row = (): Float64Array => new Float64Array(seconds + 1)
  const curves = { offered: row(), succeeded: row(), ever: row(), attempts: row() }
  const totals = { worked: 0, stale: 0, early: 0 }
  const add = (curve: Float64Array, atMs: number): void => {
    const second = Math.floor(atMs / 1_000)
    curve[second] = (curve[second] ?? 0) + 1
  }
  return {
    curves,
    offer: (atMs) => add(curves.offered, atMs),
    end(offeredAtMs, atMs, succeeded) {
      if (!succeeded) return
      add(curves.ever, offeredAtMs)
      if (atMs - offeredAtMs <= scenario.patienceS * 1_000) add(curves.succeeded, offeredAtMs)
    },
    attempt(atMs, early) {
      add(curves.attempts, atMs)
      if (early) totals.early++
    },
    work(awaited) {
      totals.worked++
      if (!awaited) totals.stale++
    },
    totals: () => ({ ...totals }),
  }
}
