export type Waiting = {
  readonly changed: () => void
  readonly until: (holds: () => boolean) => Promise<void>
  readonly giveUp: () => void
}

// Lets a test wait for what the server will see, without a clock and without polling.
export const createWaiting = (): Waiting => {
  const waiters = new Set<{ holds: () => boolean; resolve: () => void; reject: (error: unknown) => void }>()
  let ended = false

  const changed = (): void => {
    for (const waiter of waiters) {
      try {
        if (!waiter.holds()) continue
        waiter.resolve()
      } catch (error) {
        waiter.reject(error)
      }
      waiters.delete(waiter)
    }
  }

  const giveUp = (): void => {
    ended = true
    for (const waiter of waiters) waiter.reject(new Error('The loopback server closed before this became true.'))
    waiters.clear()
  }

  return {
    changed,
    until: (holds) =>
      new Promise((resolve, reject) => {
        waiters.add({ holds, resolve, reject })
        changed()
        if (ended) giveUp()
      }),
    giveUp,
  }
}
