import { own } from '../nouns/options.ts'
import { redacted, redactPatterns } from './patterns.ts'

/**
 * One line of harmless text: no escape sequences, control, bidirectional or zero-width characters, no lone surrogates; a line break is
 * a blank. At most `max` characters, never half a code point. Sources: CWE-117, Trojan Source (CVE-2021-42574), ECMA-48.
 */
export function cleanText(text: string, max = 4096): string {
  if (typeof text !== 'string') return ''
  if (isPlain(text)) return cutText(text.trim(), max)
  const [head = '', ...sequences] = text.replaceAll('\x9b', '\x1b').split('\x1b')
  const plain =
    head + sequences.map((part) => part.slice(afterEscape.exec(part.slice(0, maxEscape))?.[0].length)).join('')
  let clean = ''
  for (let at = 0, end = 0; at < plain.length; at = end) {
    end = at + maxPiece
    if (isHigh(plain, end - 1)) end++ // the other half of a pair
    clean += plain
      .slice(at, end)
      .replace(/[\t-\r\x85\u2028\u2029]+/g, ' ')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
  }
  return cutText(clean.trim(), max)
}

/** Most texts are, and cost one look. By character: a message may be as long as a body. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index)
    if (char < 0x20 || char > 0x7e) return false
  }
  return true
}

const isHigh = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xd800

/** As much as one regular expression gets to see. */
const maxPiece = 1_024
const maxEscape = 42
/** What follows ESC or CSI: parameters and a final byte (ECMA-48, 5.4). Anchored, and bounded in reach. */
const afterEscape = /^\[?[0-?]{0,32}[ -/]{0,8}[@-~]/

export const cutText = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, isHigh(text, max - 2) ? max - 2 : max - 1)}…`

/** Takes these very secrets out wherever they stand, also percent-encoded. Below 8 characters they would hit plain words. */
export const redactText = (text: string, secrets?: readonly string[]): string => hiderOf(secrets)(text)

/** `redactText` for many texts. */
export function hiderOf(secrets: unknown): (text: string) => string {
  const bare: string[] = []
  for (const secret of Array.isArray(secrets) ? (secrets as readonly string[]) : [secrets as string]) {
    const it = cleanText(secret, Infinity).replace(/^(?:bearer|basic|token) +/i, '')
    if (it.length >= 8 && !redacted.includes(it)) bare.push(it)
  }
  bare.sort(longestFirst)
  return (text) => {
    let rest = typeof text === 'string' ? text : ''
    const forms = rest.includes('%') ? [...bare, ...bare.map(encodeURIComponent)].sort(longestFirst) : bare
    for (const form of forms) if (rest.includes(form)) rest = rest.split(form).join(redacted)
    return rest
  }
}

/** A secret must not be cut up by a shorter one within it. */
const longestFirst = (one: string, other: string): number => other.length - one.length

/** As much of a key as tells which one it was: a quarter, at most 10 characters; of a key under 20 nothing. */
export function maskKey(key: string | null | undefined): string | null {
  const bare = cleanText(key ?? '').replace(/^bearer +/i, '')
  return bare.length < 20 || bare.includes(' ') ? null : cutText(bare, Math.min(10, Math.floor(bare.length / 4)) + 1)
}

/** What may be printed: cleaned, without these secrets, and without what looks like one. */
export function printable(secrets?: unknown): (text: string, max?: number) => string {
  const hide = hiderOf(secrets)
  // Cleaning comes first: an invisible character must not hide a secret. Cutting comes last, and the patterns see well beyond the cut.
  return (text, max = 4096) => cutText(redactPatterns(hide(cleanText(text, Infinity)).slice(0, max + 2048)), max)
}

/** Reads own fields that hold a text, a number or a flag; undefined for all else. Texts come printable. */
export function readerOf(from: object, secrets?: unknown): Reader {
  const print = printable(secrets)
  return (field, max) => {
    const value = own(from, field)
    return typeof value === 'string'
      ? print(value, max)
      : typeof value === 'boolean' || Number.isFinite(value)
        ? (value as number)
        : undefined
  }
}

export type Reader = (field: string, max?: number) => string | number | boolean | undefined
