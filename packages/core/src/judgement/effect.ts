import type { Effect } from '../nouns/fault.ts'
import type { Phase } from '../nouns/failure.ts'
import { safeMethods } from '../knowledge/methods.ts'
import { abandoned, turnedAway } from '../knowledge/status.ts'

type Seen = Readonly<{ phase: Phase; method: string; status: number | null; stated: boolean; reached: boolean }>

/** Did the server do it? Asked from the top; the first that holds answers. */
export function effectOf({ phase, method, status, stated, reached }: Seen): Effect {
  if (phase === 'not_sent' || !reached) return 'none' // nothing left this machine
  if (safeMethods.has(method)) return 'none' // RFC 9110, 9.2.1
  if (status === null) return 'unknown' // sent, and no answer
  // done, but its answer was cut; or an error inside a success: a format may know better
  if (status >= 200 && status < 300) return phase === 'body' ? 'applied' : 'unknown'
  if (abandoned.includes(status)) return 'unknown' // somebody on the way gave up; the server may have gone on
  // refused, whatever the reason; or turned away at the door, with a time to come back
  return status < 500 || (stated && turnedAway.includes(status)) ? 'none' : 'unknown'
}
