import type { PolicyInput } from '@recourse/core'
import { metricsOf, type Metrics } from './metrics.ts'
import { models } from './policies/all.ts'
import type { Curves } from './recorder.ts'
import { scenarios } from './scenarios.ts'
import { simulate } from './simulate.ts'

/** One run, as data: for a worker. */
export type Job = Readonly<{ scenario: string; model: string; seed: number; policy?: PolicyInput }>
export type Done = Job & Readonly<{ metrics: Metrics; curves: Curves }>

export async function runJob(job: Job): Promise<Done> {
  const scenario = named(scenarios, job.scenario)
  const run = await simulate(scenario, named(models, job.model), job.seed, job.policy)
  return { ...job, metrics: metricsOf(scenario, run), curves: run.curves }
}

/** @throws TypeError for a name that nothing has. */
export function named<Named extends Readonly<{ name: string }>>(all: readonly Named[], name: string): Named {
  const found = all.find((one) => one.name === name)
  if (found === undefined)
    throw new TypeError(`nothing is named ${name}; there is ${all.map((one) => one.name).join(', ')}`)
  return found
}
