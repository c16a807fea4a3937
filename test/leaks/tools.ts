import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Turns of the event loop, each a macrotask. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** How many turns pass until this settles, whichever way; 0: before the first. */
export async function turnsUntil(settling: Promise<unknown>): Promise<number> {
  let isSettled = false
  const note = (): void => void (isSettled = true)
  settling.then(note, note)
  let turns = 0
  await Promise.resolve()
  for (; !isSettled; turns++) await turn()
  return turns
}

/** Counts who listens to a signal. */
export function watched(signal: AbortSignal): Readonly<{ added(): number; removed(): number; left(): number }> {
  let added = 0
  let removed = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    added++
    add(...args)
  }
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    removed++
    remove(...args)
  }
  return { added: () => added, removed: () => removed, left: () => getEventListeners(signal, 'abort').length }
}

/** Timers made through the global functions that have neither fired nor been cleared; without those of the runtime's own fetch. */
export function watchedTimers(): Readonly<{ made(): number; left(): number; restore(): void }> {
  const { setTimeout: set, clearTimeout: clear } = globalThis
  const left = new Set<unknown>()
  let made = 0
  const patched = (task: () => void, delayMs?: number): NodeJS.Timeout => {
    const [, , maker = ''] = new Error('made by').stack?.split('\n') ?? []
    if (maker.includes('node:internal/')) return set(task, delayMs)
    made++
    const timer = set(() => {
      left.delete(timer)
      task()
    }, delayMs)
    left.add(timer)
    return timer
  }
  globalThis.setTimeout = patched as typeof set
  globalThis.clearTimeout = (timer) => {
    left.delete(timer)
    clear(timer)
  }
  const restore = (): void => void Object.assign(globalThis, { setTimeout: set, clearTimeout: clear })
  return { made: () => made, left: () => left.size, restore }
}

/** Collects garbage until this holds, at most 20 times. */
export async function collectUntil(holds: () => boolean): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let round = 0; round < 20 && !holds(); round++) {
    collect()
    await turn()
    await turn()
  }
}
