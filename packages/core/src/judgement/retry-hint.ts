import type { Kind } from '../nouns/fault.ts'
import type { Json } from '../nouns/json.ts'
import type { Header, Reading } from '../knowledge/format.ts'
import type { Waits } from '../knowledge/provider.ts'
import { ofStatus } from '../knowledge/status.ts'
import { dateMs, decimal, decimalMs, durationMs, maxDateMs, wholeMs } from '../knowledge/stated-wait.ts'

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
}>

/** What Node reads of all fields together; what is longer comes from elsewhere and says nothing. */
const maxFieldLength = 16_384

/**
 * The server's present: its own `Date` plus the `Age` of a cached answer, else the local clock. Epochs and dates are compared
 * with it, so that a local clock that is hours off changes no wait.
 */
export function serverTime(header: Header, localNowMs: number): ServerTime {
  const ageMs = decimalMs(header('age') ?? '', 1_000) ?? 0
  const date = dateMs((header('date') ?? '').trim(), localNowMs)
  return { nowMs: date === null ? localNowMs : date + ageMs, ageMs }
}

/**
 * The wait that the answer states, or null. Milliseconds fields speak first, then Retry-After, then what the body said, then the
 * IETF RateLimit field, then reset fields; the last two only for a rate limit that is a 429 or has nothing left, and never out of
 * a cache.
 */
export function retryHint({ header, time, kind, status, reading }: Stated): Hint | null {
  const bodyMs = reading.retryAfterMs ?? null
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const ms = less(decimalMs(header(name) ?? '', 1), time.ageMs)
    if (ms !== null) return { ms, from: name }
  }
  const after = largest(header('retry-after'), time)
  if (after !== null) return { ms: after, from: 'retry-after' }
  // a format of somebody's own may say anything
  if (bodyMs !== null && bodyMs >= 0) return { ms: wholeMs(bodyMs), from: 'body' }
  if (kind !== 'rate_limit' || time.ageMs > 0) return null
  // a status that itself says "too many" needs no count of what is left
  const refused = ofStatus(status ?? 0)[0] === 'rate_limit'
  return rateLimit(header('ratelimit'), refused) ?? reset(header, refused, time)
}

/** A delta loses the time that the answer spent in a cache. A wait that is over states nothing; 0 is a statement. */
const less = (ms: number | null, ageMs: number): number | null =>
  ms === null || ms === 0 ? ms : ms > ageMs ? ms - ageMs : null

/** Repeated fields arrive joined by commas, and two of the date forms hold one; the longest wait of the list is the safe one. */
function largest(value: string | null, time: ServerTime): number | null {
  if (value === null || value.length > maxFieldLength) return null
  let most = -1
  let before = ''
  for (const part of value.split(',')) {
    const text = part.trim()
    most = Math.max(most, single(text, time) ?? -1, (before && single(`${before}, ${text}`, time)) || -1)
    before = text
  }
  return most < 0 ? null : most
}

function single(text: string, time: ServerTime): number | null {
  const delta = decimalMs(text, 1_000) ?? durationMs(text)
  if (delta !== null) return less(delta, time.ageMs)
  const at = dateMs(text, time.nowMs)
  return at === null || at <= time.nowMs ? null : Math.min(maxDateMs, at - time.nowMs)
}

/** `"default";r=0;t=7` (draft-ietf-httpapi-ratelimit-headers-11) and the older `limit=9, remaining=0, reset=7`. */
function rateLimit(value: string | null, refused: boolean): Hint | null {
  if (value === null || value.length > 2_048) return null
  // with several policies the one that was hit is the one with nothing left; where none has, the soonest may be it
  let spent = -1
  let soonest = Infinity
  for (const item of value.includes('reset=') ? [value] : value.split(',')) {
    const [, remaining] = /[;,\s](?:r|remaining)=(\d{1,15})(?![^;,\s])/.exec(`;${item}`) ?? []
    const [, after] = /[;,\s](?:t|reset)=(\d{1,15})(?![^;,\s])/.exec(`;${item}`) ?? []
    if (remaining === undefined || after === undefined) continue
    const ms = Math.min(maxDateMs, Number(after) * 1_000)
    if (Number(remaining) === 0) spent = Math.max(spent, ms)
    else if (refused) soonest = Math.min(soonest, ms)
  }
  const ms = spent < 0 ? soonest : spent
  return ms === Infinity ? null : { ms, from: 'ratelimit' }
}

/** Reset fields of older drafts and of custom: seconds from now, epoch seconds or epoch milliseconds, told apart by size. */
function reset(header: Header, refused: boolean, time: ServerTime): Hint | null {
  for (const prefix of ['ratelimit', 'x-ratelimit', 'x-rate-limit']) {
    const value = header(`${prefix}-reset`)?.trim()
    if (value === undefined || (!refused && !/^0(?!\d)/.test(header(`${prefix}-remaining`) ?? ''))) continue
    const number = decimal(value) ?? 0
    const ms = number < 1e9 ? largest(value, time) : wholeMs((number < 1e11 ? number * 1_000 : number) - time.nowMs)
    if (ms !== null && ms > 0) return { ms: Math.min(maxDateMs, ms), from: `${prefix}-reset` }
  }
  return null
}
