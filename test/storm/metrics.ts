import { type Scenario, afterS } from './scenario.ts'
import type { Run } from './simulate.ts'

/** What a run comes to. Shares in percent. A call succeeds when it does so while its user still waits. */
export type Metrics = Readonly<{
  /** Of the calls offered in the fault's own window: from its start to 60 s after its end. */
  success: number
  /** Requests on the wire for each call offered, in that window. */
  wire: number
  /** The same while the trouble lasts. */
  amp: number
  /** Of the calls offered while the trouble lasts. */
  during: number
  /** Seconds from the end of the trouble to the first 5 s in which 99 % succeed; null: not within the run. */
  ttrS: number | null
  /** Of all calls. */
  total: number
  /** Of the work done, what nobody waited for any more. */
  stale: number
  /** The same in pieces of work. */
  staleWork: number
  /** Most requests in a second of the minute after the trouble, as a multiple of the server's capacity. */
  peak: number
  /** Of the calls offered in the window, those that succeeded at all. */
  ever: number
  /** Requests that were sent before the time that the server had stated to the call. */
  early: number
  /** Requests for each success, of those after the first answers: what a herd costs. */
  perSuccess: number
}>

export function metricsOf(scenario: Scenario, { curves, totals }: Run): Metrics {
  const { fromS, untilS } = scenario.trouble
  const endS = Math.min(scenario.lengthS, untilS + afterS)
  const { offered, succeeded, ever, attempts } = curves
  const sum = (curve: Float64Array, from = 0, until = curve.length): number => {
    let all = 0
    for (let second = from; second < until; second++) all += curve[second] ?? 0
    return all
  }
  const share = (curve: Float64Array, from = 0, until = curve.length): number =>
    (100 * sum(curve, from, until)) / sum(offered, from, until)
  const per = (from: number, until: number): number => sum(attempts, from, until) / sum(offered, from, until)
  const capacity = scenario.limit?.requests ?? (1_000 * scenario.workers) / scenario.serviceMs
  return {
    success: share(succeeded, fromS, endS),
    wire: per(fromS, endS),
    amp: per(fromS, untilS),
    during: share(succeeded, fromS, untilS),
    ttrS: recoveryS((from) => share(succeeded, from, from + 5), untilS, scenario.lengthS - 5),
    total: share(succeeded),
    stale: (100 * totals.stale) / Math.max(1, totals.worked),
    staleWork: totals.stale,
    peak: Math.max(...attempts.subarray(untilS, untilS + afterS)) / capacity,
    ever: share(ever, fromS, endS),
    early: totals.early,
    perSuccess: (sum(attempts) - scenario.clients) / Math.max(1, sum(ever)),
  }
}

function recoveryS(successFrom: (second: number) => number, untilS: number, lastS: number): number | null {
  for (let second = untilS; second <= lastS; second++) if (successFrom(second) >= 99) return second - untilS
  return null
}
