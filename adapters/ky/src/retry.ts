import { type Decision, mark, timerMs } from '@recourse/core'
import type { Options } from 'ky'

/** ky asks by method before it asks `shouldRetry`, where methods are the engine's business. */
const methods = ['get', 'post', 'put', 'patch', 'head', 'delete', 'options', 'trace', 'query']

/** The most that `maxAttempts` takes: ky wants a limit beforehand, and its own forced retries need one. */
const mostAttempts = 10

/**
 * ky's own engine, with the decisions made by ours. `once`: without a limit ky does not copy the body, which would keep all of a stream.
 * @param wait - the delay that was decided, if any, now that ky begins to wait.
 */
export const retryFor = (
  { retry, method }: Options,
  once: boolean,
  unsafeMaxAttempts: number,
  settle: (error: unknown) => Decision | undefined,
  wait: () => number | undefined,
): NonNullable<Options['retry']> => ({
  limit: once ? 0 : Math.max(mostAttempts, unsafeMaxAttempts) - 1,
  methods: method === undefined ? methods : [...methods, method],
  shouldRetry({ error }) {
    const decision = settle(error)
    if (decision?.retry === true) mark(error, decision) // for the caller's `beforeRetry`
    return decision?.retry ?? false
  },
  delay: (count) => wait() ?? ((typeof retry === 'object' && retry?.delay?.(count)) || 0),
  jitter: timerMs,
})
