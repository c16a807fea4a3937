import type { Copies } from './copies.ts'
import { isDirty } from './copy.ts'
import { type ExchangeSettings, type Outcome, createExchange } from './exchange.ts'
import { createHealth } from './health.ts'
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
/** Writes in a row to a record that others write too; then the others are given room, more each time. */
const mostConflicts = 4
const mostRoomMs = 200

export function createSync(settings: SyncSettings): Sync {
  const { copies, clock, flushMs, pollMs, timeoutMs } = settings
  const exchange = createExchange({ ...settings, onOutcome, onTimeBack: () => copies.forget() })
  const health = createHealth({ ...settings, due })
  let wakeMs = Infinity
  let stopTimer = (): void => undefined
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
    const clean: Shared[] = []
    wakeMs = Infinity
    for (const copy of copies.all()) {
      const leftMs = copy.sent === undefined ? copy.dueMs - localMs : Infinity
      if (leftMs > pollMs / 2) continue
      if (copy.endMs <= localMs) copies.remove(copy)
      else if (copy.isFailing && isStuck) copy.dueMs = localMs + pollMs
      else if (!isDirty(copy)) clean.push(copy)
      else if (leftMs <= togetherMs) send(copy, localMs)
    }
    // where not all of them are taken, those that have waited longest
    poll(
      clean.sort((one, other) => one.dueMs - other.dueMs),
      localMs,
    )
    let nextMs = Infinity
    for (const copy of copies.all()) if (copy.sent === undefined) nextMs = Math.min(nextMs, copy.dueMs)
    wake(nextMs)
  }

  /** Those that are due soon go with one that is due now, and from then on together. */
  function poll(clean: readonly Shared[], localMs: number): void {
    if (!clean.some(({ dueMs }) => dueMs <= localMs + togetherMs)) return
    const taken = exchange.compare(clean, localMs)
    for (const [index, copy] of clean.entries())
      copy.dueMs = index < taken ? Infinity : Math.max(copy.dueMs, localMs + flushMs)
  }

  function send(copy: Shared, localMs: number): void {
    copy.dueMs = Infinity
    exchange.send(copy, localMs)
  }

  function onOutcome(copy: Shared, outcome: Outcome, isLate: boolean): void {
    if (isClosed) return
    const localMs = clock.monotonic()
    if (outcome === 'failed') health.failed(copy, localMs)
    else if (outcome === 'foreign') health.foreign(copy, localMs)
    else {
      // a late answer is one, and no sign that the next will be in time
      if (!isLate) health.answered(copy, localMs)
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
