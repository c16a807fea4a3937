import { type Clock, systemClock } from '@recourse/core'

/** What a wait above the limit is shortened to: long enough to be a wait, short enough for a test. */
const shortMs = 3

/** Real time and chance. Waits before a retry are written down, and those above `longestMs` are shortened. */
export type RecordingClock = Clock & {
  /** The delay of a retry event: the next sleep of that length is the wait. */
  announce(delayMs: number): void
  /** The waits that were slept, as asked for. */
  readonly waits: readonly number[]
  /** Sleeps of other kinds: limits of attempts and of bodies. */
  readonly others: readonly number[]
  isShortened(delayMs: number): boolean
}

export function recordingClock(
  longestMs: number,
  { skewMs = 0, chance }: Readonly<{ skewMs?: number; chance?: number | undefined }> = {},
): RecordingClock {
  const waits: number[] = []
  const others: number[] = []
  let announced: number | undefined
  const isShortened = (delayMs: number): boolean => waits.includes(delayMs) && delayMs > longestMs
  return {
    now: () => systemClock.now() + skewMs,
    monotonic: () => systemClock.monotonic(),
    random: () => chance ?? systemClock.random(),
    sleep(ms, signal) {
      if (ms !== announced) {
        others.push(ms)
        return systemClock.sleep(ms, signal)
      }
      announced = undefined
      waits.push(ms)
      return systemClock.sleep(isShortened(ms) ? shortMs : ms, signal)
    },
    announce: (delayMs) => void (announced = delayMs),
    waits,
    others,
    isShortened,
  }
}
