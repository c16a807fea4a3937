// `pnpm test:full`: the tests with their long properties, then mutation testing of judgement and state. Minutes, not seconds; not cached.
import { rmSync } from 'node:fs'
import { add, close, finished, run, tallyOfVitest, vitestReport } from './report.ts'

rmSync(vitestReport, { force: true })
const vitest = run(
  'node_modules/vitest/vitest.mjs',
  ['run', '--config', 'test/vitest.config.ts', '--coverage'],
  'inherit',
  {
    RECOURSE_FULL: '1',
  },
)
const stryker = run(
  'node_modules/@stryker-mutator/core/bin/stryker.js',
  ['run', 'test/mutation/stryker.config.json'],
  'inherit',
)

close(add(tallyOfVitest(vitest.status === 0), finished(stryker.status === 0 ? 'passed' : 'failed')))
