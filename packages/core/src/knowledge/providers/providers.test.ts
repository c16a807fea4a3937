import { describe, expect, test } from 'vitest'
import { admit } from '../../../../../test/fixtures/admit.ts'
import { type ApiError, apiErrors, apiRequestId, apiSentence } from '../../../../../test/fixtures/api-errors.ts'
import { manualClock } from '../../../../../test/fixtures/clock.ts'
import { answerOf, callOf, failureOf } from '../../../../../test/fixtures/nouns.ts'
import type { Decision } from '../../nouns/decision.ts'
import type { Failure } from '../../nouns/failure.ts'
import { createRecourse } from '../../rim/recourse.ts'
import { bind } from '../provider.ts'
import { jobs, mavera, mavio, mira } from './index.ts'

/** Each API where it was recognised: by its documented host, or by the user's word. */
const apis = { mavera, mavio: bind(mavio, 'mavio.test'), mira, jobs: bind(jobs, 'jobs.test') }
const hosts = { mavera: 'app.mavera.io', mavio: 'mavio.test', mira: 'api.vmira.ai', jobs: 'jobs.test' }

function settle(
  api: ApiError['api'],
  method: string,
  failure: Failure,
  known: readonly (typeof mavera)[] = Object.values(apis),
): Decision {
  const recourse = createRecourse({ providers: known, clock: manualClock(), preflight: false })
  const url = `https://${hosts[api]}/v1/things`
  const ticket = admit(recourse, callOf({ method, url }))
  return recourse.settle(ticket, { ...failure, method, url })
}

const answer = (error: ApiError, headers: Record<string, string> = {}) =>
  answerOf(error.status, error.body, { headers })
const outcome = (decision: Decision): string => (decision.retry ? 'repeated' : decision.reason)
const title = (error: ApiError): string => `${error.api} ${error.status} ${error.code ?? 'without a code'}`

describe.each(apiErrors.map((error) => [title(error), error] as const))('%s', (_, error) => {
  const { fault } = settle(error.api, 'GET', answer(error))

  test(`is of kind ${error.kind}, ${error.retryable ? 'passing' : 'permanent'}`, () => {
    expect({ kind: fault.kind, retryable: fault.retryable }).toEqual({ kind: error.kind, retryable: error.retryable })
  })

  test('keeps what the API said', () => {
    expect(fault).toMatchObject({ provider: error.api, status: error.status, code: error.code, message: apiSentence })
    expect(fault.requestId).toBe(error.api === 'mavera' || error.api === 'mavio' ? apiRequestId : null)
  })

  test('has a remedy for developers', () => {
    expect(fault.remedy).toMatch(/^[A-Z].{8,}\.$/)
  })

  test(`is ${error.retryable ? 'sent again' : 'given up'} for a GET`, () => {
    expect(outcome(settle(error.api, 'GET', answer(error)))).toBe(error.retryable ? 'repeated' : 'permanent')
  })

  test(`is ${error.post} for a POST`, () => {
    expect(outcome(settle(error.api, 'POST', answer(error)))).toBe(error.post)
  })

  test(`is ${error.retryable ? 'sent again' : 'given up'} for a POST where a wait is stated`, () => {
    const decision = settle(error.api, 'POST', answer(error, { 'retry-after': '2' }))
    const notDone = error.status === 429 || error.status === 503
    expect(outcome(decision)).toBe(error.retryable && notDone ? 'repeated' : error.post)
    expect(decision.fault.retryAfterMs).toBe(error.retryable || error.kind === 'quota' ? 2_000 : null)
  })
})

describe('a failure that the guide of an API does not list', () => {
  test.each([
    ['mavera', 502],
    ['mavera', 504],
    ['mavio', 502],
    ['mira', 502],
    ['mira', 504],
    ['jobs', 502],
    ['jobs', 504],
  ] as const)('is not repeated for a POST: %s %i', (api, status) => {
    expect(outcome(settle(api, 'POST', answerOf(status, '')))).toBe('not_repeatable')
    expect(outcome(settle(api, 'GET', answerOf(status, '')))).toBe('repeated')
  })
})

describe('a connection error after the request was sent', () => {
  const reset = failureOf({
    phase: 'sent',
    causes: [{ name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET' }],
  })

  test.each([
    ['mavera', 'repeated'],
    ['jobs', 'repeated'],
    ['mavio', 'not_repeatable'],
    ['mira', 'not_repeatable'],
  ] as const)('of %s leaves a POST %s', (api, expected) => {
    expect(outcome(settle(api, 'POST', reset))).toBe(expected)
  })
})

describe('an API that documents no host', () => {
  const unbound = [mavera, mavio, mira, jobs]

  test.each(apiErrors.filter(({ api }) => api === 'jobs').map((error) => [error.code, error] as const))(
    'is known by its body alone: %s keeps its kind, and grants no POST',
    (_, error) => {
      const decision = settle('jobs', 'POST', answer(error), unbound)
      const { kind, retryable, provider, remedy } = decision.fault
      expect({ kind, retryable, provider, remedy }).toEqual({
        kind: error.kind,
        retryable: error.retryable,
        provider: null,
        remedy: null,
      })
      expect(outcome(decision)).toBe(
        error.status === 429 ? 'repeated' : error.retryable ? 'not_repeatable' : 'permanent',
      )
    },
  )
})

describe('a code under a status that is not its own', () => {
  test('is read by the status', () => {
    expect(
      settle('jobs', 'GET', answerOf(404, { error: { code: 'INSUFFICIENT_PERMISSIONS', message: 'm' } })).fault.kind,
    ).toBe('not_found')
    expect(settle('mavera', 'GET', answerOf(502, { error: { code: 'internal_error', message: 'm' } })).fault.kind).toBe(
      'server',
    )
  })
})

describe('Mira', () => {
  test('waits a minute where a 429 states nothing, and what it states otherwise', () => {
    const silent = settle('mira', 'POST', answerOf(429, { detail: 'Too many requests.' }))
    expect(silent).toMatchObject({ retry: true, delayMs: 60_000, fault: { retryAfterMs: null } })
    const stated = settle(
      'mira',
      'POST',
      answerOf(429, { detail: 'Too many requests.' }, { headers: { 'retry-after': '7' } }),
    )
    expect(stated).toMatchObject({ retry: true, delayMs: 7_000, fault: { retryAfterMs: 7_000 } })
  })
})

describe('Mavio', () => {
  test('names the fields of a validation error', () => {
    const body = {
      error: {
        code: 'validation_error',
        message: 'm',
        request_id: 'r',
        details: [{ field: 'title', message: 'is required' }],
      },
    }
    expect(settle('mavio', 'POST', answerOf(400, body)).fault.fieldErrors).toEqual([
      { path: 'title', message: 'is required' },
    ])
  })
})
