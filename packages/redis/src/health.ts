import type { Copies } from './copies.ts'
import type { Shared } from './shared.ts'

/** What commands tell of the server, and of one key: told on where it changes. */
export type Health = Readonly<{
  /** No answer in time, or an error. */
  failed(copy: Shared, localMs: number): void
  answered(copy: Shared, localMs: number): void
  /** Something else than a record lies under the key: it goes on alone, and the others as they did. */
  foreign(copy: Shared, localMs: number): void
}>

type HealthSettings = Readonly<{
  copies: Copies
  clock: Readonly<{ random(): number }>
  tell(isDegraded: boolean): void
  /** When a copy is to be sent again. */
  due(copy: Shared, dueMs: number): void
}>

const leastRetryMs = 50
const mostRetryMs = 1_000
/** Where something else lies it is looked again after so long. */
const foreignMs = 10_000

export function createHealth({ copies, clock, tell, due }: HealthSettings): Health {
  let isDegraded = false

  return {
    failed(copy, localMs) {
      copy.isFailing = true
      const mostMs = Math.min(mostRetryMs, leastRetryMs * 2 ** copy.failures++)
      due(copy, localMs + mostMs * (0.5 + clock.random() / 2))
      if (!isDegraded) tell((isDegraded = true))
    },
    answered(copy, localMs) {
      const wasForeign = copy.isForeign
      copy.isFailing = copy.isForeign = false
      copy.failures = 0
      if (wasForeign) changed(false)
      heal(localMs)
    },
    foreign(copy, localMs) {
      changed(true)
      copy.isFailing = copy.isForeign = true
      copy.failures = 0
      if (copy.sent === undefined) due(copy, localMs + foreignMs)
      heal(localMs)
    },
  }

  /** Told of the first key, and of the last. */
  function changed(isForeign: boolean): void {
    if (!isDegraded && ![...copies.all()].some((copy) => copy.isForeign)) tell(isForeign)
  }

  /** Once one key is reached again, all are. */
  function heal(localMs: number): void {
    if (!isDegraded) return
    const left = [...copies.all()].filter((copy) => copy.isFailing && !copy.isForeign)
    for (const copy of left) if (copy.sent === undefined) due(copy, localMs)
    if (left.length === 0) tell((isDegraded = false))
  }
}
