import { parseArgs } from 'node:util'
import type { Played } from './cell.ts'
import { draw } from './draw.ts'
import { drivers } from './drivers/index.ts'
import { grid } from './grid.ts'
import { lineOf } from './json.ts'
import { runGrid } from './run.ts'
import { mostDeviations, usage } from './usage.ts'

type Options = Readonly<{ driver: readonly string[]; story: readonly string[]; json: boolean; help: boolean }>

async function main(options: Options | null): Promise<number> {
  if (options === null) return 2
  if (options.help) {
    console.log(usage)
    return 0
  }
  const stories = named('story', grid, options.story, ({ title }) => title)
  const clients = named('driver', drivers, options.driver, ({ name }) => name)
  if (stories === null || clients === null) return 2
  const played = await runGrid(stories, clients)
  if (options.json) for (const it of played) console.log(lineOf(it))
  else console.log(draw(played))
  const isWhole = stories.length === grid.length && clients.length === drivers.length
  return close(played, isWhole, options.json ? console.error : console.log)
}

/** What is left of these, all where nothing is asked for; null where a text is in none of them. */
function named<T>(
  what: string,
  all: readonly T[],
  texts: readonly string[],
  nameOf: (item: T) => string,
): readonly T[] | null {
  const has = (item: T, text: string): boolean => nameOf(item).toLowerCase().includes(text.toLowerCase())
  const unknown = texts.find((text) => !all.some((item) => has(item, text)))
  if (unknown === undefined)
    return texts.length === 0 ? all : all.filter((item) => texts.some((text) => has(item, text)))
  console.error(`conformance: no ${what} is called ${JSON.stringify(unknown)}\n\nTry: pnpm conformance --help`)
  return null
}

function close(played: readonly Played[], isWhole: boolean, print: (line: string) => void): number {
  const countOf = (result: Played['result']): number => played.filter((it) => it.result === result).length
  const percent = (countOf('deviation') / played.length) * 100
  // a part of the grid may be the part that deviates
  const tooMany = isWhole && percent > mostDeviations ? 1 : 0
  const cells = { sockets: 0, msw: 0 }
  for (const { over } of played) cells[over]++
  print(
    `\n${cells.sockets} cells over sockets, ${cells.msw} over msw; ${countOf('deviation')} deviations (${percent.toFixed(1)} %; at most ${mostDeviations} %)`,
  )
  print(`${countOf('passed')} passed, ${countOf('failed') + tooMany} failed`)
  return countOf('failed') + tooMany > 0 || countOf('passed') === 0 ? 1 : 0
}

function optionsOf(): Options | null {
  try {
    const { values } = parseArgs({
      options: {
        driver: { type: 'string', multiple: true },
        story: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { driver = [], story = [], json = false, help = false } = values
    return { driver, story, json, help }
  } catch (error) {
    console.error(`conformance: ${(error as Error).message}\n\nTry: pnpm conformance --help`)
    return null
  }
}

// `pnpm conformance | head` closes the pipe; the exit code speaks of all cells all the same
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(optionsOf())
