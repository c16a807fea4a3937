import type { Engine, Attempt, RunOptions } from './call.ts'
import { perform } from './perform.ts'
import { isResponse, readResponse } from './response.ts'
import { failureOf } from './sdk-error.ts'

/** `perform` for a function of the user's own: its errors, those of any SDK, are read by their structure. */
export function run<T>(engine: Engine, send: (attempt: Attempt) => Promise<T>, options: RunOptions = {}): Promise<T> {
  const { method = '', url = '', signal, toFailure, ...call } = options
  const { limits, clock } = engine.settings
  return perform(engine, {
    call: { method: method.toUpperCase(), url, replayable: true, signal, options: call },
    send,
    read: async (outcome) => ({ ...(isResponse(outcome) ? await readResponse(outcome, limits, clock) : failureOf(outcome)), ...(await toFailure?.(outcome)) }),
  })
}
