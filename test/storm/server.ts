import type { Events } from './events.ts'
import { type Random, exponential } from './random.ts'

export type ServerOptions = Readonly<{
  workers: number
  /** Mean of an exponential distribution. */
  serviceMs: number
  /** Requests that may wait for a worker; what comes beyond is turned away at once. Infinity: all wait. */
  maxQueue: number
}>

/** M/M/c with one queue, first come first served. It does not notice that nobody waits any more for what it works on. */
export type Server = Readonly<{
  /** `finish` is called when the work is done; false: turned away. */
  receive(finish: () => void): boolean
  /** Share of the full capacity; 0: what waits stays in the queue. */
  slow(factor: number): void
  /** How long a request that comes now would wait for a worker, in the mean. */
  waitMs(): number
  queued(): number
}>

export function createServer(options: ServerOptions, events: Events, random: Random): Server {
  const { workers, serviceMs, maxQueue } = options
  const queue = createQueue()
  let [busy, factor] = [0, 1]

  function start(finish: () => void): void {
    busy++
    events.at(exponential(random, serviceMs / factor), () => {
      busy--
      fill()
      finish()
    })
  }

  function fill(): void {
    while (factor > 0 && busy < workers && queue.size() > 0) start(queue.shift())
  }

  return {
    receive(finish) {
      if (factor > 0 && busy < workers) start(finish)
      else if (queue.size() >= maxQueue) return false
      else queue.push(finish)
      return true
    },
    slow(given) {
      factor = given
      fill()
    },
    waitMs: () =>
      factor === 0 ? Infinity : busy < workers ? 0 : ((queue.size() + 1) * serviceMs) / (workers * factor),
    queued: queue.size,
  }
}

type Queue = Readonly<{ push(item: () => void): void; shift(): () => void; size(): number }>

function createQueue(): Queue {
  let items: (() => void)[] = []
  let head = 0
  return {
    push: (item) => void items.push(item),
    shift() {
      const item = items[head++]!
      if (head > 4096 && head * 2 > items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
    size: () => items.length - head,
  }
}
