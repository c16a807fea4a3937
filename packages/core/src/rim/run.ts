import type { Failure } from '../nouns/failure.ts'
import { bare } from '../nouns/options.ts'
import type { Attempt, Engine, RunOptions } from './call.ts'
import { inParsed } from './parsed.ts'
import { readOutcome } from './failing.ts'
import { perform } from './perform.ts'
import { isResponse } from './response.ts'
import { failureOf } from './sdk-error.ts'

/** `perform` for a function of the user's own: its errors, those of any SDK, are read by their structure. */
export function run<T>(engine: Engine, send: (attempt: Attempt) => Promise<T>, options: RunOptions = {}): Promise<T> {
  const { method = '', url = '', signal, toFailure, ...call } = bare(options)
  return perform(engine, {
    call: { method: method.toUpperCase(), url, replayable: true, signal, options: call },
    inside: inParsed,
    send: ({ attempt: number, timeoutMs, idempotencyKey, headers }, limited = new AbortController().signal) =>
      send({ number, timeoutMs, signal: limited, idempotencyKey, headers }),
    read: async (outcome, limits, clock) => {
      const seen = isResponse(outcome) ? await readOutcome(outcome, limits, clock) : failureOf(outcome)
      return { ...seen, ...(await told(outcome, toFailure)) }
    },
  })
}

/** A reader that throws must not cost the caller the error that it was to read. */
async function told(outcome: unknown, toFailure: RunOptions['toFailure']): Promise<Partial<Failure>> {
  try {
    return (await toFailure?.(outcome)) ?? {}
  } catch {
    return {}
  }
}
