import { dateMs } from './date.ts'

/**
 * How an API writes a wait: a number from now on; a Go, SI or protobuf duration (`1m30s`, `34.4s`); a date; a moment since 1970; `reset`:
 * any of these, told apart by size; `prose`: in a sentence. It says what a bare number means; a text with a unit of its own means that.
 */
export type Unit =
  | 'seconds'
  | 'milliseconds'
  | 'duration'
  | 'date'
  | 'epoch_seconds'
  | 'epoch_milliseconds'
  | 'reset'
  | 'prose'

/**
 * A wait by its unit as whole milliseconds; null where it is none, or a moment that has passed. A number from now on loses the time that
 * the answer spent in a cache; `nowMs` has it already.
 */
export function waitMs(value: unknown, unit: Unit, nowMs: number, ageMs = 0): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim()
  if (unit === 'prose') return proseMs(text)
  // of a JSON number every digit counts: nobody wrote those that binary fractions add
  const number = unit === 'duration' || unit === 'date' ? null : typeof value === 'number' ? value : decimal(text)
  // thirty years of seconds are an epoch, and three thousand years of an epoch are milliseconds
  const [isEpoch, scale] =
    unit === 'reset'
      ? [Number(number) >= 1e9, Number(number) < 1e11 ? 1_000 : 1]
      : [unit.startsWith('epoch'), unit.endsWith('milliseconds') ? 1 : 1_000]
  const atMs = number === null ? dateMs(text, nowMs) : isEpoch ? number * scale : null
  const deltaMs = atMs !== null ? null : number === null ? durationMs(text) : number * scale
  const leftMs = deltaMs === null ? (atMs ?? nowMs) - nowMs : deltaMs - ageMs
  // what is over states nothing; 0 is a statement, but of a reset it is none
  return leftMs > 0 ? wholeMs(leftMs) : deltaMs === 0 && unit !== 'reset' ? 0 : null
}

/** The largest epoch that a JavaScript date can hold, in milliseconds; whatever overflows saturates here (ECMA-262, 21.4.1.1). */
export const maxDateMs = 8.64e15

/** Longer than any duration; keeps the patterns away from long untrusted text. Digits alone may be of any length. */
const maxLength = 64
/** In milliseconds. Go reads the micro sign and the Greek letter, which look alike. */
const unitMs: Readonly<Record<string, number>> = {
  d: 86_400_000,
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

/** A Go or SI duration, `5s`, `321.5ms`, `6m0s` (Go, time.ParseDuration; days are SI's), as whole milliseconds. */
export function durationMs(text: string): number | null {
  if (text.length > maxLength || !/^(?:\d+(?:\.\d+)?(?:[nu\u00b5\u03bc]?s|ms|m|h|d))+$/.test(text)) return null
  let sum = 0
  for (const [, amount, unit = ''] of text.matchAll(/([\d.]+)(\D+)/g)) sum += Number(amount) * (unitMs[unit] ?? 0)
  return wholeMs(sum)
}

/** What APIs write before a wait; a table may name other words. */
const usualPhrases = [
  'try again in', // OpenAI, Auth0
  'try again after', // Scryfall
  'retry in', // Gemini, Heroku
  'retry after', // Azure OpenAI, Qdrant
  'retried in', // Azure Resource Manager
  'available in', // Django REST framework
]

const maxProse = 4_096

/**
 * The wait that a sentence states right after one of these phrases, as whole milliseconds: `try again in 9m38.016s`, `retry after about
 * 1 minute and 30 seconds`. A number without a unit is none. Of what follows a phrase the pattern sees a few words only.
 */
export function proseMs(text: string, phrases: readonly string[] = usualPhrases): number | null {
  const prose = text.slice(0, maxProse).toLowerCase()
  for (const phrase of phrases)
    for (let at = prose.indexOf(phrase); at >= 0 && at < prose.length; at = prose.indexOf(phrase, at + 1)) {
      const start = at + phrase.length
      const parts = [...prose.slice(start, start + maxLength).matchAll(amounts)]
      if (parts.length > 0)
        return durationMs(
          parts
            .map(([, amount = '', unit = '']) => amount + (/^m(?:s|illi)/.test(unit) ? 'ms' : unit.slice(0, 1)))
            .join(''),
        )
    }
  return null
}

/** Each right after the one before. */
const amounts =
  /[\s:,~]*(?:(?:about|approximately|another|for|at least|and)\s+)?(\d+(?:\.\d+)?)\s*(m(?:illi)?s(?:econds?)?|(?:d(?:ay)?|h(?:ou)?r?|m(?:in)?(?:ute)?|s(?:ec)?(?:ond)?)s?)(?![a-z])/gy
