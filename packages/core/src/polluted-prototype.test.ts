import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answeredAtOnce } from '../../../test/fixtures/admit.ts'
import { apiErrors } from '../../../test/fixtures/api-errors.ts'
import { manualClock } from '../../../test/fixtures/clock.ts'
import { answerOf, callOf, failureOf, fieldOf } from '../../../test/fixtures/nouns.ts'
import { causesOf, classify, createRecourse, definePolicy, explain, faultOf } from './index.ts'

/** What somebody's careless merge of untrusted JSON could leave on Object.prototype, by the name that it would have there. */
type Poison = readonly (readonly [name: string, value: unknown])[]

/** Names that this library gives to options, and reads from its callers. */
const options: Poison = [
  ['policy', { maxAttempts: 9 }],
  ['preset', 'browser'],
  ['maxAttempts', 9],
  ['unsafeMaxAttempts', 99],
  ['attemptTimeoutMs', 1],
  ['totalTimeoutMs', 1],
  ['maxWaitMs', 1],
  ['transient', { baseMs: 1, capMs: 1, jitter: 'none' }],
  ['throttled', { baseMs: 1, capMs: 1, jitter: 'none' }],
  ['baseMs', 1],
  ['jitter', 'none'],
  ['spread', { rate_limit: 9, overloaded: 9 }],
  ['rate_limit', 9],
  ['repeat', 'unsafe_always'],
  ['kinds', { server: false }],
  ['server', false],
  ['providers', []],
  ['formats', []],
  ['clock', {}],
  ['limits', { maxBodyBytes: 1 }],
  ['preflight', false],
  ['secrets', ['The request could not be completed.']],
  ['onEvent', 'not a function'],
  ['options', { idempotent: true }],
  ['idempotent', true],
  ['label', 'polluted'],
  ['provider', 'mavera'],
  ['context', { polluted: true }],
  ['header', () => 'polluted'],
  ['signal', {}],
  ['disabled', true],
  ['intent', { id: 'polluted' }],
  ['budget', 'unsafe_off'],
  ['cap', 0],
  ['start', 0],
  ['maxRetries', 1],
  ['throttle', false],
  ['maxRefused', 0.9],
  ['breaker', { consecutive: 1 }],
  ['consecutive', 1],
  ['failureRate', 0.01],
  ['pacing', { limit: 0.001, windowMs: 600_000 }],
  ['limit', 0.001],
  ['windowMs', 600_000],
  ['closed', 'hold'],
  ['store', { update: () => undefined }],
  ['partition', 'polluted'],
  ['priority', 9],
]

/** Names of what is kept of an origin, and of what the state answers. */
const state: Poison = [
  ['supply', { tokens: 0, run: 99 }],
  ['tokens', 0],
  ['run', 99],
  ['debt', 9],
  ['shed', 9],
  ['leases', []],
  ['untilMs', 9e15],
  ['pass', { generation: 9, probe: 9 }],
  ['probe', 9],
  ['paid', 9],
  ['moved', { from: 'closed', to: 'open' }],
  ['from', 'closed'],
  ['waitMs', 9],
  ['openMs', 9],
  ['retryAtMs', 9],
  ['watch', () => undefined],
  ['queue', []],
  ['1', { code: 'polluted' }],
]

/** Names of what an adapter saw, which may be absent. */
const failures: Poison = [
  ['status', 429],
  ['headers', { 'retry-after': '1' }],
  ['body', '{"error":{"code":"rate_limit"}}'],
  ['bodyTruncated', true],
  ['causes', [{ name: 'Error', message: 'polluted', code: 'ECONNREFUSED' }]],
  ['idempotencyKey', 'polluted'],
  ['timedOut', true],
  ['aborted', true],
  ['keyHint', 'polluted'],
  ['ownedElsewhere', true],
  ['saidRetryable', false],
  ['isRetryable', false],
]

