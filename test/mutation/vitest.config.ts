import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Only the core's own tests, and no projects: each mutant runs them again. */
const conditions = ['@recourse/source', 'module', 'node', 'development|production']

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // the polluted run repeats all the others, and so would double the work on each mutant
  test: { include: ['packages/core/src/**/*.test.ts'], exclude: ['**/polluted-prototype.test.ts'] },
})
