import { formats, providers } from '#knowledge'
import type { Decision } from '../nouns/decision.ts'
import type { Failure } from '../nouns/failure.ts'
import type { Fault, Kind } from '../nouns/fault.ts'
import { type Verdict, classify as judge } from '../judgement/classify.ts'
import { type Signal, signalsOf } from '../judgement/signals.ts'
import { decisionOf } from './mark.ts'
import { type SupportReport, supportReport as report } from './support.ts'
import type { RecourseOptions } from './options.ts'
import { isResponse } from './response.ts'
import { failureOf } from './sdk-error.ts'

type Known = Pick<RecourseOptions, 'providers' | 'formats' | 'secrets'>

/** A failure as far as it is known; what is absent is taken at its most careful. */
export type PartialFailure = Partial<Failure>

const careful: Failure = { method: 'POST', url: '', phase: 'sent', attempt: 1, atMs: 0, replayable: true }

const everything = { providers, formats, secrets: [], provider: null }

const verdictOn = (failure: PartialFailure, options?: Known): Verdict =>
  judge({ ...careful, ...failure }, options === undefined ? everything : { ...everything, ...given(options) })

/** What the caller gave; an option that is undefined counts as absent. */
const given = (options: Known): Known =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))

/** Reads a failure with the built-in providers and formats, or with the given ones. Never throws. */
export const classify = (failure: PartialFailure, options?: Known): Fault => verdictOn(failure, options).fault

/**
 * The fault of an error or response that went through an adapter. One that did not is read by its structure, where it has a status
 * or is a network error; undefined for anything else.
 */
export function faultOf(errorOrResponse: unknown): Fault | undefined {
  const decision: Decision | undefined = decisionOf(errorOrResponse)
  if (decision !== undefined) return decision.fault
  if (Object(errorOrResponse) !== errorOrResponse) return undefined
  const { fault } = verdictOn(failureOf(errorOrResponse))
  return fault.status === null ? (fault.kind === 'unknown' ? undefined : fault) : fault.status < 400 ? undefined : fault
}

/** Is it a fault, and of one of these kinds where any are given? Takes the place of an error class for each category. */
export function isFault(errorOrResponse: unknown, ...kinds: readonly Kind[]): boolean {
  const fault = faultOf(errorOrResponse)
  return fault !== undefined && (kinds.length === 0 || kinds.includes(fault.kind))
}

/** What was seen, in order of authority, and which of it decided: for an error, a response, or a failure. */
export function explain(errorOrFailure: unknown): Readonly<{ fault: Fault; signals: readonly Signal[] }> {
  const marked = decisionOf(errorOrFailure)?.fault
  const remembered = marked && signalsOf(marked)
  if (marked && remembered) return { fault: marked, signals: remembered }
  const isOutcome = errorOrFailure instanceof Error || isResponse(errorOrFailure)
  const { fault } = verdictOn(isOutcome ? failureOf(errorOrFailure) : (Object(errorOrFailure) as PartialFailure))
  return { fault, signals: signalsOf(fault) ?? [] }
}

/** What to send to the API's support: which call, when, and what it answered. Default providers: the built-in ones. */
export const supportReport = (fault: Fault, options: Pick<RecourseOptions, 'providers'> = {}): SupportReport =>
  report(fault, { providers, ...given(options) })
