import { shown } from './options.ts'
import { type Step, playing } from './step.ts'

/** One step of a sequence. `'next'`: the next handler that matches answers, such as your own. */
export type FlakyStep = Step | 'next'

/** A resolver for any `http.*` of msw that answers differently each time. */
export type Sequence = () => Iterable<Response | Promise<Response> | undefined>

/**
 * Plays one step for each request; the last one repeats. Each handler counts for itself, and from the beginning again after
 * `server.resetHandlers()`. With msw's `{ once: true }` the handler is done after the last step.
 * @throws TypeError where there is no step, or one that cannot be played.
 */
export function flaky(steps: readonly FlakyStep[]): Sequence {
  if (!Array.isArray(steps) || steps.length === 0)
    throw new TypeError(`recourse: flaky takes a list of one step or more, got ${shown(steps)}`)
  const players = steps.map((step) => (step === 'next' ? () => undefined : playing('flaky', step as Step)))
  // Two requests that come at once to a fresh handler ask for two iterators, of which msw keeps the second: they have to be one.
  let fresh: ReturnType<typeof counting> | undefined
  const counting = (): Iterable<Response | Promise<Response> | undefined> => {
    let played = 0
    const next = (): IteratorResult<Response | Promise<Response> | undefined> => {
      fresh = undefined
      const play = players[Math.min(played++, players.length - 1)]
      const value = play?.()
      // msw answers a sequence that is done with its last response, and so never passes on
      return { done: played >= players.length && value !== undefined, value }
    }
    return { [Symbol.iterator]: () => ({ next }) }
  }
  return () => (fresh ??= counting())
}
