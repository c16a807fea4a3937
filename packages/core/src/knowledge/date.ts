/** Longer than any date; keeps the patterns away from long untrusted text. */
const maxLength = 64

/**
 * An HTTP date in one of its three forms (RFC 9110, 5.6.7; the weekday is not checked), or RFC 3339, as epoch milliseconds. Of the latter
 * the seconds may be missing, as in the resets of Jira Cloud.
 */
export function dateMs(text: string, nowMs: number): number | null {
  if (text === '' || text.length > maxLength) return null
  const usual = fixedDateMs(text)
  if (usual !== null) return usual
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
    /^(\d{4}-\d\d-\d\d)[t ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(z|[+-]\d\d:\d\d)$/i.exec(text) ?? []
  const ms = Date.parse(`${date}T${hours.slice(0, 12)}${zone.toUpperCase()}`)
  return hasDay(Date.parse(date), date.slice(8)) && !Number.isNaN(ms) ? ms : null
}

/**
 * `Thu, 01 Jan 2026 00:00:00 GMT`, as nearly every server writes it, read by place: a `Date` comes with every answer, and patterns take
 * five times as long. null: not of this form, or no such moment.
 */
function fixedDateMs(text: string): number | null {
  if (text.length !== 29 || !text.endsWith(' GMT') || text[3] !== ',' || text[19] !== ':' || text[22] !== ':')
    return null
  if ([4, 7, 11, 16].some((at) => text[at] !== ' ')) return null
  const number = (from: number, to: number): number => {
    let value = 0
    for (let at = from; at < to; at++) value = value * 10 + digitOf(text.charCodeAt(at))
    return value
  }
  const day = number(5, 7)
  const month = months.indexOf(text.slice(8, 11)) / 3
  const [year, hours, minutes, seconds] = [number(12, 16), number(17, 19), number(20, 22), number(23, 25)]
  // a leap second, and whatever is wrong, is left to the slow way
  if (!(year >= 1_000 && hours < 24 && minutes < 60 && seconds < 60 && Number.isInteger(month) && month >= 0))
    return null
  const ms = Date.UTC(year, month, day, hours, minutes, seconds)
  return new Date(ms).getUTCDate() === day ? ms : null
}

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const digitOf = (char: number): number => (char >= 48 && char <= 57 ? char - 48 : NaN)

/** The engine's own parser accepts 31 February, and calls it March. */
const hasDay = (ms: number, day: string): boolean => new Date(ms).getUTCDate() === Number(day)

/** Two digits more than 50 years ahead mean the past (RFC 9110, 5.6.7). */
function fullYear(year: string, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear()
  const full = Number(year) + (year.length === 2 ? thisYear - (thisYear % 100) : 0)
  return year.length === 2 && full > thisYear + 50 ? full - 100 : full
}
