import { describe, test } from 'vitest'
import { drivers } from './drivers/index.ts'
import { play } from './play.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'
import type { Stage } from './stage.ts'
import { verify } from './verify.ts'

type Where = Readonly<{
  name: string
  plays(scenario: Scenario): boolean
  open(scenario: Scenario): Promise<Stage> | Stage
}>

/** A test for each driver and each scenario that this stage can play. What a driver skips must fail, or the skip is stale. */
export function defineSuite(where: Where): void {
  for (const driver of drivers) {
    for (const [theme, stories] of Object.entries(scenarios)) {
      describe.concurrent(`${driver.name} over ${where.name}: ${theme}`, { timeout: 15_000 }, () => {
        for (const scenario of stories.filter(where.plays)) {
          const skipped = driver.skip.find((it) => it.scenario === scenario.name)
          const define = skipped === undefined ? test : test.fails
          define(skipped === undefined ? scenario.name : `${scenario.name} [skipped: ${skipped.reason}]`, async () => {
            const opened = await where.open(scenario)
            try {
              await verify(scenario, driver, opened, await play(scenario, driver, opened))
            } finally {
              await opened.close()
            }
          })
        }
      })
    }
  }
}
