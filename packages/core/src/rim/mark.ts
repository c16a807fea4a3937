import type { Decision } from '../nouns/decision.ts'
import { kinds } from '../nouns/fault.ts'
import { peek, peekOwn, peekSymbol } from '../judgement/causes.ts'

/** Registered, so that copies of this package and other realms read each other's marks. */
const faultMark: unique symbol = Symbol.for('recourse.fault')

/** On the same objects: the how manieth mark it is, which tells an outer layer whether it was set during its own attempt. */
const callMark: unique symbol = Symbol.for('recourse.call')

/** LangChain's callers do not repeat an error that carries `false` here (@langchain/core 1.4, errors). */
const langchainMark: unique symbol = Symbol.for('langchain.errors.retryable')

const maxDepth = 8

let marks = 0

/** How many marks were set so far. */
export const marksSoFar = (): number => marks

/**
 * Puts the last decision, with its fault, on an error or a response: not enumerable, so that nothing prints or copies it. What is
 * frozen, or no object, stays unmarked; `faultOf` reads it afresh. What the owner of the call decided is left as it is.
 */
export function mark(target: unknown, decision: Decision): void {
  if (!decision.retry && decision.reason === 'owned_elsewhere' && isFinal(target)) return
  const put = (key: symbol, value: unknown): unknown =>
    Object.defineProperty(target, key, { value, configurable: true, writable: true })
  try {
    put(faultMark, decision)
    put(callMark, ++marks)
    if (!decision.retry) put(langchainMark, false)
  } catch {
    // the caller's error is worth more than our note on it
  }
}

/** The same error, which says what caused it as the platform's own do: not to be listed with its fields. */
export const withCause = <T extends object>(error: T, cause: unknown): T =>
  Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true })

/** What was decided about a failed call: whether the last attempt was the last, and why. Walks `cause`; undefined where nothing was marked. */
export const decisionOf = (target: unknown): Decision | undefined => markedIn(target)?.decision

/**
 * Has a Recourse given this call up? For the retries of layers outside, which would multiply its attempts: TanStack Query's
 * `retry: (count, error) => count < 3 && !isFinal(error)`, p-retry's `shouldRetry: ({ error }) => !isFinal(error)`.
 */
export const isFinal = (errorOrResponse: unknown): boolean => decisionOf(errorOrResponse)?.retry === false

/** The decision that was marked last of all, where that was after so many marks: within an attempt that began then. */
export function decidedSince(target: unknown, since: number): Decision | undefined {
  if (marks === since) return undefined
  const found = markedIn(target)
  return found !== undefined && found.count > since ? found.decision : undefined
}

function markedIn(target: unknown): Readonly<{ decision: Decision; count: number }> | undefined {
  let link = target
  for (let depth = 0; depth < maxDepth && Object(link) === link; depth++) {
    const decision = ownMark(link)
    if (decision !== undefined) return { decision, count: Number(peekSymbol(link, callMark)) }
    link = peek(link, 'cause')
  }
  return undefined
}

/** Another copy of this package may have written it, so its form is checked. */
function ownMark(target: unknown): Decision | undefined {
  const value = peekSymbol(target, faultMark)
  const kind = value && peek(value, 'fault', 'kind')
  return typeof kind === 'string' && Object.hasOwn(kinds, kind) && typeof peekOwn(value, 'retry') === 'boolean'
    ? (value as Decision)
    : undefined
}
