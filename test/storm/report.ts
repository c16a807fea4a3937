import { mkdirSync, writeFileSync } from 'node:fs'
import { chartOf, type Line } from './chart.ts'
import { drawScenario } from './draw.ts'
import { type Done, named } from './job.ts'
import type { Cell } from './mean.ts'
import type { Group, Plan } from './plan.ts'
import { scenarios } from './scenarios.ts'
import { svgOf } from './svg.ts'
import { drawTable, lookupOf } from './table.ts'

const reports = new URL('../../.reports/storm/', import.meta.url)
/** In the terminal, and in the files. */
const shown = new Set(['recourse', 'no retry', 'cockatiel'])
const drawn = new Set([...shown, 'recourse hold', 'full jitter x2', 'AWS 2026', 'oracle hold'])

/** The scenarios of a group, each by itself and then in tables. */
export function drawPlan(
  { group, scenarios: own, models }: Plan,
  cells: readonly Cell[],
  runs: readonly Done[],
): readonly string[] {
  const names = own.map(({ name }) => name)
  const table = (title: string, column: 'success' | 'during' | 'wire'): readonly string[] =>
    drawTable({ title: `${group}: ${title}`, column, scenarios: names, models }, lookupOf(cells))
  const details = own.flatMap(({ name, about }) =>
    drawScenario(
      name,
      about,
      cells.filter(({ scenario }) => scenario === name),
    ),
  )
  const tables = [
    table("percent of calls that succeed, from the trouble's start to a minute after its end", 'success'),
    ...(group === 'partials' ? [table('the same while it lasts', 'during')] : []),
    table('requests on the wire for each call', 'wire'),
  ]
  const chart = group === 'overloads' || group === 'outages' ? chartFor(own[0]!.name, runs) : []
  return [...details, ...(own.length > 1 ? tables.flat() : []), ...chart]
}

/** One table over all groups that are set beside others, where all of them were run. */
export function drawWhole(plans: readonly Plan[], cells: readonly Cell[]): readonly string[] {
  const own = plans.filter(({ group }) => besides.includes(group))
  const names = own.flatMap((plan) => plan.scenarios.map(({ name }) => name))
  const models = own[0]?.models.filter((model) => own.every((plan) => plan.models.includes(model))) ?? []
  if (own.length < besides.length) return []
  const title = 'all of them: percent of calls that succeed'
  return drawTable({ title, column: 'success', scenarios: names, models }, lookupOf(cells))
}

const besides: readonly Group[] = ['outages', 'overloads', 'partials']

function chartFor(name: string, runs: readonly Done[]): string[] {
  const lines = linesOf(name, runs, shown)
  return ['', `${name}: percent of calls that succeed, by second`, chartOf(lines, named(scenarios, name).lengthS)]
}

/** Of the first seed; what was not run with these models is drawn with the first that it was run with. */
function linesOf(name: string, runs: readonly Done[], models: ReadonlySet<string>): readonly Line[] {
  const ofIt = runs.filter((run) => run.scenario === name)
  const firsts = ofIt.filter((run, index) => ofIt.findIndex(({ model }) => model === run.model) === index)
  const usual = firsts.filter(({ model }) => models.has(model))
  return usual.length > 0 ? usual : firsts.slice(0, models.size)
}

/** Into files, a drawing for each scenario. */
export function writeCurves(runs: readonly Done[]): void {
  mkdirSync(reports, { recursive: true })
  for (const name of new Set(runs.map(({ scenario }) => scenario))) {
    const file = new URL(`${name.replace('/', '-')}.svg`, reports)
    writeFileSync(file, svgOf(named(scenarios, name), linesOf(name, runs, drawn)))
  }
}
