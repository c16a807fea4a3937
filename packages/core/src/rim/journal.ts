import { type CallState, hostIn } from './call.ts'
import type { Counts, Happening, RecourseEvent } from './events.ts'
import type { Settings } from './options.ts'

/** Counts what happens, and tells the listener. */
export type Journal = Readonly<{
  count(what: 'call' | 'success'): number
  note(call: CallState, attempt: number, happening: Happening): void
  counts(): Counts
}>

export function createJournal({ onEvent, clock }: Settings): Journal {
  const events: Record<string, number> = {}
  const kinds: Record<string, number> = {}
  const reasons: Record<string, number> = {}
  const add = (table: Record<string, number>, name: string): number => (table[name] = (table[name] ?? 0) + 1)

  return {
    count: (what) => add(events, what),
    note(call, attempt, happening) {
      add(events, happening.type)
      if ('reason' in happening) add(reasons, happening.reason)
      // a call that is stopped between two attempts has no further failed attempt to count
      if ('fault' in happening && happening.fault !== call.counted) add(kinds, (call.counted = happening.fault).kind)
      if (onEvent === undefined) return
      const { label, context } = call.info.options ?? {}
      const event = {
        atMs: clock.now(),
        id: call.id,
        key: hostIn(call.info.url),
        attempt,
        ...(label && { label }),
        ...(context && { context }),
        ...happening,
      }
      try {
        onEvent(Object.freeze(event) as RecourseEvent)
      } catch {
        // a listener must not break the call it listens to
      }
    },
    counts: () => ({ events: { ...events }, kinds: { ...kinds }, reasons: { ...reasons } }),
  }
}
