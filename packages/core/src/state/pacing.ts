import type { Limit } from '../judgement/limits.ts'
import type { Pacing } from '../nouns/gates.ts'

/** `pauseMs`: the wait that an answer states; null: none. `spreadMs`: over how much longer those who were held come back. */
export type PacingTold = Readonly<{ limits: readonly Limit[]; pauseMs: number | null; spreadMs: number }>

type Quota = readonly [calls: number, windowMs: number]

/** Who sends under the key: when its next call is due, how much earlier it may go, when it asked last, until when it was turned away, and its calls a second. */
type Sender = readonly [by: string, dueMs: number, earlyMs: number, askedMs: number, shortMs: number, pace: number]

/** JSON. */
export type PacingState = Readonly<{
  pausedMs: number
  spreadMs: number
  /** The strictest limit of those that were stated last; of no window: none. */
  calls: number
  windowMs: number
  /** Where little is left, or the limit has just been learnt: milliseconds from call to call (0: any), and until when. */
  scarceMs: number
  scarceToMs: number
  senders: readonly Sender[]
}>

/** `waitMs`: whole milliseconds after which it is worth asking again; those who were held meanwhile come back over `spreadMs` more. */
export type PacingVerdict = Readonly<{ ok: true }> | Readonly<{ ok: false; waitMs: number; spreadMs: number }>

/**
 * May a call go now? Each sender keeps a schedule of its own (GCRA), so that what the others did just now, which it cannot know yet,
 * changes nothing; those who want more than their part share what the rest leave. `by`: one of a fleet; empty where nobody shares the
 * state. A store that applies the step again hands in the time of the first application.
 */
export function pacingAdmit(
  known: PacingState | null,
  pacing: Pacing,
  by: string,
  nowMs: number,
): readonly [PacingState, PacingVerdict] {
  const state = known ?? fresh
  const { pausedMs, spreadMs, senders } = state
  if (nowMs < pausedMs) return [state, closed(pausedMs - nowMs, spreadMs)]
  const others = senders.filter((it) => it[0] !== by && nowMs < Math.max(it[1], it[3], pausedMs) + goneMs)
  const [calls, windowMs] = quotaOf(state, pacing)
  const most = calls * aim
  const perMs = Math.min(
    Math.max(most / 2, most - others.length / 8) / windowMs,
    nowMs < state.scarceToMs ? 1 / state.scarceMs : Infinity,
  )
  if (perMs === Infinity) return [state, passes]

  // a pause told nothing of who is short, and what the others take varies
  let [shares, sparePerMs] = [1, perMs]
  for (const [, , , , shortMs, pace] of others)
    if (nowMs < Math.max(shortMs, pausedMs + spreadMs) + wantsMs) shares++
    else sparePerMs -= (1.2 * pace) / 1_000
  const everyMs = 1 / Math.max(sparePerMs / shares, perMs / (others.length + 1))

  const mine = senders.find((it) => it[0] === by)
  const mostEarlyMs = windowMs / 10
  const introMs = by === '' ? 0 : metMs
  let [, dueMs, earlyMs, , shortMs, pace] = mine ?? ['', nowMs, by === '' ? mostEarlyMs : 0, 0, 0, 0]
  const sinceMs = mine ? Math.max(0, nowMs - mine[3]) : 0
  // where the limit was stricter before
  earlyMs = Math.min(earlyMs, mostEarlyMs)
  dueMs = Math.min(dueMs, nowMs - sinceMs + earlyMs + Math.max(everyMs, introMs))
  // time that was not used is made up for, up to a tenth of the window, while it is new: after a window so little is left (a fiftieth, and
  // 0.08 * exp(-2.8) of it) that it is no more than what `aim` leaves free
  earlyMs -= Math.max(0, earlyMs - windowMs / 50) * (1 - Math.exp((-2.8 * sinceMs) / (windowMs || 1)))
  if (dueMs < nowMs) {
    earlyMs = Math.min(mostEarlyMs, earlyMs + nowMs - dueMs)
    dueMs = nowMs
  }
  pace *= Math.exp(-sinceMs / 1_000)
  const waitMs = dueMs - nowMs - earlyMs
  const isOpen = waitMs <= 0
  if (isOpen) {
    pace++
    dueMs += Math.max(everyMs, mine ? 0 : introMs)
  } else if (by === '') return [state, closed(waitMs, 0)]
  else shortMs = nowMs + waitMs
  const sender: Sender = [by, dueMs, earlyMs, nowMs, shortMs, pace]
  return [{ ...state, senders: others.slice(1 - maxSenders).concat([sender]) }, isOpen ? passes : closed(waitMs, 0)]
}

