import { bare } from '../nouns/options.ts'
import type { CallState } from './call.ts'
import type { Counts, Happening, RecourseEvent } from './events.ts'
import type { CallOptions } from './call-options.ts'
import type { Settings } from './options.ts'

/** Counts what happens, and tells the listener. */
export type Journal = Readonly<{
  count(what: 'call' | 'success'): number
  /** The note of every call, and most often nobody listens. */
  attempt(call: CallState, attempt: number): void
  note(call: CallState, attempt: number, happening: Happening): void
  /** What belongs to no call. */
  aside(key: string, happening: Happening): void
  counts(): Counts
}>

export function createJournal({ onEvent, clock }: Settings): Journal {
  const [events, kinds, reasons] = [table(), table(), table()]
  // beside the tables: every call counts these three
  const always = { call: 0, success: 0, attempt: 0 }
  const add = (counts: Table, name: string): number => (counts[name] = (counts[name] ?? 0) + 1)

  return {
    count: (what) => ++always[what],
    attempt(call, attempt) {
      always.attempt++
      tell(call, attempt, { type: 'attempt' })
    },
    note(call, attempt, happening) {
      add(events, happening.type)
      if ('reason' in happening && Object.hasOwn(happening, 'reason')) add(reasons, happening.reason)
      // a call that is stopped between two attempts has no further failed attempt to count
      if ('fault' in happening && happening.fault !== call.counted) add(kinds, (call.counted = happening.fault).kind)
      tell(call, attempt, happening)
    },
    aside(key, happening) {
      add(events, happening.type)
      send({ atMs: clock.now(), id: 0, key, attempt: 0, ...happening })
    },
    counts: () => ({ events: { ...counted(always), ...events }, kinds: { ...kinds }, reasons: { ...reasons } }),
  }

  function tell(call: CallState, attempt: number, happening: Happening): void {
    if (onEvent === undefined) return
    const { label, context } = call.info.options ?? bare<CallOptions>({})
    send({
      atMs: clock.now(),
      id: call.id,
      key: call.place,
      attempt,
      ...(label && { label }),
      ...(context && { context }),
      ...happening,
    })
  }

  function send(event: object): void {
    try {
      onEvent?.(Object.freeze(event) as RecourseEvent)
    } catch {
      // a listener must not break the call it listens to
    }
  }
}

/** What never happened is absent. */
const counted = (counts: Table): Table => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))

type Table = Record<string, number>

/** Without a prototype, from which a count could come. */
const table = (): Table => Object.create(null) as Table
