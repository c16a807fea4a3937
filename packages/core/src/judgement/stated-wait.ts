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
  if (text.length > maxLength) return null
  const http =
    /^[a-z]{3,9},? (?:(\d\d)[ -]([a-z]{3})[ -](\d{4}|\d\d) ((?:[01]\d|2[0-3])(?::[0-5]\d){2}) gmt|([a-z]{3}) ([ \d]\d) ((?:[01]\d|2[0-3])(?::[0-5]\d){2}) (\d{4}))$/i.exec(
      text,
    )
  if (http !== null) {
    const [, day = http[6] ?? '', month = http[5], year = http[8] ?? '', time = http[7]] = http
    return parsed(
      `${day.trim().padStart(2, '0')} ${month} ${year.length === 2 ? fullYear(Number(year), nowMs) : year}`,
      Number(day),
      ` ${time} GMT`,
      ' 00:00:00 GMT',
    )
  }
  const [, date = '', day, time = '', zone = ''] =
    /^(\d{4}-\d\d-(\d\d))[t ]((?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?)(z|[+-]\d\d:\d\d)$/i.exec(text) ?? []
  return parsed(date, Number(day), `T${time.slice(0, 12)}${zone.toUpperCase()}`, 'T00:00:00Z')
}

/** The engine's own parser accepts 31 February, and calls it March. */
function parsed(date: string, day: number, time: string, midnight: string): number | null {
  const ms = Date.parse(date + time)
  return Number.isNaN(ms) || new Date(date + midnight).getUTCDate() !== day ? null : ms
}

/** Two digits more than 50 years ahead mean the past (RFC 9110, 5.6.7). */
function fullYear(short: number, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear()
  const year = thisYear - (thisYear % 100) + short
  return year > thisYear + 50 ? year - 100 : year
}
