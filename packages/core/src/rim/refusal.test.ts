import { describe, expect, test } from 'vitest'
import { admit, answeredAtOnce } from '../../../../test/fixtures/admit.ts'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, failureOf, fieldOf } from '../../../../test/fixtures/nouns.ts'
import { userMessage } from '../judgement/message.ts'
import { faultOf, supportReport } from './default.ts'
import { RecourseError, type Refusal } from './error.ts'
import type { RecourseOptions } from './options.ts'
import { toLogRecord } from './log.ts'
import { decisionOf } from './mark.ts'
import { createRecourse } from './recourse.ts'

const post = callOf({ method: 'POST', url: 'https://api.openai.com/v1/responses?key=hunter2' })
const failures = { method: 'POST', url: post.url } as const

/** What the call after these failures is told, where it is not sent. */
function refusalAfter(statuses: readonly number[], policy: RecourseOptions['policy']): Refusal {
  // a chance of 0 is below every share
  const recourse = createRecourse({ clock: manualClock({ chance: 0 }), preflight: false, ...(policy && { policy }) })
  for (const status of statuses) {
    // in the gaps of a throttle that has begun already
    const ticket = admit(recourse, { ...post, options: { policy: { throttle: false } } })
    recourse.settle(ticket, failureOf({ ...failures, status }))
  }
  const refusal = answeredAtOnce(recourse, post)
  if (refusal.ok) throw new Error('admitted')
  return refusal
}

const byBreaker = (): Refusal => refusalAfter([500], { breaker: { consecutive: 1, openMs: 5_000 } })
const byThrottle = (): Refusal =>
  refusalAfter(
    Array.from({ length: 40 }, () => 500),
    {},
  )

describe.each([
  ['an open breaker', byBreaker, 'circuit_open', 'circuit_open'],
  ['a throttle', byThrottle, 'throttled', 'overloaded'],
] as const)('a refusal by %s', (_, refused, reason, kind) => {
  test('has a fault that says what became of the call: nothing', () => {
    const refusal = refused()
    expect(refusal).toMatchObject({ ok: false, reason })
    expect(refusal.fault).toEqual({
      kind,
      retryable: kind === 'overloaded',
      effect: 'none',
      status: null,
      code: null,
      type: null,
      message: null,
      param: null,
      requestId: null,
      retryAfterMs: null,
      fieldErrors: [],
      provider: 'openai',
      docUrl: null,
      remedy: null,
      method: 'POST',
      origin: 'https://api.openai.com',
      endpoint: '/v1/responses',
      atMs: manualClock().nowMs,
      attempt: 1,
      keyHint: null,
    })
    expect(Object.isFrozen(refusal) && Object.isFrozen(refusal.fault)).toBe(true)
    expect(JSON.parse(JSON.stringify(refusal))).toEqual(refusal)
  })

  test('has an error that carries fault and decision, and shows no secret', () => {
    const refusal = refused()
    const error = new RecourseError(refusal)
    expect(error.message).toBe(`nothing was sent (${reason}): ${kind}`)
    expect(faultOf(error)).toEqual(refusal.fault)
    expect(decisionOf(error)).toMatchObject({ retry: false, reason, fault: refusal.fault })
    expect(JSON.stringify([refusal, error.message, supportReport(refusal.fault).text])).not.toContain('hunter2')
    expect(toLogRecord(refusal.fault)).toMatchObject({ 'error.type': kind })
  })
})

test('a refusal shows no secret of the path, and no more of it than any other fault', () => {
  const [secret, clock] = ['123:hidden', manualClock()]
  const recourse = createRecourse({ clock, secrets: [secret], policy: { breaker: {} } })
  const url = `https://bots.test/bot${secret}/${'x'.repeat(5_000)}`
  const { fault } = recourse.settle(admit(recourse, { ...post, url }), failureOf({ ...failures, url, status: 404 }))
  expect(fault.endpoint).toHaveLength(2_048)
  expect(fault.endpoint).not.toContain('hidden')
  recourse.setBreaker('bots.test', 'open')
  const refusal = answeredAtOnce(recourse, { ...post, url })
  expect(refusal).toMatchObject({ reason: 'circuit_open', fault: { endpoint: fault.endpoint } })
})

test('a refusal shows no key of the request that stands in its path too', () => {
  const recourse = createRecourse({ clock: manualClock(), policy: { breaker: {} } })
  recourse.setBreaker('api.example.com', 'open')
  const [key, url] = ['tok_0123456789', 'https://api.example.com/tokens/tok_0123456789/use']
  const refusal = answeredAtOnce(recourse, { ...post, url, header: fieldOf({ authorization: `Bearer ${key}` }) })
  expect(refusal).toMatchObject({ fault: { endpoint: '/tokens/[REDACTED]/use' } })
})

describe('the words for a refusal', () => {
  const wordsOf = (refusal: Refusal): unknown[] => {
    const decision = decisionOf(new RecourseError(refusal))
    const { title, description, action } = userMessage(refusal.fault, decision && { decision })
    return [title, description, action?.type]
  }

  test('by an open breaker say when, where that is known', () => {
    const refusal = byBreaker()
    const waitMs = (refusal.retryAtMs ?? 0) - refusal.fault.atMs
    expect(waitMs).toBeGreaterThan(0)
    expect(waitMs).toBeLessThanOrEqual(5_000)
    expect(wordsOf(refusal)).toEqual([
      'The service needs a moment',
      `It has had trouble answering. You can try again in ${Math.ceil(waitMs / 1_000)} seconds.`,
      'retry',
    ])
  })

  test('by a breaker that was opened by hand say no time', () => {
    const recourse = createRecourse({ clock: manualClock(), policy: { breaker: {} }, preflight: false })
    recourse.setBreaker('api.openai.com', 'open')
    const refusal = answeredAtOnce(recourse, post)
    if (refusal.ok) throw new Error('admitted')
    expect(refusal).not.toHaveProperty('retryAtMs')
    expect(wordsOf(refusal)).toEqual([
      'The service needs a moment',
      'It has had trouble answering. Nothing was changed, so try again in a moment.',
      'retry',
    ])
  })

  test('by a throttle say that nothing was changed, or when', () => {
    const refusal = byThrottle()
    const { fault, retryAtMs } = refusal
    const [title, description, action] = wordsOf(refusal)
    expect([title, action]).toEqual(['The service is very busy right now', 'retry'])
    expect(description).toBe(
      retryAtMs === undefined
        ? 'Nothing was changed, so try again in a moment.'
        : `You can try again in ${Math.ceil((retryAtMs - fault.atMs) / 1_000)} ${retryAtMs - fault.atMs > 1_000 ? 'seconds' : 'second'}.`,
    )
  })
})