/** Names of what formats, providers and their rules may say, or leave out. */
const knowledge: Poison = [
  ['kind', 'aborted'],
  ['retryable', true],
  ['effect', 'none'],
  ['code', 'polluted'],
  ['type', 'rate_limit'],
  ['param', 'polluted'],
  ['requestId', 'polluted'],
  ['retryAfterMs', 1],
  ['fieldErrors', [{ path: 'polluted', message: 'polluted' }]],
  ['docUrl', 'https://polluted.test/'],
  ['remedy', 'polluted'],
  ['codes', { internal_error: { kind: 'aborted' } }],
  ['statuses', { 400: { kind: 'aborted' } }],
  ['says', { aborted: 'internal_error' }],
  ['phrases', { aborted: ['m'] }],
  ['waits', { prose: ['m'] }],
  ['fields', { 'x-any': 'seconds' }],
  ['body', { message: 'prose' }],
  ['prose', true],
  ['limits', [{ remaining: 'age', reset: 'age', unit: 'seconds' }]],
  ['keys', ['polluted']],
  ['remedies', { polluted: '400' }],
  ['inSuccess', () => true],
  ['errorsInSuccess', []],
  ['0', { code: 'polluted', message: 'polluted' }],
  ['repeats', [500, 503, 'network']],
  ['guide', { maxAttempts: 9 }],
  ['throttledWaitMs', 1],
  ['keyPrefix', 'polluted'],
  ['idempotency', { header: 'polluted', quoted: true }],
  ['requestIdHeaders', ['polluted']],
  ['rule', { kind: 'aborted', remedy: 'polluted' }],
  ['match', { kind: 'aborted', sent: false }],
  ['sent', false],
  ['ok', true],
  ['retry', true],
  ['reason', 'aborted'],
]

/** Names that stand in bodies, fields and errors of strangers. */
const wire: Poison = [
  ['error', { code: 'polluted', message: 'polluted' }],
  ['errors', [{ code: 'polluted', message: 'polluted' }]],
  ['detail', 'polluted'],
  ['details', [{ field: 'polluted', message: 'polluted' }]],
  ['title', 'polluted'],
  ['msg', 'polluted'],
  ['field', 'polluted'],
  ['loc', ['polluted']],
  ['request_id', 'polluted'],
  ['error_code', 'polluted'],
  ['doc_url', 'https://polluted.test/'],
  ['reset', '1'],
  ['retry-after', '1'],
  ['retry-after-ms', '1'],
  ['x-should-retry', 'true'],
  ['x-request-id', 'polluted'],
  ['idempotency-key', 'polluted'],
  ['age', '1'],
  ['__type', 'polluted'],
  ['429', 'validation'],
  ['ECONNRESET', { kind: 'aborted' }],
]

const prototype = Object.prototype as unknown as Record<string, unknown>

function pollute(poison: Poison): () => void {
  for (const [name, value] of poison)
    Object.defineProperty(prototype, name, { value, enumerable: true, configurable: true, writable: true })
  return () => {
    for (const [name] of poison) delete prototype[name]
  }
}

