import type { Model } from '../world.ts'
import { always, fullJitter, repeating, unlessTimedOut } from './repeating.ts'

const none: Model = {
  name: 'no retry',
  about: 'Each call is sent once.',
  client: (world) => repeating(world, { retries: 0, wants: () => false, delayMs: () => 0 }),
}

const immediate: Model = {
  name: 'immediate x3',
  about: 'Three retries at once, whatever the failure.',
  client: (world) => repeating(world, { retries: 3, wants: always, delayMs: () => 0 }),
}

const jittered: Model = {
  name: 'full jitter x2',
  about: 'Two retries after a random share of 100 and 200 ms, and no budget.',
  client: (world) =>
    repeating(world, { retries: 2, wants: always, delayMs: (retry) => fullJitter(world, 100, 20_000, retry) }),
}

const naive: Model = {
  name: 'naive loop',
  about: 'Four retries, a second apart or exactly as long as Retry-After says.',
  client: (world) =>
    repeating(world, { retries: 4, wants: always, delayMs: (_, { retryAfterMs }) => retryAfterMs ?? 1_000 }),
}

const axiosRetry: Model = {
  name: 'axios-retry',
  about:
    'axios-retry 4.5: three retries at once or as long as Retry-After says; one time limit for all attempts, which ends them.',
  client: (world) => (call) => {
    const endMs = world.nowMs() + 1_000
    let made = 0
    const send = (): void =>
      call.send((answer) => {
        const delayMs = answer.retryAfterMs ?? 0
        // the time left counts from the last send; what does not fit is not waited for
        if (answer.ok || answer.status === null || made >= 3 || world.nowMs() + delayMs >= endMs) call.end(answer.ok)
        else {
          made++
          world.at(delayMs, send)
        }
      }, endMs - world.nowMs())
    send()
  },
}

const ky: Model = {
  name: 'ky',
  about:
    'ky 2.1: two retries after 300 and 600 ms or exactly as long as Retry-After says; none after its own time limit.',
  client: (world) =>
    repeating(world, {
      retries: 2,
      wants: unlessTimedOut,
      delayMs: (retry, { retryAfterMs }) => retryAfterMs ?? 300 * 2 ** (retry - 1),
    }),
}

const ofetch: Model = {
  name: 'ofetch',
  about: 'ofetch 1.5: one retry at once, after its own time limit as well; Retry-After is not read.',
  client: (world) => repeating(world, { retries: 1, wants: always, delayMs: () => 0 }),
}

const pRetry: Model = {
  name: 'p-retry',
  about: 'p-retry 9: ten retries after 1, 2, 4 s and so on, without jitter; Retry-After is not read.',
  client: (world) => repeating(world, { retries: 10, wants: always, delayMs: (retry) => 1_000 * 2 ** (retry - 1) }),
}

export const libraries: readonly Model[] = [none, axiosRetry, ky, ofetch, pRetry]

/** What is written by hand: the theory's own examples. */
export const loops: readonly Model[] = [immediate, jittered, naive]
