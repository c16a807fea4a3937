import { monitorEventLoopDelay } from 'node:perf_hooks'

/** From now on: the longest time that this process stood still, in milliseconds. */
export function watchDelays(): () => number {
  const delays = monitorEventLoopDelay({ resolution: 10 })
  delays.enable()
  return () => delays.max / 1e6
}
