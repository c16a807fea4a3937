import { createHeap, createLane } from './heap.ts'

/** What happens in virtual time, in its order. */
export type Events = Readonly<{
  nowMs(): number
  /** What is put at the same time happens in the order in which it was put. */
  at(delayMs: number, action: () => void): void
  /** Counts promises that somebody waits for: while there are any, each event is followed by what they set off. */
  awaits(change: 1 | -1): void
  /** Lets everything happen up to then. */
  run(untilMs: number): Promise<void>
}>

/** `usualMs`: a delay that most of them have. */
export function createEvents(usualMs?: number): Events {
  let [nowMs, orderSoFar, awaited] = [0, 0, 0]
  const heap = createHeap()
  const lane = createLane()

  const isLaneNext = (): boolean => {
    const [ofLane, ofHeap] = [lane.time(), heap.time()]
    return ofLane < ofHeap || (ofLane === ofHeap && lane.order() < heap.order())
  }

  return {
    nowMs: () => nowMs,
    at: (delayMs, action) =>
      (delayMs === usualMs ? lane : heap).push(nowMs + Math.max(0, delayMs), orderSoFar++, action),
    awaits: (change) => void (awaited += change),
    async run(untilMs) {
      if (awaited > 0) await settled()
      for (;;) {
        const next = isLaneNext() ? lane : heap
        if (next.time() > untilMs || next.time() === Infinity) break
        nowMs = next.time()
        next.pop()()
        if (awaited > 0) await settled()
      }
      nowMs = untilMs
    },
  }
}

/** After every microtask that is ready, and those that they make ready. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
