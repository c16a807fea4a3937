import { Command, InvalidArgumentError } from 'commander'
import { type SceneName, scenes } from './scenes/all.ts'

export type Options = Readonly<{ alone: boolean; json: boolean; only: readonly SceneName[]; windows: number }>

const names = Object.keys(scenes) as readonly SceneName[]

/** @throws CommanderError after it has said what is wrong, and for `--help`. */
export function optionsOf(given: readonly string[]): Options {
  const program = new Command('pnpm fleet')
    .description(
      `Four processes, two with node-redis and two with ioredis, share one Redis and call one service. What they
sent is counted by the service.`,
    )
    .option('--only <names>', `these scenes: ${names.join(', ')}`, list, names)
    .option('--windows <number>', 'how many windows of a limit are measured, of a second each', windows, 10)
    .option('--alone', 'each process keeps what it knows to itself, for comparison', false)
    .option('--json', 'a line of JSON for each number', false)
    .addHelpText(
      'after',
      '\nExit code: 1 when a bound does not hold, 2 for a wrong argument or where no redis-server is installed.',
    )
    .allowExcessArguments(false)
    .exitOverride()
  program.parse([...given], { from: 'user' })
  return program.opts<Options>()
}

function list(text: string): readonly SceneName[] {
  const asked = text.split(',')
  const unknown = asked.find((name) => !Object.hasOwn(scenes, name))
  if (unknown !== undefined) throw new InvalidArgumentError(`Nothing is named ${unknown}.`)
  return names.filter((name) => asked.includes(name))
}

function windows(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 600)
    throw new InvalidArgumentError('An integer from 1 to 600.')
  return number
}
