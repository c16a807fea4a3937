import {
  type ActionType,
  type MessageKey,
  type Messages,
  type Severity,
  type Step,
  usualAction,
  variantAction,
} from '../knowledge/messages/catalogue.ts'
import { en } from '../knowledge/messages/en.ts'
import { safeMethods } from '../knowledge/methods.ts'
import type { Decision } from '../nouns/decision.ts'
import { type Effect, type Fault, type FieldError, type Kind, kinds } from '../nouns/fault.ts'
import { isObject, listOf } from '../nouns/json.ts'
import { own } from '../nouns/options.ts'
import { type Reader, readerOf } from './text.ts'
import { localeOf, timePhrase } from './time-phrase.ts'

/** What to tell a user. Frozen JSON data: render it as text, never as HTML. Call `userMessage` again for a countdown or another locale. */
export type UserMessage = Readonly<{
  /** The same for the same cause, so that a toast shows once: kind and API. */
  id: string
  /** For translations of your own; null where nothing is to be said. */
  key: MessageKey | null
  kind: Kind
  severity: Severity
  /** Empty for `aborted`: who stopped it knows. */
  title: string
  description: string | null
  /** Only what can work. */
  action: Readonly<{ type: ActionType; label: string }> | null
  /** A wait that is known. `ms` is counted from `options.now`; `attempt`: attempts made so far. */
  retry: Readonly<{ atMs: number; ms: number; automatic: boolean; attempt: number }> | null
  /** The request id, where support can do something with it. */
  reference: string | null
  /** For the inputs that they name. The one text of the server that is shown: it is written for this place, all else is for developers. */
  fields: readonly FieldError[]
  effect: Effect
  /** `aria-live`: a failed change interrupts, other news waits, `off` is silent. */
  live: 'assertive' | 'polite' | 'off'
  locale: string
  dir: 'ltr' | 'rtl'
}>

export type MessageOptions = Readonly<{
  /** The user's locale, BCP 47: how numbers are written. One of another language than the texts is passed over. */
  locale?: string
  /** Epoch milliseconds. Default: when the failure was seen. */
  now?: number
  /** What `settle` answered: tells a retry that comes by itself from one that the user starts. */
  decision?: Decision
  /** The texts in the user's language. Default: English. */
  messages?: Messages
  /** `navigator.onLine`: a browser's own error does not tell offline from unreachable. */
  online?: boolean
}>

/** Words for a fault: what happened, what became of the request, what to do. Pure; never throws, whatever the fault holds. */
export function userMessage(fault: Fault, options: MessageOptions = {}): UserMessage {
  try {
    return message(fault, options)
  } catch {
    return message({}, {}) // a getter or a proxy that throws
  }
}

function message(fault: object, options: object): UserMessage {
  const read = readerOf(fault)
  const option = readerOf(options)
  const pack = (own(options, 'messages') ?? en) as Messages
  const locale = localeOf(option('locale', 64), pack.locale)
  const given = String(read('kind'))
  const kind = (Object.hasOwn(kinds, given) ? given : 'unknown') as Kind
  const effect = (['none', 'applied'] as const).find((each) => each === read('effect')) ?? 'unknown'
  const id = `${kind}:${read('provider', 200) ?? read('origin', 200) ?? ''}`
  const frame = { id, kind, effect, locale, dir: pack.dir } as const
  // a caller's own time limit is news to the user; a caller's own stop is not
  const reason = readerOf(own(options, 'decision') ?? {})('reason')
  if (kind === 'aborted' || (reason === 'aborted' && kind !== 'timeout')) return Object.freeze({ ...frame, ...silence })

  const isOffline = kind === 'network' && (option('online') === false || read('code') === 'ENETDOWN')
  const subject = isOffline ? 'offline' : kind
  const usual = usualAction[subject]
  const isRetryable = isOffline || kind === 'circuit_open' || read('retryable') === true
  const retry = retryOf(read, option, own(options, 'decision'), isRetryable || usual === 'retry' || kind === 'quota')
  const isWaiting = retry !== null && retry.ms > 0
  const isSafe = safeMethods.has(String(read('method')))
  const step = ((): Step => {
    if (retry?.automatic) return 'auto'
    if (effect !== 'none') return effect === 'unknown' ? 'write' : 'applied'
    if (isWaiting) return 'wait'
    if (isRetryable) return isSafe ? 'retry' : 'safe'
    return usual === 'retry' ? 'contact' : usual
  })()
  const action = step === 'wait' && !isRetryable ? usual : ((own(variantAction, step) ?? step) as ActionType)
  const [title, why = ''] = pack.subjects[subject]
  const severity = effect === 'unknown' || usual !== 'retry' || kind === 'server' ? 'error' : 'warning'
  const isForSupport =
    effect === 'unknown' || Number(read('status')) >= 500 || kind === 'bad_response' || kind === 'unknown'
  return Object.freeze({
    ...frame,
    key: (step === usual ? subject : `${subject}.${step}`) as MessageKey,
    severity: retry?.automatic ? 'info' : severity,
    title,
    description: pack.steps[step]
      .replace('{why}', () => why)
      .replace('{when}', () => timePhrase(retry?.ms ?? 0, locale))
      .trim(),
    action: Object.freeze({ type: action, label: pack.actions[action] }),
    retry,
    reference: (isForSupport && (read('requestId', 64) as string)) || null,
    fields: Object.freeze(listOf(own(fault, 'fieldErrors')).filter(isObject).slice(0, 50).map(fieldOf)),
    live: severity === 'error' && !isSafe && !retry?.automatic ? 'assertive' : 'polite',
  })
}

function fieldOf(field: object): FieldError {
  const read = readerOf(field)
  return Object.freeze({ path: String(read('path', 200) ?? ''), message: String(read('message', 300) ?? '') })
}

const silence = {
  key: null,
  severity: 'info',
  title: '',
  description: null,
  action: null,
  retry: null,
  reference: null,
  fields: Object.freeze([]),
  live: 'off',
} as const

function retryOf(read: Reader, option: Reader, decided: unknown, mayWait: boolean): UserMessage['retry'] {
  const decision = readerOf(decided ?? {})
  const automatic = decision('retry') === true
  const seenAt = Number(read('atMs'))
  const stated = automatic ? decision('delayMs') : read('retryAfterMs')
  const decidedAt = Number(decision('retryAtMs'))
  // a breaker may stay open for longer than the server asked
  const least = (decision('reason') === 'circuit_open' && decidedAt) || 0
  const atMs = stated === undefined ? decidedAt : Math.max(least, seenAt + Number(stated))
  const wait = atMs - seenAt
  // over a year is nothing that one could act on
  if (!(automatic || mayWait) || !(wait >= 0 && wait < 3.2e10)) return null
  // a clock that was set back must not make the wait longer than it was
  const ms = Math.max(0, Math.min(wait, atMs - Number(option('now') ?? seenAt)))
  return Object.freeze({ atMs, ms, automatic, attempt: Number(read('attempt')) || 1 })
}
