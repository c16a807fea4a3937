import type { Json, Step } from '@recourse/core'
import type { Reply } from './script.ts'
import { type ServerTime, mostBackMs } from './server-time.ts'

/** A step that is not known to be in the shared record. `write`: the number of the first write that carried it. */
type Pending = { readonly step: Step<Json, unknown>; readonly localMs: number; readonly ttlMs: number; write: number }

/** What is held here of one key: the shared record as it was last seen, and the steps since. */
export type Copy = {
  readonly key: string
  state: Json | undefined
  /** Of the last step: the server's time. */
  atMs: number
  /** When it is forgotten: local time. */
  endMs: number
  /** The version that `state` builds on; empty for none. */
  base: string
  pending: Pending[]
  /** The shared record is gone, and this one is not: to be written again. */
  isLost: boolean
  /** Its steps saw the local time, as the server had not been heard: they are done again before they are shared. */
  isEarly: boolean
  isFailing: boolean
}

/** Above this many, the older half of the steps is only in `state`: it is lost where others changed the record meanwhile. */
const mostPending = 20_000
/** The same while the record cannot be reached. */
const mostHeld = 500

export const copyOf = (key: string): Copy => ({
  key,
  state: undefined,
  atMs: 0,
  endMs: -Infinity,
  base: '',
  pending: [],
  isLost: false,
  isEarly: false,
  isFailing: false,
})

export const isDirty = (copy: Copy): boolean => copy.pending.length > 0 || copy.isLost

export function hold(copy: Copy, step: Step<Json, unknown>, ttlMs: number, localMs: number): void {
  copy.pending.push({ step, localMs, ttlMs, write: Infinity })
  const most = copy.isFailing ? mostHeld : mostPending
  if (copy.pending.length > most) copy.pending.splice(0, copy.pending.length - most / 2)
}

/** A write carries every step; each keeps the number of its first one. */
export function numberPending({ pending }: Copy, write: number): void {
  for (let index = pending.length - 1; index >= 0; index--) {
    const each = pending[index]
    if (each === undefined || each.write !== Infinity) return
    each.write = write
  }
}

/** What the server said of the record. `base`: the version that it was asked about. */
export function settle(copy: Copy, reply: Reply, base: string, own: string, time: ServerTime, localMs: number): void {
  const { written, mine, other, isForeign } = reply
  if (mine > 0) copy.pending = copy.pending.filter((each) => each.write > mine)
  const wasEarly = copy.isEarly
  copy.isEarly = false
  if (isForeign) {
    if (wasEarly) replay(copy, undefined, 0, -Infinity, time)
    return
  }
  if (written) {
    copy.base = own
    copy.isLost = false
    return
  }
  if (other !== undefined) copy.base = other.version
  if (copy.base === '' && (other !== undefined || base === '')) {
    if (wasEarly) replay(copy, undefined, 0, -Infinity, time)
    copy.isLost = copy.state !== undefined && copy.endMs > localMs
  } else if (other !== undefined) {
    copy.isLost = false
    // stamped ahead of the server's clock, which went back: of another time
    const isKnown = other.atMs <= time.atMs(localMs) + mostBackMs
    const endMs = other.ttlMs < 0 ? Infinity : localMs + other.ttlMs
    replay(copy, isKnown ? parsed(other.state) : undefined, isKnown ? other.atMs : 0, endMs, time)
  }
}

/** Does the pending steps again, over what is shared. */
function replay(copy: Copy, state: Json | undefined, atMs: number, endMs: number, time: ServerTime): void {
  for (const { step, localMs, ttlMs } of copy.pending) {
    const nowMs = Math.max(time.atMs(localMs), atMs)
    try {
      state = step.apply(endMs > localMs ? state : undefined, step.args, nowMs)[0]
    } catch {
      continue // its caller had the result; over this state it has none
    }
    atMs = nowMs
    endMs = localMs + ttlMs
  }
  Object.assign(copy, { state, atMs, endMs })
  if (state === undefined) copy.pending = []
}

/** undefined for what is not JSON: somebody else's. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
