import type { Engine, Recourse } from './call.ts'
import { createEngine } from './engine.ts'
import type { RecourseOptions } from './options.ts'
import { run } from './run.ts'

/**
 * A policy, what is known of APIs, and the counts. On a server: one for each process, shared by its clients.
 * @throws TypeError that names the option and what it takes.
 */
export function createRecourse(options: RecourseOptions = {}): Recourse {
  const engine = createEngine(options)
  const recourse: Recourse = { ...engine, run: (send, runOptions) => run(engine, send, runOptions) }
  return Object.freeze(recourse)
}

/** The second argument of every `withRecourse`: a Recourse to share, or options for a new one. */
export const engineOf = (recourseOrOptions: Engine | RecourseOptions = {}): Engine =>
  'settle' in recourseOrOptions ? recourseOrOptions : createEngine(recourseOrOptions)