/** All that the library says of a mixed bag of failures, as text. */
function answers(): string {
  const seen: unknown[] = []
  const note = (make: () => unknown): void => {
    try {
      seen.push(make())
    } catch (error) {
      seen.push(String(error))
    }
  }
  const thrown = Object.assign(new TypeError('fetch failed'), { cause: new Error('read ECONNRESET') })
  const bag = [
    failureOf(),
    failureOf({
      method: 'GET',
      phase: 'sent',
      causes: [{ name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET' }],
    }),
    failureOf({ phase: 'sent', causes: [{ name: 'TypeError', message: 'fetch failed' }] }),
    ...[400, 404, 409, 429, 500, 503].flatMap((status) => [
      failureOf({ status }),
      answerOf(status, {}, { headers: { 'retry-after': '7' } }),
    ]),
    ...apiErrors.slice(0, 30).map((error) => answerOf(error.status, error.body, { headers: {} })),
    answerOf(422, [{ message: 'm' }]),
    answerOf(422, { message: 'm', errors: [{}, { x: 1 }] }),
    answerOf(502, '<h1>Bad gateway</h1>'),
    failureOf({ url: 'https://app.mavera.io/x', status: 500 }),
  ]
  note(() => definePolicy({}))
  note(() => definePolicy({ preset: 'guide' }))
  note(() => definePolicy({ spread: { rate_limit: 1, overloaded: 1 } }))
  note(() => definePolicy({ budget: 'browser', throttle: {}, breaker: {}, pacing: {} }))
  note(() => definePolicy({ budget: {}, breaker: { openMs: 1 } }, definePolicy({ budget: 'unsafe_off' })))
  note(() => causesOf(thrown))
  note(() => faultOf(thrown))
  note(() => faultOf(Object.assign(new Error('m'), { response: {} })))
  note(() => faultOf({ status: 400 }))
  for (const failure of bag) {
    note(() => classify(failure))
    note(() => explain({ ...failure }).signals)
  }
  const events: unknown[] = []
  note(() => createRecourse().settings.preflight)
  const recourse = createRecourse({ clock: manualClock(), onEvent: (event) => events.push(event) })
  note(() => recourse.policy)
  for (const failure of bag) {
    for (const call of [{}, { options: {} }, { options: { policy: {} } }, { header: fieldOf({}) }]) {
      note(() => {
        const ticket = answeredAtOnce(recourse, callOf({ method: failure.method, url: failure.url, ...call }))
        if (!ticket.ok) return ticket
        const decision = recourse.settle(ticket, failure)
        recourse.done(ticket, 'success')
        return [ticket, decision]
      })
    }
  }
  note(() => recourse.inspect())
  const clock = manualClock()
  const guarded = createRecourse({
    clock,
    policy: { breaker: { consecutive: 3 }, pacing: { limit: 1_000, windowMs: 1_000 } },
    onEvent: (event) => events.push(event),
  })
  for (const failure of bag) {
    note(() => {
      const { method, url } = failure
      const ticket = answeredAtOnce(guarded, callOf({ method, url, options: { partition: 'tenant' } }))
      if (!ticket.ok) return ticket
      clock.monotonicMs += 3_000
      return [ticket, guarded.settle(ticket, failure)]
    })
  }
  note(() => guarded.setBreaker('api.example.com', 'open'))
  note(() => answeredAtOnce(guarded, callOf()))
  note(() => guarded.inspect())
  return JSON.stringify([seen, events], null, 1)
}

const clean = answers()

/** The first lines that differ. */
function difference(polluted: string): readonly string[] {
  const [before, after] = [clean.split('\n'), polluted.split('\n')]
  const at = before.findIndex((line, index) => line !== after[index])
  return at < 0 && before.length === after.length ? [] : [`was ${before[at]?.trim()}`, `is ${after[at]?.trim()}`]
}

describe.each([
  ['an option', options],
  ['what an adapter saw', failures],
  ['what is known of APIs', knowledge],
  ['what strangers send', wire],
  ['what is kept of an origin', state],
])('a name of %s on Object.prototype', (_, poison) => {
  test.each(poison)('changes no answer: %s', (name, value) => {
    const restore = pollute([[name, value]])
    let polluted = ''
    try {
      polluted = answers()
    } finally {
      restore()
    }
    expect(difference(polluted)).toEqual([])
  })
})

/** Without the names that test data leaves out in the same way, and those that the test runner reads from its own objects. */
const ofTests = new Set([
  'error',
  'errors',
  'reset',
  'age',
  'policy',
  'preset',
  'detail',
  ...options.slice(options.findIndex(([name]) => name === 'kinds')).map(([name]) => name),
])
const everything = [...options, ...wire].filter(([name]) => !ofTests.has(name))

describe('every test of the core passes with a polluted Object.prototype', () => {
  let restore = (): void => undefined
  beforeEach(() => {
    restore = pollute(everything)
  })
  afterEach(() => restore())

  const here = fileURLToPath(new URL('.', import.meta.url))
  // not the patterns: megabytes of text, and not one object
  const paths = globSync('*/**/*.test.ts', { cwd: here }).filter((path) => !path.endsWith('patterns.test.ts'))
  for (const path of paths) {
    describe(path, async () => {
      await import(/* @vite-ignore */ `${here}${path}`)
    })
  }
})
