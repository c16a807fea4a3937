import { constants } from 'node:os'
import { parseArgs, styleText } from 'node:util'
import { supportReport } from '@recourse/core'
import { checkOutage } from './check-outage.ts'
import { type Checked, type Judged, countAsExpected, exitCodeOf } from './check.ts'
import { clients } from './clients.ts'
import { drawColumns } from './columns.ts'
import { drawOutage } from './draw-outage.ts'
import { drawResult } from './draw.ts'
import { drawClosing, drawHeading, drawOpening, drawSupport } from './frame.ts'
import { documentOf } from './json.ts'
import { defaultSeed, playOutage } from './outage.ts'
import type { Lines, Sheet } from './paint.ts'
import { reported, table } from './table.ts'
import { playChecked, playTogether } from './together.ts'
import { usage } from './usage.ts'
import { type World, createWorld } from './world.ts'

const total = table.length * clients.length

type Options = Readonly<{ json: boolean; help: boolean; seed: number }>

async function main(options: Options | null): Promise<number> {
  if (options === null) return 2
  if (options.help) {
    console.log(usage)
    return 0
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal))
  const world = await createWorld()
  try {
    const judged = await run(world, stop.signal, options)
    if (!stop.signal.aborted) return exitCodeOf(judged)
    console.error(`\ndemo: stopped after ${judged.length} of ${total} calls`)
    return 128 + constants.signals[stop.signal.reason as NodeJS.Signals]
  } finally {
    await world.close()
  }
}

async function run(world: World, stop: AbortSignal, { json, seed }: Options): Promise<readonly Judged[]> {
  const sheet: Sheet = {
    width: Math.min(120, Math.max(60, process.stdout.columns ?? 100)),
    paint: (style, text) => styleText(style, text, { stream: process.stdout }),
  }
  const print = (lines: Lines): void => (json ? undefined : console.log(lines.join('\n')))
  const [first, ...others] = clients.map((client) => world.connect(client))
  const drawn: Checked[] = []
  print(drawOpening(table.length, sheet))
  for (const [index, call] of table.entries()) {
    print(drawHeading(call, index + 1, sheet))
    const checked = await playChecked(call, index + 1, first!, world, stop)
    if (stop.aborted) return drawn
    drawn.push(checked)
    print(drawResult(checked.result, checked.differences, sheet))
  }
  const number = table.indexOf(reported) + 1
  const { fault } = drawn[number - 1]!.result
  const report = fault && supportReport(fault, { providers: world.providers })
  if (report !== null) print(drawSupport(report, number, sheet))
  // not beside the drawn calls, whose times are shown
  const columns = [drawn, ...(await playTogether(others, drawn, world, stop))]
  if (stop.aborted) return drawn
  print(drawColumns(columns, sheet))
  const checked = columns.flat()
  const outage = await playOutage(seed, stop)
  if (outage === null) return checked
  const claims = checkOutage(outage)
  print(drawOutage(outage, claims, sheet))
  const all = [...checked, ...claims]
  if (json) console.log(JSON.stringify(documentOf(columns, { call: number, report }, { ...outage, claims }), null, 2))
  const wire = { sent: attemptsIn(checked), served: world.server.log.length }
  print(drawClosing({ expected: countAsExpected(all), total: all.length, ...wire }, sheet))
  return all
}

const attemptsIn = (checked: readonly Checked[]): number =>
  checked.flatMap(({ result }) => result.events.filter(({ type }) => type === 'attempt')).length

function optionsOf(): Options | null {
  try {
    const { values } = parseArgs({
      options: { json: { type: 'boolean' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    const { json = false, help = false, seed = String(defaultSeed) } = values
    if (!/^\d{1,9}$/.test(seed))
      throw new TypeError(`--seed takes a whole number of at most nine digits, not '${seed}'`)
    return { json, help, seed: Number(seed) }
  } catch (error) {
    console.error(`demo: ${(error as Error).message}\n\nTry: pnpm demo --help`)
    return null
  }
}

// `pnpm demo | head` closes the pipe. The calls go on, because the exit code speaks of all of them.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await main(optionsOf())
