import { setImmediate as turn } from 'node:timers/promises'
import { named } from '../storm/job.ts'
import { metricsOf } from '../storm/metrics.ts'
import { models } from '../storm/policies/all.ts'
import { type Scenario, afterS, usual } from '../storm/scenario.ts'
import { type Run, simulate } from '../storm/simulate.ts'

/** What becomes of the same clients with one way to retry. Each curve counts by second of virtual time. */
export type Side = Readonly<{
  name: string
  offered: readonly number[]
  /** On the wire. */
  requests: readonly number[]
  /** By when the call was offered: those that succeeded while their users still waited. */
  served: readonly number[]
  /** While the outage lasts. */
  requestsPerCall: number
  /** From the end of the outage to the first 5 s in which 99 % are served; null: not within the minute after. */
  backAfterS: number | null
  /** Percent of the calls of the minute after. */
  servedAfter: number
  /** Percent of the calls of that minute's last ten seconds. */
  servedAtLast: number
}>

export type Outage = Readonly<{
  seed: number
  clients: number
  callsPerS: number
  fromS: number
  untilS: number
  lengthS: number
  naive: Side
  recourse: Side
}>

export const defaultSeed = 7

/** It stalls: nothing is answered, what arrives lies in its queue, and after it that queue has to be worked off. */
const scenario: Scenario = {
  ...usual,
  name: 'demo',
  about: 'nothing is answered for 20 s, then the whole queue',
  clients: 200,
  trouble: { kind: 'slow', factor: 0, fromS: 10, untilS: 30 },
  lengthS: 30 + afterS,
}

/** One load, twice: with a loop as it is written by hand, and with Recourse's own engine. Null: stopped. */
export async function playOutage(seed: number, stop: AbortSignal): Promise<Outage | null> {
  const { clients, rate, trouble, lengthS } = scenario
  const play = async (name: string, model: string): Promise<Side | null> => {
    // a signal is delivered by the real event loop, which virtual time does not turn
    await turn()
    return stop.aborted ? null : sideOf(name, await simulate(scenario, named(models, model), seed))
  }
  const naive = await play('naive loop', 'naive loop')
  const recourse = await play('Recourse', 'recourse')
  if (stop.aborted || naive === null || recourse === null) return null
  return { seed, clients, callsPerS: rate, fromS: trouble.fromS, untilS: trouble.untilS, lengthS, naive, recourse }
}

function sideOf(name: string, run: Run): Side {
  const { lengthS, trouble } = scenario
  const { amp, ttrS } = metricsOf(scenario, run)
  const [offered, requests, served] = [run.curves.offered, run.curves.attempts, run.curves.succeeded].map((curve) => [
    ...curve.subarray(0, lengthS),
  ]) as [number[], number[], number[]]
  const percentFrom = (second: number): number => (100 * sum(served.slice(second))) / sum(offered.slice(second))
  return {
    name,
    offered,
    requests,
    served,
    requestsPerCall: amp,
    backAfterS: ttrS,
    servedAfter: percentFrom(trouble.untilS),
    servedAtLast: percentFrom(lengthS - 10),
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
