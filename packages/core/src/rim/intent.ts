import type { Effect } from '../nouns/fault.ts'
import { type Clock, systemClock, uuid } from './clock.ts'

/**
 * What a user set out to do once, a payment say: every call that carries it has the same idempotency key, over the user's own tries
 * too, until an answer is definite. `JSON.stringify` keeps it over a reload: `createIntent(saved.id)`. One intent for one payload:
 * an API that keeps keys refuses one that comes back with another body. Of a success that breaks off while its body is read, `fetch`
 * and ky do not hear: make sure that it was not done before you ask again.
 */
export interface Intent {
  /** The key for the next call. */
  readonly id: string
}

/** Registered, so that another copy of this package can end it. */
const concluding: unique symbol = Symbol.for('recourse.intent')

type Concluding = Intent & Readonly<{ [concluding]: (effect: Effect | 'success', sent: string | undefined) => void }>

/** Visible characters that need no quoting in a header field. */
const keyForm = /^[!#-[\]-~]{1,255}$/

/**
 * @param id - the key of an intent that was saved; default: a new one.
 * @throws TypeError for a key that no header can carry.
 */
export function createIntent(id?: string, clock: Clock = systemClock): Intent {
  let key = id === undefined ? uuid(clock) : checkedKey(id)
  let isUncertain = id !== undefined
  const intent: Concluding = {
    get id() {
      return key
    },
    [concluding](effect, sent) {
      if (effect === 'unknown') {
        // whoever may have done it once must not be asked under another key, not even where a success broke off afterwards
        key = sent ?? key
        isUncertain = true
      } else if (effect !== 'none' || !isUncertain) {
        key = uuid(clock)
        isUncertain = false
      }
    },
  }
  return Object.freeze(intent)
}

/** Tells an intent what came of an attempt under the key that was sent; nothing where it is plain data of the caller's own. */
export function conclude(intent: Intent | undefined, effect: Effect | 'success', sent: string | undefined): void {
  if (intent !== undefined && concluding in intent) (intent as Concluding)[concluding](effect, sent)
}

/** @throws TypeError for a key that no header can carry. */
export function checkedKey(key: unknown): string {
  if (typeof key === 'string' && keyForm.test(key)) return key
  throw new TypeError(
    'recourse: an idempotency key takes 1 to 255 visible ASCII characters without quotes and backslashes',
  )
}
