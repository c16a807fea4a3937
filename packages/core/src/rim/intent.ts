import type { Effect } from '../nouns/fault.ts'
import { type Clock, systemClock, uuid } from './clock.ts'

/**
 * What a user set out to do once, a payment say: every call that carries it has the same idempotency key, over the user's own tries
 * too, until an answer is definite. `JSON.stringify` keeps it over a reload: `createIntent(saved.id)`. One intent for one payload:
 * an API that keeps keys refuses one that comes back with another body.
 */
export interface Intent {
  /** The key for the next call. */
  readonly id: string
}

const concluding: unique symbol = Symbol('recourse.intent')

type Concluding = Intent & Readonly<{ [concluding]: (effect: Effect | 'success') => void }>

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
    [concluding](effect) {
      if (effect === 'unknown') isUncertain = true
      // whoever may have done it once must not be asked under another key
      else if (effect !== 'none' || !isUncertain) {
        key = uuid(clock)
        isUncertain = false
      }
    },
  }
  return Object.freeze(intent)
}

/** Tells an intent what came of an attempt; nothing where it is plain data of the caller's own. */
export function conclude(intent: Intent | undefined, effect: Effect | 'success'): void {
  if (intent !== undefined && concluding in intent) (intent as Concluding)[concluding](effect)
}

/** @throws TypeError for a key that no header can carry. */
export function checkedKey(key: unknown): string {
  if (typeof key === 'string' && keyForm.test(key)) return key
  throw new TypeError(
    'recourse: an idempotency key takes 1 to 255 visible ASCII characters without quotes and backslashes',
  )
}
