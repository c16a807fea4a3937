import type { Kind } from '@recourse/core'
import type { ListedScenario } from '@recourse/msw'
import { apiErrors } from '../fixtures/api-errors.ts'

export type Verdict = Readonly<{ kind: Kind; retryable: boolean; retryAfterMs: number | null }>

const passing = (kind: Kind, retryAfterMs: number | null = null): Verdict => ({ kind, retryable: true, retryAfterMs })
const lasting = (kind: Kind): Verdict => ({ kind, retryable: false, retryAfterMs: null })

/** What each shape of no API in particular has to be taken for. */
const verdicts: Readonly<Record<string, Verdict>> = {
  unauthorized: lasting('authentication'),
  spentCredits: lasting('quota'),
  forbidden: lasting('permission'),
  notFound: lasting('not_found'),
  conflict: lasting('conflict'),
  gone: lasting('gone'),
  tooLarge: lasting('too_large'),
  validation: lasting('validation'),
  rateLimited: passing('rate_limit'),
  quotaExceeded: lasting('quota'),
  serverError: passing('server'),
  overloaded: passing('overloaded'),
  'rateLimited, 1 s in seconds': passing('rate_limit', 1_000),
  'rateLimited, 1 s as a date': passing('rate_limit', 1_000),
  'rateLimited, 1 s in milliseconds': passing('rate_limit', 1_000),
  'rateLimited, 1 s as a reset': passing('rate_limit', 1_000),
  'overloaded, 1 s in seconds': passing('overloaded', 1_000),
  'problem, 403': lasting('permission'),
  'problem, 422': lasting('validation'),
  'htmlFromProxy, 502': passing('server'),
  'htmlFromProxy, 503': passing('overloaded'),
  'htmlFromProxy, 504': passing('timeout'),
  'htmlFromProxy, as JSON': passing('server'),
  'emptyBody, 500': passing('server'),
  'emptyBody, 404': lasting('not_found'),
  'brokenJson, 500': passing('server'),
  dropConnection: passing('network'),
  'openai.validation': lasting('validation'),
  'openai.contextTooLong': lasting('too_large'),
  'openai.invalidKey': lasting('authentication'),
  'openai.notFound': lasting('not_found'),
  'openai.rateLimited': passing('rate_limit'),
  'openai.quotaExceeded': lasting('quota'),
  'openai.serverError': passing('server'),
  'openai.overloaded': passing('overloaded'),
  'anthropic.badRequest': lasting('validation'),
  // the sentence alone speaks of credit, and sentences decide nothing
  'anthropic.spentCredits': lasting('validation'),
  'anthropic.invalidKey': lasting('authentication'),
  'anthropic.forbidden': lasting('permission'),
  'anthropic.notFound': lasting('not_found'),
  'anthropic.tooLarge': lasting('too_large'),
  'anthropic.rateLimited': passing('rate_limit'),
  'anthropic.serverError': passing('server'),
  'anthropic.overloaded': passing('overloaded'),
  'google.validation': lasting('validation'),
  'google.invalidKey': lasting('authentication'),
  'google.forbidden': lasting('permission'),
  'google.notFound': lasting('not_found'),
  'google.conflict': lasting('conflict'),
  'google.rateLimited': passing('rate_limit'),
  'google.serverError': passing('server'),
  'google.overloaded': passing('overloaded'),
  'google.gatewayTimeout': passing('timeout'),
  'fastapi.unauthorized': lasting('authentication'),
  'fastapi.forbidden': lasting('permission'),
  'fastapi.notFound': lasting('not_found'),
  'fastapi.validation': lasting('validation'),
  'fastapi.serverError': passing('server'),
}

/** The documented code that a scenario plays; undefined where it is of no API of ours. */
export const documentedBy = (row: ListedScenario, code: string | null): (typeof apiErrors)[number] | undefined =>
  apiErrors.find(({ api, status, code: known }) => api === row.api && status === row.status && known === code)

export function verdictOn(row: ListedScenario, code: string | null): Verdict | undefined {
  const documented = documentedBy(row, code)
  if (documented === undefined) return verdicts[row.name]
  return { kind: documented.kind as Kind, retryable: documented.retryable, retryAfterMs: null }
}

export const verdictNames: readonly string[] = Object.keys(verdicts)
