// `pnpm test`: every check there is, through turbo's cache, and one closing line.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { add, close, finished, run, tallyOfVitest, vitestReport, type Tally } from './report.ts'

const CHECKS = ['build', 'types', 'lint', 'format:check', 'knip', 'vitest', 'package', 'sizes']
const RUNS = '.turbo/runs'
/** turbo's name for a task that a package has no script for. */
const NO_SCRIPT = '<NONEXISTENT>'

type Summary = {
  tasks: { taskId: string; command: string; cache: { status: string }; execution?: { exitCode: number | null } }[]
}

const turbo = 'node_modules/turbo/bin/turbo'
const args = ['run', ...CHECKS, '--continue=dependencies-successful', '--output-logs=errors-only']

/** Turbo's summary leaves out what it did not start, so the plan is asked for first. */
function plannedTasks(): string[] {
  const plan = JSON.parse(run(turbo, [...args, '--dry=json'], 'pipe').stdout) as Summary
  return plan.tasks.filter((task) => task.command !== NO_SCRIPT).map((task) => task.taskId)
}

function startedTasks(): Map<string, Summary['tasks'][number]> {
  const files = existsSync(RUNS) ? readdirSync(RUNS) : []
  const tasks = files.flatMap((name) => (JSON.parse(readFileSync(`${RUNS}/${name}`, 'utf8')) as Summary).tasks)
  return new Map(tasks.map((task) => [task.taskId, task]))
}

rmSync(RUNS, { recursive: true, force: true })
rmSync(vitestReport, { force: true }) // turbo puts it back when the tests are unchanged
const planned = plannedTasks()
const { status } = run(turbo, [...args, '--summarize', ...process.argv.slice(2)], 'inherit')
const started = startedTasks()

let total: Tally = { passed: 0, failed: 0, skipped: 0 }
for (const id of planned) {
  const task = started.get(id)
  const ok = task?.execution?.exitCode === 0
  const cached = task?.cache.status === 'HIT' ? ' (cached)' : ''
  const tally =
    id === '//#vitest' ? tallyOfVitest(ok) : finished(task === undefined ? 'skipped' : ok ? 'passed' : 'failed')
  console.log(`${task === undefined ? 'not run' : ok ? 'passed ' : 'FAILED '}  ${id.replace('//#', '')}${cached}`)
  total = add(total, tally)
}
// Turbo itself can fail, say on a flag it does not know.
if (status !== 0 && total.failed === 0) total = add(total, finished('failed'))
close(total)
