/** How an API writes a wait: a number from now on, a Go, SI or protobuf duration (`1m30s`, `34.4s`), a date, or a moment since 1970. */
export type Unit = 'seconds' | 'milliseconds' | 'duration' | 'date' | 'epoch_seconds' | 'epoch_milliseconds'

/** A wait by its unit as whole milliseconds; null where it is none, or a moment that has passed. */
export function waitMs(value: unknown, unit: Unit, nowMs: number): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim()
  if (unit === 'duration') return durationMs(text)
  if (unit === 'seconds' || unit === 'milliseconds') return decimalMs(text, unit === 'seconds' ? 1_000 : 1)
  const number = unit === 'date' ? null : decimal(text)
  const atMs = unit === 'date' ? dateMs(text, nowMs) : number && number * (unit === 'epoch_seconds' ? 1_000 : 1)
  return atMs === null || atMs <= nowMs ? null : wholeMs(atMs - nowMs)
}

/** The largest epoch that a JavaScript date can hold, in milliseconds; whatever overflows saturates here (ECMA-262, 21.4.1.1). */
export const maxDateMs = 8.64e15

/** Longer than any date or duration; keeps the patterns away from long untrusted text. Digits alone may be of any length. */
const maxLength = 64
/** Go reads the micro sign and the Greek letter, which look alike. */
const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 1e-3,
  ['\u00b5s']: 1e-3,
  ['\u03bcs']: 1e-3,
  ns: 1e-6,
}

/** Whole milliseconds, never below what was said. The nudge forgives what binary fractions add (1.001 * 1000 is 1000.9999…). */
export const wholeMs = (ms: number): number => Math.min(maxDateMs, Math.max(0, Math.ceil(ms - 1e-9)))

/** `12`, `1.5`: digits, and at most nine more after a point. Read by character: a field may hold a megabyte of them. */
export function decimal(text: string): number | null {
  let point = -1
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index)
    if (char === 46 && point < 0 && index > 0) point = index
    else if (char < 48 || char > 57) return null
  }
  const decimals = point < 0 ? 1 : text.length - point - 1
  return text === '' || decimals < 1 || decimals > 9 ? null : Number(text)
}

/** A number of units as whole milliseconds. */
export function decimalMs(text: string, msPerUnit: number): number | null {
  const value = decimal(text.trim())
  return value === null ? null : wholeMs(value * msPerUnit)
}

/** A Go or SI duration, `5s`, `321.5ms`, `6m0s` (Go, time.ParseDuration), as whole milliseconds. */
export function durationMs(text: string): number | null {
  if (text.length > maxLength || !/^(?:\d+(?:\.\d+)?(?:[nu\u00b5\u03bc]?s|ms|m|h))+$/.test(text)) return null
  let sum = 0
  for (const [, amount, unit = ''] of text.matchAll(/([\d.]+)(\D+)/g)) sum += Number(amount) * (unitMs[unit] ?? 0)
  return wholeMs(sum)
}

/** An HTTP date in one of its three forms (RFC 9110, 5.6.7; the weekday is not checked), or RFC 3339, as epoch milliseconds. */
export function dateMs(text: string, nowMs: number): number | null {
  if (text === '' || text.length > maxLength) return null
  const [, day, month, year = '', time = ''] =
    /^[a-z]{3,9},? ([ \d]\d)[ -]([a-z]{3})[ -](\d{4}|\d\d) ((?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)) gmt$/i.exec(
      text.replace(/^([a-z]{3}) ([a-z]{3}) ([ \d]\d) ([\d:]{8}) (\d{4})$/i, '$1 $3 $2 $5 $4 GMT'),
    ) ?? []
  if (day !== undefined) {
    // no engine reads a leap second
    const ms = Date.parse(`${Number(day)} ${month} ${fullYear(year, nowMs)} ${time.replace(/60$/, '59')} GMT`)
    return hasDay(ms, day) ? ms + (time.endsWith('60') ? 1_000 : 0) : null
  }
  const [, date = '', hours = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)[t ]((?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?)(z|[+-]\d\d:\d\d)$/i.exec(text) ?? []
  const ms = Date.parse(`${date}T${hours.slice(0, 12)}${zone.toUpperCase()}`)
  return hasDay(Date.parse(date), date.slice(8)) && !Number.isNaN(ms) ? ms : null
}

/** The engine's own parser accepts 31 February, and calls it March. */
const hasDay = (ms: number, day: string): boolean => new Date(ms).getUTCDate() === Number(day)

/** Two digits more than 50 years ahead mean the past (RFC 9110, 5.6.7). */
function fullYear(year: string, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear()
  const full = Number(year) + (year.length === 2 ? thisYear - (thisYear % 100) : 0)
  return year.length === 2 && full > thisYear + 50 ? full - 100 : full
}
