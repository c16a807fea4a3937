import type { Decision } from '../nouns/decision.ts'
import { kinds } from '../nouns/fault.ts'
import { peek, peekOwn } from '../judgement/causes.ts'

/** Registered, so that copies of this package and other realms read each other's marks. */
const faultMark: unique symbol = Symbol.for('recourse.fault')

const maxDepth = 8

/**
 * Puts the last decision, with its fault, on an error or a response: not enumerable, so that nothing prints or copies it. What is
 * frozen, or no object, stays unmarked; `faultOf` reads it afresh.
 */
export function mark(target: unknown, decision: Decision): void {
  try {
    Object.defineProperty(target, faultMark, { value: decision, configurable: true, writable: true })
  } catch {
    // the caller's error is worth more than our note on it
  }
}

/** What was decided about a failed call: whether the last attempt was the last, and why. Walks `cause`; undefined where nothing was marked. */
export function decisionOf(target: unknown): Decision | undefined {
  const seen = new Set<unknown>()
  let link = target
  for (let depth = 0; depth < maxDepth && Object(link) === link && !seen.has(link); depth++) {
    seen.add(link)
    const found = ownMark(link)
    if (found !== undefined) return found
    link = peek(link, 'cause')
  }
  return undefined
}

/** Another copy of this package may have written it, so its form is checked. */
function ownMark(target: unknown): Decision | undefined {
  try {
    const value: unknown = Object.getOwnPropertyDescriptor(target, faultMark)?.value
    const kind = peek(value, 'fault', 'kind')
    return typeof kind === 'string' && Object.hasOwn(kinds, kind) && typeof peekOwn(value, 'retry') === 'boolean'
      ? (value as Decision)
      : undefined
  } catch {
    return undefined
  }
}
