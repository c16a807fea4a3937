// `pnpm storm`: what becomes of a server and its users when every client has this policy.
import { CommanderError } from 'commander'
import { type Options, fuzzGroup, optionsOf } from './arguments.ts'
import { type Gate, drawJudged, judge, needsOf } from './gate.ts'
import { gates } from './gates/all.ts'
import { type Cell, cellsOf } from './mean.ts'
import { fuzzSeeds, jobsOf, planOf } from './plan.ts'
import { runAll } from './pool.ts'
import { drawPlan, drawWhole, writeCurves } from './report.ts'
import { lookupOf } from './table.ts'

async function main(options: Options): Promise<number> {
  const { json, only, policy, seeds, set } = options
  const line = (value: object): void => console.log(JSON.stringify(value))
  const plans = planOf(options)
  const jobs = jobsOf(plans, seeds, set)
  const runs = await runAll(jobs, progress(jobs.length, 'runs'))
  const cells = cellsOf(runs)
  writeCurves(runs)
  if (json) cells.forEach((cell) => line({ type: 'cell', ...cell }))
  else for (const lines of [...plans.map((plan) => drawPlan(plan, cells, runs)), drawWhole(plans, cells)]) print(lines)
  const whole = only.length === 0 && policy.length === 0
  const withFuzz = whole || only.includes(fuzzGroup)
  const fuzzed = withFuzz ? await runAll(fuzzSeeds, progress(fuzzSeeds.length, 'random policies')) : []
  for (const it of fuzzed) if (it.staysDown) line({ type: 'stays_down', ...it })
  const wasRun = (gate: Gate): boolean => {
    const needs = needsOf(gate)
    return needs.length === 0 ? withFuzz : needs.every(([scenario, model]) => has(cells, scenario, model))
  }
  const judged = gates
    .filter((gate) => whole || wasRun(gate))
    .map((gate) => judge(gate, { of: lookupOf(cells), fuzzed }))
  if (json) judged.forEach((gate) => line({ type: 'gate', ...gate }))
  else if (judged.length > 0) print(drawJudged(judged))
  return judged.every(({ holds }) => holds) ? 0 : 1
}

const print = (lines: readonly string[]): void => {
  if (lines.length > 0) console.log(lines.join('\n'))
}

const has = (cells: readonly Cell[], scenario: string, model: string): boolean =>
  cells.some((cell) => cell.scenario === scenario && cell.model === model)

/** On a terminal, where it is overwritten. */
const progress =
  (all: number, what: string) =>
  (done: number): void => {
    if (process.stderr.isTTY) process.stderr.write(done === all ? '\r\x1b[K' : `\r${done} of ${all} ${what}`)
  }

function optionsOrCode(): Options | number {
  try {
    return optionsOf(process.argv.slice(2))
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    console.error(`storm: ${(error as Error).message}\n\nTry: pnpm storm --help`)
    return 2
  }
}

const options = optionsOrCode()
// `pnpm storm | head` closes the pipe, and nobody reads the rest
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = typeof options === 'number' ? options : await main(options)
