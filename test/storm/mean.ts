import type { Done } from './job.ts'
import type { Metrics } from './metrics.ts'
import { meanOf } from './average.ts'

/** The means over the seeds of one scenario with one model. */
export type Cell = Readonly<{ scenario: string; model: string; seeds: number; means: Metrics }>

/** By scenario, then by model, in the order of the runs. A time to recover that one seed has not is none. */
export function cellsOf(runs: readonly Done[]): readonly Cell[] {
  const groups = new Map<string, Done[]>()
  for (const run of runs) {
    const name = `${run.scenario}\n${run.model}`
    groups.set(name, [...(groups.get(name) ?? []), run])
  }
  return [...groups.values()].map((group) => {
    const [{ scenario, model, metrics }] = group as [Done]
    const names = Object.keys(metrics) as (keyof Metrics)[]
    const means = Object.fromEntries(names.map((name) => [name, meanOf(group.map((run) => run.metrics[name]))]))
    return { scenario, model, seeds: group.length, means: means as Metrics }
  })
}