/** What an answer states: a wait holds everyone at once, and so does a limit of which nothing is left. */
export function pacingLearn(
  known: PacingState | null,
  pacing: Pacing,
  { limits, pauseMs, spreadMs }: PacingTold,
  nowMs: number,
): PacingState {
  let state = known ?? fresh
  const pause = (ms: number, overMs: number): void => {
    // whatever one answer says: it may be a mistake, and holds everybody
    const untilMs = nowMs + Math.min(ms, longestWindowMs)
    if (untilMs > state.pausedMs) state = { ...state, pausedMs: untilMs, spreadMs: Math.min(overMs, longestWindowMs) }
  }
  if (pauseMs) pause(pauseMs, spreadMs)
  if (!pacing.learn) return state
  const isNew = quotaOf(state, pacing)[1] === 0
  const [calls, windowMs] = limits.map((it) => statedBy(it, pacing)).reduce(stricter, none)
  if (windowMs > 0) state = { ...state, calls, windowMs }
  for (const { limit, remaining, resetMs } of limits) {
    // fields count whole seconds: of the one that has begun they tell nothing
    const sureMs = (resetMs ?? 0) - 1_000
    if (remaining === 0 && resetMs && (sureMs > 0 || quotaOf(state, pacing)[1] === 0)) pause(resetMs, resetMs / 5)
    else if (remaining && sureMs > 0 && sureMs <= longestWindowMs && remaining * 10 <= (limit ?? 100))
      state = { ...state, scarceMs: sureMs / remaining, scarceToMs: nowMs + sureMs }
    else if (remaining && resetMs && windowMs > 0 && (isNew || nowMs < state.scarceToMs)) {
      // what was sent before anyone knew of the limit is missing until its window ends
      const scarceToMs = isNew ? nowMs + Math.min(resetMs, windowMs) : state.scarceToMs
      const isWhole = remaining > (limit ?? 0) * 0.9
      state = { ...state, scarceMs: isWhole ? 0 : (scarceToMs - nowMs) / remaining, scarceToMs }
    }
  }
  return state
}

/** A little below the limit, as calls that leave evenly do not arrive so. */
const aim = 0.975
/** Who was not heard of for so long takes no part any more, in milliseconds. */
const goneMs = 2_000
/** So long after it was turned away a sender wants more than its part; longer than copies of the state are old. */
const wantsMs = 500
/** After so long everyone knows of a newcomer. */
const metMs = 200
const maxSenders = 64
/** The limit of a longer window is not spread over it. */
const longestWindowMs = 3_600_000

const none: Quota = [1, 0]
const fresh: PacingState = { pausedMs: 0, spreadMs: 0, calls: 1, windowMs: 0, scarceMs: 0, scarceToMs: 0, senders: [] }
const passes: PacingVerdict = { ok: true }
const closed = (waitMs: number, spreadMs: number): PacingVerdict => ({ ok: false, waitMs: Math.ceil(waitMs), spreadMs })

const stricter = (one: Quota, other: Quota): Quota => (one[1] / one[0] < other[1] / other[0] ? other : one)

const quotaOf = (state: PacingState, { limit, windowMs }: Pacing): Quota =>
  stricter([state.calls, state.windowMs], limit === null || windowMs === null ? none : [limit, windowMs])

/** The policy knows the window of a limit that is stated without one. */
function statedBy({ limit, windowMs }: Limit, pacing: Pacing): Quota {
  const overMs = windowMs ?? pacing.windowMs ?? 0
  return limit && limit >= 1 && overMs <= longestWindowMs ? [limit, overMs] : none
}
