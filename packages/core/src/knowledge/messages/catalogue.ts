import type { Kind } from '../../nouns/fault.ts'

/** What a message can be about: every kind but `aborted`, of which a user is told nothing; and no connection at all. */
export type Subject = Exclude<Kind, 'aborted'> | 'offline'

export type Severity = 'info' | 'warning' | 'error'
export type ActionType = 'retry' | 'sign_in' | 'reload' | 'go_back' | 'contact' | 'fix_fields' | 'check_status' | 'wait'

/** What to do where nothing more is known than the subject. Only what can work: no `retry` where the same request never passes. */
export const usualAction: Readonly<Record<Subject, Exclude<ActionType, 'check_status' | 'wait'>>> = {
  validation: 'fix_fields',
  authentication: 'sign_in',
  permission: 'contact',
  quota: 'contact',
  payment: 'fix_fields',
  not_found: 'go_back',
  gone: 'go_back',
  conflict: 'reload',
  too_large: 'fix_fields',
  unsupported: 'contact',
  content_policy: 'fix_fields',
  rate_limit: 'retry',
  timeout: 'retry',
  overloaded: 'retry',
  server: 'retry',
  network: 'retry',
  offline: 'retry',
  circuit_open: 'retry',
  bad_response: 'reload',
  unknown: 'contact',
}

/** What to do where more is known, and the action that goes with it. */
export const variantAction: Readonly<Record<Variant, ActionType>> = {
  /** It is sent again by itself, `{when}`. */
  auto: 'wait',
  /** It may have been done. */
  write: 'check_status',
  /** It was done, but the answer could not be read. */
  applied: 'reload',
  /** A user may try again, `{when}`. */
  wait: 'retry',
  /** A change that was not done. */
  safe: 'retry',
}

export type Variant = 'auto' | 'write' | 'applied' | 'wait' | 'safe'
/** An action where it differs from the usual one: a lock that will open, a server that will not recover. */
type Other = 'retry' | 'contact'
/** What a second sentence can be about. */
export type Step = Variant | (typeof usualAction)[Subject]

/** Stable names of the texts, for translations of your own: `rate_limit.wait`; the subject alone where its usual action applies. */
export type MessageKey = Subject | `${Subject}.${Variant | Other}`

/**
 * One language, as plain data; a missing text does not compile. `why` only where the title does not say it. In a step, `{why}` and
 * `{when}` may stand anywhere, or not at all.
 * The rules for these texts (Google, GOV.UK, Apple, NN/g): say what happened, then what to do; a title of at most 45 characters and at
 * most two sentences below it; no codes, no jargon, no blame, no exclamation marks.
 */
export type Messages = Readonly<{
  locale: string
  dir: 'ltr' | 'rtl'
  subjects: Readonly<Record<Subject, readonly [title: string, why?: string]>>
  steps: Readonly<Record<Step, string>>
  actions: Readonly<Record<ActionType, string>>
}>
