import { after } from './timer.ts'

/** Commands that have failed where they have no answer in time. */
export type Commands = Readonly<{
  /** One of both is called in time. What comes of the command after that is told too. */
  send<Value>(
    ask: () => Promise<Value>,
    onAnswer: (value: Value) => void,
    onError: (error: unknown) => void,
    sentMs: number,
  ): void
  /** Are there commands that got neither an answer nor an error in time? */
  isStuck(localMs: number): boolean
}>

/** A client may keep commands until it is connected again: with so many of them no further one is sent after a failure. */
const mostStuck = 8
const stuckMs = 30_000

export function createCommands(timeoutMs: number): Commands {
  const stuck = new Map<object, number>()
  return {
    send(ask, onAnswer, onError, sentMs) {
      const command = {}
      const stop = after(timeoutMs, () => {
        stuck.set(command, sentMs)
        onError(undefined)
      })
      const settled = (): void => {
        stop()
        stuck.delete(command)
      }
      ask().finally(settled).then(onAnswer).catch(onError)
    },
    isStuck(localMs) {
      for (const [command, sentMs] of stuck) if (sentMs + stuckMs < localMs) stuck.delete(command)
      return stuck.size >= mostStuck
    },
  }
}
