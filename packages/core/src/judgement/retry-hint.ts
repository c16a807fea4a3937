import { bare, own } from '../nouns/options.ts'
import type { Kind } from '../nouns/fault.ts'
import type { Json } from '../nouns/json.ts'
import { dateMs } from '../knowledge/date.ts'
import type { Format, Header, Reading } from '../knowledge/format.ts'
import type { Waits } from '../knowledge/provider.ts'
import { firstAt } from '../knowledge/path.ts'
import { ofStatus } from '../knowledge/status.ts'
import { type Unit, decimal, proseMs, waitMs, wholeMs } from '../knowledge/stated-wait.ts'
import { usualFields, usualLimits } from '../knowledge/usual-waits.ts'

/** A wait that the server stated, and the field that stated it. */
export type Hint = Readonly<{ ms: number; from: string }>
/** The moment at which the answer was made, by the server's clock where it gave one, and how long a cache has held it since. */
export type ServerTime = Readonly<{ nowMs: number; ageMs: number }>

/** Where a wait may stand: fields, what the format read of the body, the body itself, and how the API at hand writes waits. */
export type Stated = Readonly<{
  header: Header
  time: ServerTime
  kind: Kind
  status: number | null
  reading: Reading
  json?: Json | undefined
  waits?: Waits | undefined
  format?: Format | null
}>

/** What Node reads of all fields together; what is longer comes from elsewhere and says nothing. */
const maxFieldLength = 16_384

/**
 * The server's present: its own `Date` plus the `Age` of a cached answer, else the local clock. Epochs and dates are compared
 * with it, so that a local clock that is hours off changes no wait.
 */
export function serverTime(header: Header, localNowMs: number): ServerTime {
  const ageMs = wholeMs((decimal(header('age')?.trim() ?? '') ?? 0) * 1_000)
  const date = dateMs((header('date') ?? '').trim(), localNowMs)
  return { nowMs: date === null ? localNowMs : date + ageMs, ageMs }
}

const noWaits: Waits = /* @__PURE__ */ bare({})

/**
 * The wait that the answer states, or null. Milliseconds fields speak first, then Retry-After, then the API's own fields, then the body
 * and its sentence, then the limits that come with every answer: those only for a rate limit that is a 429 or has nothing left, and never
 * out of a cache.
 */
export function retryHint({ header, time, kind, status, reading, json, waits = noWaits, format }: Stated): Hint | null {
  const { fields = {}, body = {}, prose, limits = [] } = waits
  for (const named of [usualFields, Object.entries(fields)])
    for (const field of named) {
      const ms = largest(header(field[0]), field[1], time)
      if (ms !== null) return { ms, from: field[0] }
    }
  let bodyMs: number | null | undefined
  for (const [path, unit] of Object.entries(body))
    bodyMs ??= firstAt(json, path.split('.'), (value) => waitMs(value, unit, time.nowMs) ?? undefined, null)
  bodyMs ??= reading.retryAfterMs
  if (bodyMs === undefined && (prose || (format && own(format, 'prose'))))
    bodyMs = proseMs(String(reading.message), prose)
  // a format of somebody's own may say anything
  if (typeof bodyMs === 'number' && bodyMs >= 0) return { ms: wholeMs(bodyMs), from: 'body' }
  if (kind !== 'rate_limit' || time.ageMs > 0) return null
  const firsts = policies(header('ratelimit')).sort(byAuthority).slice(0, 1)
  for (const pairs of [limits, ...usualLimits])
    firsts.push(...resetsOf(pairs, header, time).sort(byAuthority).slice(0, 1))
  // a status that itself says "too many" needs no count of what is left
  const first =
    firsts.find(({ isSpent }) => isSpent) ?? (ofStatus(status ?? 0)[0] === 'rate_limit' ? firsts.at(0) : undefined)
  return first ? { ms: first.ms, from: first.from } : null
}

/** Repeated fields arrive joined by commas, and two of the date forms hold one; the longest wait of the list is the safe one. */
function largest(value: string | null, unit: Unit, { nowMs, ageMs }: ServerTime): number | null {
  if (value === null || value.length > maxFieldLength) return null
  if (!value.includes(',')) return waitMs(value, unit, nowMs, ageMs)
  const single = (text: string): number => waitMs(text, unit, nowMs, ageMs) ?? -1
  let most = -1
  let before = ''
  for (const part of value.split(',')) {
    const text = part.trim()
    most = Math.max(most, single(text), before ? single(`${before}, ${text}`) : -1)
    before = text
  }
  return most < 0 ? null : most
}

/** When a limit is whole again, and whether nothing is left of it until then. */
type Reset = Hint & Readonly<{ isSpent: boolean }>

/** Of several limits the one that was hit has nothing left, and the last of those to be reset ends the wait; where none has, the soonest may. */
const byAuthority = (one: Reset, other: Reset): number =>
  Number(other.isSpent) - Number(one.isSpent) || (one.ms - other.ms) * (one.isSpent ? -1 : 1)

/** `"default";r=0;t=7` (draft-ietf-httpapi-ratelimit-headers-11) and the older `limit=9, remaining=0, reset=7`. */
function policies(value: string | null): Reset[] {
  if (value === null || value.length > 2_048) return []
  return (value.includes('reset=') ? [value] : value.split(',')).flatMap((item) => {
    const [remaining, after] = ['r|remaining', 't|reset'].map(
      (names) => new RegExp(`[;,\\s](?:${names})=(\\d{1,15})(?![^;,\\s])`).exec(`;${item}`)?.[1],
    )
    if (remaining === undefined || after === undefined) return []
    return [{ ms: wholeMs(Number(after) * 1_000), from: 'ratelimit', isSpent: Number(remaining) === 0 }]
  })
}

/**
 * Where several limits hold at once, one that is not spent tells nothing: it may be whole again long before or long after the one that was
 * hit. A field may list several of them too, in the same order in both (Brave Search: `0, 14523` and `1, 1419704`).
 */
function resetsOf(limits: NonNullable<Waits['limits']>, header: Header, time: ServerTime): Reset[] {
  const resets: Reset[] = []
  for (const { remaining, reset, unit } of limits) {
    const field = header(reset)
    if (field === null) continue
    const lefts = header(remaining)?.split(',') ?? []
    const values = lefts.length > 1 ? field.split(',') : [field]
    for (const [index, value] of values.entries()) {
      const ms = largest(value, unit, time)
      const isSpent = /^\s*0(?!\d|\.0*[1-9])/.test((lefts.at(index) ?? '').slice(0, maxCount))
      if (ms && (isSpent || limits.length === 1)) resets.push({ ms, from: reset, isSpent })
    }
  }
  return resets
}

/** More than a count of what is left ever has. */
const maxCount = 40
