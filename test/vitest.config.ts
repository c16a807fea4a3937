import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Branches of packages/core/src that the tests must take, in percent. */
const CORE_BRANCHES = 92

/** The packages by their sources, so that no build is needed and coverage is of what we wrote; then Vite's own list. */
const conditions = ['@recourse/source', 'module', 'node', 'development|production']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['{packages,adapters}/*/src/**/*.test.ts'] } },
      { extends: true, test: { name: 'suite', include: ['test/**/*.test.ts'] } },
    ],
    // most tests wait for sockets: on two cores one worker, the default, would leave both idle
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', ['json', { outputFile: '.reports/vitest.json' }]],
    coverage: {
      provider: 'v8',
      include: ['{packages,adapters}/*/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reportsDirectory: '.reports/coverage',
      reporter: [['text', { skipFull: true }], 'json-summary'],
      thresholds: { 'packages/core/src/**': { branches: CORE_BRANCHES } },
    },
  },
})
