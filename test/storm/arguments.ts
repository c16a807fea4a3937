import type { PolicyInput } from '@recourse/core'
import { Command } from 'commander'
import { named } from './job.ts'
import { fullSeeds, gateSeeds } from './plan.ts'
import { models } from './policies/all.ts'
import { groups, scenarios } from './scenarios.ts'

/** The random policies. */
export const fuzzGroup = 'fuzz'

export type Options = Readonly<{
  full: boolean
  json: boolean
  only: readonly string[]
  policy: readonly string[]
  seeds: readonly number[]
  set: PolicyInput | undefined
}>

type Given = Readonly<{
  full?: true
  json?: true
  only: string[]
  policy: string[]
  seeds?: number[]
  set?: PolicyInput
}>

/** @throws CommanderError after it has said what is wrong, and for `--help`. */
export function optionsOf(given: readonly string[]): Options {
  const program = new Command('pnpm storm')
    .description(
      `What becomes of a server and its users when every client behaves the same, in virtual time: Recourse beside
what others do. Judges the gates whose scenarios are run, and draws the curves into .reports/storm.`,
    )
    .option('--full', 'every scenario with every model, on more seeds')
    .option('--only <names>', 'these scenarios, or groups of them', list, [])
    .option('--policy <names>', 'these rows', list, [])
    .option('--seeds <numbers>', 'comma-separated', seeds)
    .option('--set <json>', "laid over Recourse's policies", JSON.parse)
    .option('--json', 'a line of JSON for each cell and each gate')
    .addHelpText('after', help())
    .allowExcessArguments(false)
    .exitOverride()
  program.parse([...given], { from: 'user' })
  const { full = false, json = false, only, policy, seeds: own, set } = program.opts<Given>()
  for (const name of only) if (name !== fuzzGroup && !Object.hasOwn(groups, name)) named(scenarios, name)
  for (const name of policy) named(models, name)
  return { full, json, only, policy, seeds: own ?? (full ? fullSeeds : gateSeeds), set }
}

const list = (text: string): string[] => text.split(',')

function seeds(text: string): number[] {
  const numbers = list(text).map(Number)
  if (!numbers.every(Number.isSafeInteger)) throw new TypeError(`--seeds takes integers; got ${JSON.stringify(text)}`)
  return numbers
}

const help = (): string => `
Groups: ${[...Object.keys(groups), fuzzGroup].join(', ')}

Scenarios:
${scenarios.map(({ name, about }) => `  ${name.padEnd(20)}${about}`).join('\n')}

Rows:
${models.map(({ name, about }) => `  ${name.padEnd(20)}${about}`).join('\n')}

Exit code: 1 when a gate fails, 2 for a wrong argument.
`
