// `pnpm bench`: what Recourse costs, beside the bare clients and beside what people use in its place.
import { cpus } from 'node:os'
import { optionsOf } from './arguments.ts'
import { drawGroup, drawSizes } from './draw.ts'
import { quick, thorough } from './effort.ts'
import type { Measured } from './group.ts'
import { measureApart } from './apart.ts'
import { measure } from './pairs.ts'
import { type Size, sizes } from './sizes.ts'
import { type Timed, timed } from './timed.ts'
import { usage } from './usage.ts'
import { shortenTimers } from './waits.ts'

type Options = ReturnType<typeof optionsOf>

async function main(options: Options): Promise<void> {
  if (options.help) return console.log(usage)
  const print = printer(options)
  const [first, ...more] = options.only
  if (options.json) print.line({ type: 'machine', node: process.version, cpu: cpus()[0]?.model, quick: options.quick })
  for (const part of options.only) {
    if (part === 'sizes') print.sizes(await sizes())
    else if (part === first && more.length === 0) await measureHere(part, options, print.group)
    else await measureApart(part, options.quick, print.group)
  }
}

async function measureHere(
  subject: Timed,
  options: Options,
  print: (rows: readonly Measured[]) => void,
): Promise<void> {
  const groups = await timed[subject]()
  for (const make of groups) {
    const group = make()
    if (group.path === 'cycle') shortenTimers()
    print(await measure(group, options.quick ? quick : thorough))
  }
}

type Printer = Readonly<{
  line: (value: object) => void
  group: (rows: readonly Measured[]) => void
  sizes: (rows: readonly Size[]) => void
}>

function printer({ json }: Options): Printer {
  const line = (value: object): void => console.log(JSON.stringify(value))
  const lines = (rows: readonly string[]): void => console.log(rows.join('\n'))
  return {
    line,
    group: (rows) => (json ? rows.forEach((row) => line({ type: 'pair', ...row })) : lines(drawGroup(rows))),
    sizes: (rows) => (json ? rows.forEach((row) => line({ type: 'size', ...row })) : lines(drawSizes(rows))),
  }
}

function optionsOrNull(): Options | null {
  try {
    return optionsOf(process.argv.slice(2))
  } catch (error) {
    console.error(`bench: ${(error as Error).message}\n\nTry: pnpm bench --help`)
    return null
  }
}

const options = optionsOrNull()
// `pnpm bench | head` closes the pipe, and nobody reads the rest
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
if (options === null) process.exitCode = 2
else await main(options)
