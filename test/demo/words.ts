import type { Effect, Reason } from '@recourse/core'
import type { Place } from './call.ts'

export const names: Readonly<Record<Place, string>> = {
  mavera: 'Mavera',
  mavio: 'Mavio',
  mira: 'Mira',
  jobs: 'Jobs API',
  proxy: 'Proxy before Mavera',
}

export const effects: Readonly<Record<Effect, string>> = {
  none: 'nothing was changed',
  unknown: 'something may have been changed',
  applied: 'it was changed',
}

export const reasons: Readonly<Record<Reason, string>> = {
  disabled: 'retries are switched off',
  aborted: 'the caller stopped it',
  owned_elsewhere: 'a layer below has given it up already',
  permanent: 'the same request cannot succeed later',
  body_not_replayable: 'the body was a stream and is spent',
  not_repeatable: 'nothing makes a second time safe',
  attempts_exhausted: 'all attempts were made',
  wait_too_long: 'the server asks for a longer wait than the policy allows',
  out_of_time: 'the wait would end after the time allowed',
  budget_empty: 'too few calls succeed to pay for a retry',
  throttled: 'the server takes few calls now',
  circuit_open: 'too many calls failed, so none is sent for a while',
  limit_reached: 'a limit of the API leaves no room now',
  queue_full: 'too many calls wait already',
}
