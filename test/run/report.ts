import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

export type Tally = Readonly<{ passed: number; failed: number; skipped: number }>

type VitestReport = {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

export const vitestReport = '.reports/vitest.json'

/** What the tests came to. A run that failed without a failed test (coverage, a stray error, no report) counts as one failure. */
export function tallyOfVitest(ok: boolean): Tally {
  const report = existsSync(vitestReport) ? (JSON.parse(readFileSync(vitestReport, 'utf8')) as VitestReport) : undefined
  return tally(report, ok)
}

export function tally(report: VitestReport | undefined, ok: boolean): Tally {
  const files = report?.testResults ?? []
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const failedTests = tests.filter((test) => test.status === 'failed').length
  const failedFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = failedTests + failedFiles
  const nothingRan = passed + failed === 0
  return {
    passed,
    failed: failed === 0 && (!ok || nothingRan) ? 1 : failed,
    skipped: tests.length - passed - failedTests,
  }
}

export function finished(how: keyof Tally): Tally {
  return { passed: 0, failed: 0, skipped: 0, [how]: 1 }
}

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

export function closingLine(total: Tally): string {
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  return `${total.passed} passed, ${total.failed} failed${skipped}`
}

export function close(total: Tally): void {
  console.log(`\n${closingLine(total)}`)
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

/** Runs a tool of node_modules with this Node. Colour only where a person looks. */
export function run(
  tool: string,
  args: string[],
  output: 'inherit' | 'pipe',
  env: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  const colour = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }
  return spawnSync(process.execPath, [tool, ...args], {
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', ...colour, ...env },
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', output, 'inherit'],
  })
}
