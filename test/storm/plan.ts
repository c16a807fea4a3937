import type { Job } from './job.ts'
import { models, own, rivals } from './policies/all.ts'
import type { Scenario } from './scenario.ts'
import { groups } from './scenarios.ts'
import type { PolicyInput } from '@recourse/core'

/** The numbers of the package were chosen with others than those that judge them, but for one: decision 0023 of the core. */
export const tuningSeeds = [1, 2, 3, 4, 5]
export const gateSeeds = [301, 302, 303]
export const fullSeeds = [301, 302, 303, 304, 305]
export const fuzzSeeds: readonly number[] = Array.from({ length: 200 }, (_, index) => 1_001 + index)

export type Group = keyof typeof groups
export type Plan = Readonly<{ group: Group; scenarios: readonly Scenario[]; models: readonly string[] }>

const all = models.map(({ name }) => name)
/** Those with gates of their own. */
export const gated: readonly string[] = own.map(({ name }) => name).filter((name) => name !== 'recourse budget')
const table = ['oracle', 'recourse', 'recourse budget', ...rivals.map(({ name }) => name)]

/** What the gates need to know. */
const needed: Readonly<Record<Group, readonly string[]>> = {
  outages: table,
  overloads: table,
  partials: table,
  steadies: ['recourse', 'no retry'],
  herds: gated,
  patient: ['oracle hold', ...gated, 'no retry'],
  more: [],
}

/** All that is run: what the gates need, everything, or what was asked for. */
export function planOf(
  options: Readonly<{ full: boolean; only: readonly string[]; policy: readonly string[] }>,
): readonly Plan[] {
  const { full, only, policy } = options
  const asked = only.length > 0 || policy.length > 0
  return (Object.keys(groups) as Group[])
    .map((group) => ({
      group,
      scenarios: groups[group].filter(({ name }) => only.length === 0 || only.includes(group) || only.includes(name)),
      models: asked || full ? all.filter((name) => policy.length === 0 || policy.includes(name)) : needed[group],
    }))
    .filter((plan) => plan.scenarios.length > 0 && plan.models.length > 0)
}

export const jobsOf = (plans: readonly Plan[], seeds: readonly number[], policy?: PolicyInput): readonly Job[] =>
  plans.flatMap((plan) =>
    plan.scenarios.flatMap(({ name: scenario }) =>
      plan.models.flatMap((model) => seeds.map((seed) => ({ scenario, model, seed, ...(policy && { policy }) }))),
    ),
  )
