import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** A small config, and no projects: each mutant runs the tests again. */
const conditions = ['@recourse/source', 'module', 'node', 'development|production']

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // the own tests of judgement and state have to find their mutants: what only a test of the rim finds counts as survived
    include: ['packages/core/src/{judgement,state}/**/*.test.ts'],
    env: { RECOURSE_MUTATION: '1' },
  },
})
