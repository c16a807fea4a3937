export type Timers = {
  readonly after: (delayMs: number, task: () => void) => () => void
  readonly every: (periodMs: number, task: () => void) => () => void
  readonly clear: () => void
}

// One owner for every timer, so that close() can leave none behind.
export const createTimers = (): Timers => {
  const running = new Set<NodeJS.Timeout>()

  const stop = (timer: NodeJS.Timeout): void => {
    clearTimeout(timer)
    running.delete(timer)
  }

  return {
    after: (delayMs, task) => {
      const timer = setTimeout(() => {
        running.delete(timer)
        task()
      }, delayMs)
      running.add(timer)
      return () => stop(timer)
    },
    every: (periodMs, task) => {
      const timer = setInterval(task, periodMs)
      running.add(timer)
      return () => stop(timer)
    },
    clear: () => running.forEach(stop),
  }
}
