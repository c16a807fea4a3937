import { type CallOptions, type Engine, type RecourseOptions, engineOf, recourseIn } from '@recourse/core'
import type { InitHook, KyInstance, Options } from 'ky'
import { takeOver } from './call.ts'

declare module 'ky' {
  interface Options {
    /** Options for this call; `false` leaves it, and its retries, to ky. */
    recourse?: CallOptions | false
  }
}

/** On the hook of every Recourse: who owns the retries. Extending twice must not retry twice. */
const owner: unique symbol = Symbol.for('recourse.call')

/**
 * The same instance of ky, which reads failures, waits and sends again where that is right, and throws ky's own errors.
 * `faultOf(error)` tells what went wrong. An instance that is wrapped already takes the new options.
 *
 * @throws TypeError for bad options here; by rejection, for bad options of a call.
 */
export const withRecourse = (client: KyInstance, recourseOrOptions?: Engine | RecourseOptions): KyInstance =>
  client.extend(recourse(recourseOrOptions))

/**
 * The options that `withRecourse` extends with: `ky.extend(recourse(…))`, `ky.create(recourse(…))`.
 *
 * @throws TypeError for bad options.
 */
export function recourse(recourseOrOptions?: Engine | RecourseOptions): Options {
  const engine = engineOf(recourseOrOptions)
  const hook: InitHook = (options) => {
    const call = recourseIn(options)
    const owning = options.hooks?.init?.findLast((it) => owner in it)
    if (call !== false && owning === hook) takeOver(engine, options, call)
  }
  return { hooks: { init: [Object.defineProperty(hook, owner, { value: true })] } }
}
