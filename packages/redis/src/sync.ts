import type { Copies } from './copies.ts'
import { isDirty } from './copy.ts'
import { type ExchangeSettings, type Outcome, createExchange } from './exchange.ts'
import type { Shared } from './shared.ts'
import { after } from './timer.ts'

export type Sync = Readonly<{
  /** A step was done on this copy. */
  changed(copy: Shared, localMs: number): void
  isClosed(): boolean
  close(): Promise<void>
}>

export type SyncSettings = Omit<ExchangeSettings, 'clock' | 'onOutcome' | 'onTimeBack'> &
  Readonly<{
    copies: Copies
    clock: Readonly<{ monotonic(): number; random(): number }>
    flushMs: number
    pollMs: number
    tell(isDegraded: boolean): void
  }>

/** A copy that was seen longer ago is compared at once when it is used again. */
const freshMs = 250
/** After this long without a step a copy is left alone. */
const inUseMs = 10_000
/** What is due this soon goes out together with what is due now. */
const togetherMs = 5
const mostPolls = 250
/** Writes in a row to a record that others write too; then the others are given room, more each time. */
const mostConflicts = 4
const mostRoomMs = 200
const leastRetryMs = 50
const mostRetryMs = 1_000

export function createSync(settings: SyncSettings): Sync {
  const { copies, clock, flushMs, pollMs, timeoutMs, tell } = settings
  const exchange = createExchange({ ...settings, onOutcome, onTimeBack: () => copies.forget() })
  let wakeMs = Infinity
  let stopTimer = (): void => undefined
  let isDegraded = false
  let closing: Promise<void> | undefined
  let isClosed = false
  let closeIfDone = (): void => undefined

  return { changed, isClosed: () => isClosed, close: () => (closing ??= close()) }

  function changed(copy: Shared, localMs: number): void {
    copy.usedMs = localMs
    // one that failed or came too late has its time
    if (copy.sent === undefined && !copy.isFailing && copy.conflicts === 0)
      due(copy, copy.seenMs + freshMs < localMs ? localMs : localMs + flushMs)
  }

  function due(copy: Shared, dueMs: number): void {
    copy.dueMs = Math.min(copy.dueMs, dueMs)
    wake(copy.dueMs)
  }

  function wake(dueMs: number): void {
    if (isClosed || dueMs >= wakeMs) return
    stopTimer()
    wakeMs = dueMs
    stopTimer = after(dueMs - clock.monotonic(), tick)
  }

  /** Everything that is due goes out together. */
  function tick(): void {
    const localMs = clock.monotonic()
    const isStuck = exchange.isStuck(localMs)
    let [polls, nextMs] = [0, (wakeMs = Infinity)]
    for (const copy of copies.all()) {
      if (copy.sent !== undefined) continue
      if (copy.dueMs <= localMs + togetherMs) {
        if (copy.endMs <= localMs) copies.remove(copy)
        else if (copy.isFailing && isStuck) copy.dueMs = localMs + pollMs
        else if (isDirty(copy) || polls++ < mostPolls) send(copy, localMs)
        else copy.dueMs = localMs + flushMs
      }
      nextMs = Math.min(nextMs, copy.dueMs)
    }
    wake(nextMs)
  }

  function send(copy: Shared, localMs: number): void {
    copy.dueMs = Infinity
    exchange.send(copy, localMs)
  }

  function onOutcome(copy: Shared, outcome: Outcome, isLate: boolean): void {
    if (isClosed) return
    const localMs = clock.monotonic()
    if (outcome === 'failed') fail(copy, localMs)
    else {
      // a late answer is one, and no sign that the next will be in time
      if (!isLate) succeed(copy, localMs)
      // a command that was sent since will go on
      if (copy.sent === undefined) proceed(copy, outcome, localMs)
    }
    closeIfDone()
  }

  function proceed(copy: Shared, outcome: Outcome, localMs: number): void {
    copy.conflicts = outcome === 'conflict' ? copy.conflicts + 1 : 0
    const rounds = copy.conflicts / mostConflicts
    if (outcome === 'conflict' && !Number.isInteger(rounds)) send(copy, localMs)
    else if (outcome === 'conflict') due(copy, localMs + clock.random() * Math.min(mostRoomMs, flushMs * 2 ** rounds))
    else if (isDirty(copy)) due(copy, localMs + flushMs)
    else if (closing === undefined && copy.usedMs + inUseMs > localMs) due(copy, localMs + pollMs)
  }

  function fail(copy: Shared, localMs: number): void {
    copy.isFailing = true
    const mostMs = Math.min(mostRetryMs, leastRetryMs * 2 ** copy.failures++)
    due(copy, localMs + mostMs * (0.5 + clock.random() / 2))
    if (isDegraded) return
    tell((isDegraded = true))
  }

  function succeed(copy: Shared, localMs: number): void {
    copy.isFailing = false
    copy.failures = 0
    if (!isDegraded) return
    const left = [...copies.all()].filter((each) => each.isFailing)
    for (const each of left) if (each.sent === undefined) due(each, localMs)
    if (left.length === 0) tell((isDegraded = false))
  }

  /** Sends what is left, once, and waits no longer than for one command. */
  function close(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        isClosed = true
        closeIfDone = (): void => undefined
        stop()
        stopTimer()
        resolve()
      }
      const stop = after(timeoutMs, end)
      closeIfDone = () => {
        for (const copy of copies.all()) if (copy.sent !== undefined || (isDirty(copy) && !copy.isFailing)) return
        end()
      }
      for (const copy of copies.all()) if (isDirty(copy)) copy.dueMs = clock.monotonic()
      tick()
      closeIfDone()
    })
  }
}
