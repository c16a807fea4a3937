import { delay } from 'msw'
import { checkOptions, milliseconds } from './options.ts'
import { type Scenario, scenarioOf } from './scenario.ts'
import { type Step, playing } from './step.ts'

/**
 * The same step, `delayMs` later. To play what a time limit does, take a limit that is far below it.
 * @throws TypeError for a bad step or bad options.
 */
export function slow(step: Step, options: Readonly<{ delayMs: number }>): Scenario {
  checkOptions('slow', options, { delayMs: milliseconds }, ['delayMs'])
  const play = playing('slow', step)
  return scenarioOf(
    () => play.answer,
    async () => {
      await delay(options.delayMs)
      return play()
    },
  )
}
