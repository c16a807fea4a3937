import type { Answer, Client, World } from '../world.ts'

/** What decides about the attempts of a call. */
export type Rules = Readonly<{
  /** Beyond the first attempt. */
  retries: number
  wants(answer: Answer): boolean
  /** `retry` counts from 1. */
  delayMs(retry: number, answer: Answer): number
  /** Asked for each call before it is sent. Default: yes. */
  admits?: () => boolean
  /** Asked for each retry; what it takes is spent. Default: yes. */
  grants?: (answer: Answer) => boolean
  succeeded?: (retries: number) => void
  failed?: (answer: Answer) => void
}>

/** The loop that all retry libraries are. */
export function repeating(world: World, rules: Rules): Client {
  const { retries, wants, delayMs, admits, grants, succeeded, failed } = rules
  return (call) => {
    let made = 0
    const send = (): void => call.send(answered)
    const answered = (answer: Answer): void => {
      if (answer.ok) {
        succeeded?.(made)
        return call.end(true)
      }
      failed?.(answer)
      if (made >= retries || !wants(answer) || grants?.(answer) === false) return call.end(false)
      world.at(delayMs(++made, answer), send)
    }
    if (admits?.() === false) call.end(false)
    else send()
  }
}

/** A random share of `min(capMs, baseMs * 2^(retry-1))`. */
export const fullJitter = (world: World, baseMs: number, capMs: number, retry: number): number =>
  world.random() * Math.min(capMs, baseMs * 2 ** (retry - 1))

export const always = (): boolean => true
export const unlessTimedOut = (answer: Answer): boolean => answer.status !== null
