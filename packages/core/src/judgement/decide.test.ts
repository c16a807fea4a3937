import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostChance } from '../../../../test/fixtures/clock.ts'
import { faultWith } from '../../../../test/fixtures/nouns.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import { type Decision, type Reason, reasons } from '../nouns/decision.ts'
import { type Effect, type Fault, type Kind, kinds } from '../nouns/fault.ts'
import { type Policy, type PolicyInput, defaultPolicy, definePolicy } from '../nouns/policy.ts'
import type { Provider } from '../knowledge/provider.ts'
import { type Situation, decide, statedWaitMs, stop } from './decide.ts'
import { maxDateMs } from '../knowledge/stated-wait.ts'

const serverNowMs = 1_000_000

/** A GET that failed with a 500: it is sent again. */
const situationOf = (
  over: Partial<Omit<Situation, 'fault' | 'policy'>> & { fault?: Partial<Fault>; policy?: PolicyInput } = {},
): Situation => ({
  provider: null,
  disabled: false,
  aborted: false,
  ownedElsewhere: false,
  replayable: true,
  idempotent: false,
  statements: 0,
  elapsedMs: 0,
  serverNowMs,
  random: () => 0,
  ...over,
  fault: faultWith(over.fault),
  policy: definePolicy(over.policy),
})

const outcome = (decision: Decision): string => (decision.retry ? 'retry' : decision.reason)
const outcomeOf = (over: Parameters<typeof situationOf>[0]): string => outcome(decide(situationOf(over)))
const delayOf = (over: Parameters<typeof situationOf>[0]): number | undefined => {
  const decision = decide(situationOf(over))
  return decision.retry ? decision.delayMs : undefined
}

/** What other calls came to gives these; a failure alone never does. */
const stateReasons = ['budget_empty', 'throttled', 'circuit_open', 'limit_reached', 'queue_full'] as const
type Judged = Exclude<Reason, (typeof stateReasons)[number]>
const judged = reasons.filter((reason): reason is Judged => !(stateReasons as readonly Reason[]).includes(reason))

/** A POST of which nobody knows whether it was done. */
const careful: Partial<Fault> = { method: 'POST', effect: 'unknown' }
const provider = (over: Partial<Provider>): Provider => ({ name: 'mine', hosts: ['x.test'], ...over })

describe('a decision', () => {
  test('to send again names the delay, the attempt to come, and the fault', () => {
    const situation = situationOf({ fault: { attempt: 2 }, random: () => 0.5 })
    expect(decide(situation)).toEqual({ retry: true, delayMs: 100, attempt: 3, fault: situation.fault })
  })

  test('to stop names the reason and the fault', () => {
    const situation = situationOf({ aborted: true })
    const decision = decide(situation)
    expect(decision).toStrictEqual({ retry: false, reason: 'aborted', fault: situation.fault })
  })

  test('to stop says when to come back, wherever a wait is known', () => {
    expect(decide(situationOf({ aborted: true, fault: { retryAfterMs: 5_000 } }))).toMatchObject({
      reason: 'aborted',
      retryAtMs: 1_005_000,
    })
    expect(decide(situationOf({ fault: { retryAfterMs: 0, attempt: 3 } }))).toMatchObject({
      reason: 'attempts_exhausted',
      retryAtMs: 1_000_000,
    })
    expect(decide(situationOf({ aborted: true }))).not.toHaveProperty('retryAtMs')
  })

  test('to stop names no date that no calendar has', () => {
    expect(decide(situationOf({ fault: { retryAfterMs: maxDateMs } }))).toMatchObject({
      reason: 'wait_too_long',
      retryAtMs: maxDateMs,
    })
    expect(decide(situationOf({ fault: { retryAfterMs: maxDateMs - serverNowMs } }))).toMatchObject({
      retryAtMs: maxDateMs,
    })
    expect(decide(situationOf({ fault: { retryAfterMs: maxDateMs - serverNowMs - 1 } }))).toMatchObject({
      retryAtMs: maxDateMs - 1,
    })
  })

  test('to stop is made of a reason that other calls gave as of its own', () => {
    const fault = faultWith()
    expect(stop(fault, 'budget_empty', null, serverNowMs)).toStrictEqual({
      retry: false,
      reason: 'budget_empty',
      fault,
    })
    expect(stop(fault, 'budget_empty', 5_000, serverNowMs)).toStrictEqual({
      retry: false,
      reason: 'budget_empty',
      fault,
      retryAtMs: 1_005_000,
    })
    expect(stop(fault, 'budget_empty', maxDateMs, serverNowMs)).toMatchObject({ retryAtMs: maxDateMs })
    expect(Object.isFrozen(stop(fault, 'budget_empty', 0, serverNowMs))).toBe(true)
  })

  test('is frozen', () => {
    expect(Object.isFrozen(decide(situationOf()))).toBe(true)
    expect(Object.isFrozen(decide(situationOf({ aborted: true })))).toBe(true)
  })
})

describe('a call is refused', () => {
  test('where the caller switched retries off, for the call or for the kind', () => {
    expect(outcomeOf({ disabled: true })).toBe('disabled')
    expect(outcomeOf({ policy: { kinds: { server: false } } })).toBe('disabled')
    expect(outcomeOf({ policy: { kinds: { timeout: false } } })).toBe('retry')
  })

  test('where the caller stopped it', () => {
    expect(outcomeOf({ aborted: true })).toBe('aborted')
  })

  test('where the same request cannot succeed later, unless the policy says that it can', () => {
    expect(outcomeOf({ fault: { kind: 'conflict', retryable: false } })).toBe('permanent')
    expect(outcomeOf({ fault: { kind: 'conflict', retryable: false }, policy: { kinds: { conflict: true } } })).toBe(
      'retry',
    )
    expect(outcomeOf({ fault: { kind: 'conflict', retryable: true } })).toBe('retry')
    expect(outcomeOf({ fault: { kind: 'conflict', retryable: false }, policy: { kinds: { server: true } } })).toBe(
      'permanent',
    )
  })

  test('where its body is spent', () => {
    expect(outcomeOf({ replayable: false })).toBe('body_not_replayable')
  })

  test.each([
    [1, 'retry'],
    [2, 'retry'],
    [3, 'attempts_exhausted'],
    [4, 'attempts_exhausted'],
  ])('after three attempts: the failed one is number %i', (attempt, expected) => {
    expect(outcomeOf({ fault: { attempt } })).toBe(expected)
  })

  test('after as many attempts as the policy says, or as its unsafe number says', () => {
    expect(outcomeOf({ fault: { attempt: 1 }, policy: { maxAttempts: 1 } })).toBe('attempts_exhausted')
    expect(outcomeOf({ fault: { attempt: 9 }, policy: { maxAttempts: 10 } })).toBe('retry')
    expect(outcomeOf({ fault: { attempt: 11 }, policy: { unsafeMaxAttempts: 12 } })).toBe('retry')
    expect(outcomeOf({ fault: { attempt: 12 }, policy: { unsafeMaxAttempts: 12 } })).toBe('attempts_exhausted')
    expect(outcomeOf({ fault: { attempt: 1 }, policy: { maxAttempts: 5, unsafeMaxAttempts: 1 } })).toBe(
      'attempts_exhausted',
    )
  })

  test.each([
    [119_999, 'retry'],
    [120_000, 'retry'],
    [120_001, 'wait_too_long'],
  ])('where the stated wait is above the longest one allowed: %i ms', (retryAfterMs, expected) => {
    expect(outcomeOf({ fault: { retryAfterMs } })).toBe(expected)
    expect(outcomeOf({ fault: { retryAfterMs }, random: () => mostChance })).toBe(expected)
  })

  test('by the longest wait of its own policy, of which 0 is one', () => {
    expect(outcomeOf({ fault: { retryAfterMs: 11 }, policy: { maxWaitMs: 10 } })).toBe('wait_too_long')
    expect(outcomeOf({ fault: { retryAfterMs: 1 }, policy: { maxWaitMs: 0 } })).toBe('wait_too_long')
    expect(outcomeOf({ fault: { retryAfterMs: 0 }, policy: { maxWaitMs: 0 } })).toBe('retry')
    expect(outcomeOf({ policy: { maxWaitMs: 0 } })).toBe('retry')
  })

  test.each([
    [4_899, 'retry'],
    [4_900, 'out_of_time'],
    [4_901, 'out_of_time'],
  ])('where the wait would end after the total time: %i ms have passed of 5 000', (elapsedMs, expected) => {
    const transient = { baseMs: 100, capMs: 100, jitter: 'none' } as const
    expect(outcomeOf({ elapsedMs, policy: { totalTimeoutMs: 5_000, transient } })).toBe(expected)
    expect(outcomeOf({ elapsedMs, policy: { totalTimeoutMs: null, transient } })).toBe('retry')
  })

  test('out of time by the delay that would be slept, its spread included', () => {
    const over = { fault: { kind: 'rate_limit', retryAfterMs: 5_000 }, policy: { totalTimeoutMs: 5_500 } } as const
    expect(outcomeOf({ ...over, random: () => 0.4 })).toBe('retry')
    expect(outcomeOf({ ...over, random: () => 0.5 })).toBe('out_of_time')
  })

  /** For each reason a change that makes it hold; all of them together leave the first. */
  const causes: Readonly<Record<Judged, Parameters<typeof situationOf>[0]>> = {
    disabled: { disabled: true },
    aborted: { aborted: true },
    owned_elsewhere: { ownedElsewhere: true },
    permanent: { fault: { retryable: false } },
    body_not_replayable: { replayable: false },
    not_repeatable: { fault: careful },
    attempts_exhausted: { fault: { attempt: 3 } },
    wait_too_long: { fault: { retryAfterMs: 120_001 } },
    out_of_time: { elapsedMs: 5_000, policy: { totalTimeoutMs: 5_000 } },
  }
  const together = (chosen: readonly Judged[]): string => {
    const parts = chosen.map((reason) => causes[reason])
    return outcomeOf({
      ...Object.assign({}, ...parts),
      fault: Object.assign({}, ...parts.map((part) => part?.fault)) as Partial<Fault>,
    })
  }

  test.each(judged.map((reason, index) => [reason, index] as const))(
    'for %s where it and all later ones hold',
    (reason, index) => {
      expect(together([reason])).toBe(reason)
      expect(together(judged.slice(index))).toBe(reason)
    },
  )

  test('for what other calls came to only after all that the call itself says', () => {
    expect(reasons.slice(judged.length)).toEqual(stateReasons)
  })

  test('for the first reason that holds, whichever do', () => {
    fc.assert(
      fc.property(fc.subarray([...judged]), (chosen) => {
        expect(together(chosen)).toBe(chosen[0] ?? 'retry')
      }),
      { numRuns: runs(200) },
    )
  })
})

describe('a call may be repeated', () => {
  test('where its effect is none, and not where it is unknown or was applied', () => {
    const effects = ['none', 'unknown', 'applied'] as const
    expect(effects.map((effect) => outcomeOf({ fault: { method: 'POST', effect } }))).toEqual([
      'retry',
      'not_repeatable',
      'not_repeatable',
    ])
  })

  test.each([
    ['GET', 'retry'],
    ['HEAD', 'retry'],
    ['OPTIONS', 'retry'],
    ['TRACE', 'retry'],
    ['QUERY', 'retry'],
    ['PUT', 'retry'],
    ['DELETE', 'retry'],
    ['POST', 'not_repeatable'],
    ['PATCH', 'not_repeatable'],
    ['get', 'not_repeatable'],
    ['', 'not_repeatable'],
    ['constructor', 'not_repeatable'],
  ])('by its method %j: %s', (method, expected) => {
    expect(outcomeOf({ fault: { method, effect: 'unknown' } })).toBe(expected)
  })

  test('where it carries a key or the caller says so', () => {
    expect(outcomeOf({ fault: careful, idempotent: true })).toBe('retry')
    expect(outcomeOf({ fault: { ...careful, effect: 'applied' }, idempotent: true })).toBe('retry')
  })

  test('where the policy says so of all', () => {
    expect(outcomeOf({ fault: careful, policy: { repeat: 'unsafe_always' } })).toBe('retry')
    expect(outcomeOf({ fault: careful, policy: { repeat: 'safe' } })).toBe('not_repeatable')
  })

  test.each([
    [500, 'server', [429, 500, 503], 'retry'],
    [502, 'server', [429, 500, 503], 'not_repeatable'],
    [null, 'network', [429, 500, 'network'], 'retry'],
    [null, 'network', [429, 500], 'not_repeatable'],
    [null, 'timeout', ['network'], 'not_repeatable'],
    [421, 'network', ['network'], 'not_repeatable'],
    [500, 'server', [], 'not_repeatable'],
    [500, 'server', undefined, 'not_repeatable'],
  ] as const)(
    'where the rules of its API name the failure: status %s of kind %s, rules %j',
    (status, kind, repeats, expected) => {
      const rules = repeats === undefined ? {} : { repeats }
      expect(outcomeOf({ fault: { ...careful, status, kind }, provider: provider(rules) })).toBe(expected)
    },
  )
})

describe('the delay', () => {
  test.each([
    ['server', 100],
    ['timeout', 100],
    ['network', 100],
    ['conflict', 100],
    ['rate_limit', 1_000],
    ['overloaded', 1_000],
  ] as const)('of %s backs off by its group, where nothing is stated', (kind, most) => {
    expect(delayOf({ fault: { kind }, random: () => mostChance })).toBe(most)
    expect(delayOf({ fault: { kind, attempt: 2 }, random: () => mostChance })).toBe(2 * most)
    expect(delayOf({ fault: { kind, retryAfterMs: 0 }, random: () => mostChance })).toBe(most)
  })

  test('backs off by the groups of its own policy', () => {
    const policy = {
      transient: { baseMs: 7, capMs: 9, jitter: 'none' },
      throttled: { baseMs: 70, capMs: 90, jitter: 'none' },
    } as const
    expect([1, 2].map((attempt) => delayOf({ fault: { attempt }, policy }))).toEqual([7, 9])
    expect([1, 2].map((attempt) => delayOf({ fault: { kind: 'overloaded', attempt }, policy }))).toEqual([70, 90])
  })

  test('is never above the longest wait, where nothing is stated', () => {
    const policy = { maxWaitMs: 50, transient: { baseMs: 100, capMs: 20_000, jitter: 'none' } } as const
    expect(delayOf({ policy })).toBe(50)
  })

  test.each([
    ['rate_limit', 0, 5_000],
    ['rate_limit', mostChance, 6_000],
    ['overloaded', 0, 5_000],
    ['overloaded', mostChance, 10_000],
    ['server', mostChance, 10_000],
    ['network', mostChance, 10_000],
  ] as const)('of a stated wait is spread by the kind %s (chance %d)', (kind, chance, delay) => {
    expect(delayOf({ fault: { kind, retryAfterMs: 5_000 }, random: () => chance })).toBe(delay)
  })

  test('of a stated wait is spread by the shares of the policy', () => {
    const policy = { spread: { rate_limit: 2, overloaded: 3 } }
    const random = () => mostChance
    expect(delayOf({ fault: { kind: 'rate_limit', retryAfterMs: 1_000 }, policy, random })).toBe(3_000)
    expect(delayOf({ fault: { kind: 'overloaded', retryAfterMs: 1_000 }, policy, random })).toBe(4_000)
    expect(delayOf({ fault: { kind: 'rate_limit', retryAfterMs: 1_000 }, policy: { preset: 'browser' }, random })).toBe(
      2_000,
    )
  })

  test('takes the first statement of a call at its word, and the later ones with a doubled spread and not below the backoff', () => {
    const fault = { kind: 'rate_limit', retryAfterMs: 100, attempt: 2 } as const
    expect(delayOf({ fault, statements: 0 })).toBe(100)
    expect(delayOf({ fault, statements: 1 })).toBe(1_000)
    const long = { kind: 'rate_limit', retryAfterMs: 10_000 } as const
    expect([0, 1, 2].map((statements) => delayOf({ fault: long, statements, random: () => mostChance }))).toEqual([
      12_000, 14_000, 18_000,
    ])
  })

  test('is the wait of the guide, where a rate limit of that API states none', () => {
    const mine = provider({ throttledWaitMs: 60_000 })
    expect(delayOf({ fault: { kind: 'rate_limit' }, provider: mine })).toBe(60_000)
    expect(delayOf({ fault: { kind: 'rate_limit' }, provider: mine, random: () => mostChance })).toBe(72_000)
    expect(delayOf({ fault: { kind: 'rate_limit', retryAfterMs: 5_000 }, provider: mine })).toBe(5_000)
    expect(delayOf({ fault: { kind: 'rate_limit', retryAfterMs: 0 }, provider: mine })).toBe(500)
    expect(delayOf({ fault: { kind: 'overloaded' }, provider: mine })).toBe(500)
  })
})

describe('statedWaitMs', () => {
  const mine = provider({ throttledWaitMs: 60_000 })

  test.each([
    ['rate_limit', 5, mine, 5],
    ['rate_limit', 0, mine, 0],
    ['rate_limit', null, mine, 60_000],
    ['rate_limit', null, provider({}), null],
    ['rate_limit', null, null, null],
    ['overloaded', null, mine, null],
    ['overloaded', 7, null, 7],
  ] as const)('of %s with %s', (kind, retryAfterMs, provider, expected) => {
    expect(statedWaitMs(faultWith({ kind, retryAfterMs }), provider)).toBe(expected)
  })
})

describe('every decision', () => {
  const kind = fc.constantFrom(...(Object.keys(kinds) as Kind[]))
  const fault = fc.record({
    kind,
    retryable: fc.boolean(),
    effect: fc.constantFrom<Effect>('none', 'unknown', 'applied'),
    status: fc.constantFrom(null, 200, 408, 429, 500, 502, 503),
    method: fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE'),
    attempt: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1_000_000 })),
    retryAfterMs: fc.option(fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.constant(maxDateMs))),
  })
  const ms = fc.integer({ min: 0, max: 31_536_000_000 })
  const backoff = fc.record({
    baseMs: ms,
    capMs: ms,
    jitter: fc.constantFrom<Policy['transient']['jitter']>('none', 'full', 'equal'),
  })
  const limit = fc.option(fc.integer({ min: 1, max: 1_000_000 }))
  const policy: fc.Arbitrary<PolicyInput> = fc.record(
    {
      maxAttempts: fc.integer({ min: 1, max: 10 }),
      unsafeMaxAttempts: limit,
      totalTimeoutMs: limit,
      maxWaitMs: fc.oneof(fc.integer({ min: 0, max: 200_000 }), ms),
      transient: backoff,
      throttled: backoff,
      spread: fc.record({
        rate_limit: fc.double({ min: 0, max: 100, noNaN: true }),
        overloaded: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      repeat: fc.constantFrom('safe', 'unsafe_always'),
      kinds: fc.dictionary(kind, fc.boolean(), { noNullPrototype: true }),
    },
    { requiredKeys: [] },
  )
  const situation = fc
    .record({
      fault,
      policy,
      provider: fc.option(
        fc
          .record({ repeats: fc.subarray([429, 500, 503, 'network'] as const), throttledWaitMs: fc.nat(100_000) })
          .map(provider),
      ),
      disabled: fc.boolean(),
      aborted: fc.boolean(),
      ownedElsewhere: fc.boolean(),
      replayable: fc.boolean(),
      idempotent: fc.boolean(),
      statements: fc.oneof(fc.nat(10), fc.nat(1_000_000)),
      elapsedMs: fc.nat(1_000_000),
      serverNowMs: fc.integer({ min: 0, max: maxDateMs }),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }).map((chance) => () => chance),
    })
    .map((over) => situationOf(over))

  /** The reasons that hold, by the words of the design and not by the code. */
  function holding(it: Situation, delayMs: number | undefined): readonly Reason[] {
    const { fault, policy } = it
    const stated = statedWaitMs(fault, it.provider)
    const allowed = Object.hasOwn(policy.kinds, fault.kind) ? policy.kinds[fault.kind] : undefined
    const repeatable =
      fault.effect === 'none' ||
      ['GET', 'PUT', 'DELETE'].includes(fault.method) ||
      it.idempotent ||
      policy.repeat === 'unsafe_always' ||
      (it.provider?.repeats ?? []).some((rule) =>
        rule === 'network' ? fault.status === null && fault.kind === 'network' : rule === fault.status,
      )
    const holds: Readonly<Record<Judged, boolean>> = {
      disabled: it.disabled || allowed === false,
      aborted: it.aborted,
      owned_elsewhere: it.ownedElsewhere,
      permanent: allowed === undefined ? !fault.retryable : !allowed,
      body_not_replayable: !it.replayable,
      not_repeatable: !repeatable,
      attempts_exhausted: fault.attempt >= (policy.unsafeMaxAttempts ?? policy.maxAttempts),
      wait_too_long: stated !== null && stated > policy.maxWaitMs,
      out_of_time:
        policy.totalTimeoutMs !== null && delayMs !== undefined && it.elapsedMs + delayMs >= policy.totalTimeoutMs,
    }
    return judged.filter((reason) => holds[reason])
  }

  test('to send again is made only where no reason holds; to stop, for the first that does', () => {
    fc.assert(
      fc.property(situation, (it) => {
        const decision = decide(it)
        const held = holding(it, decision.retry ? decision.delayMs : undefined)
        if (decision.retry) expect(held).toEqual([])
        else if (decision.reason === 'out_of_time') expect(held).toEqual([])
        else expect(held[0]).toBe(decision.reason)
      }),
      { numRuns: runs(300) },
    )
  })

  test('to send again waits whole milliseconds, at least what was stated, and else at most the cap', () => {
    fc.assert(
      fc.property(situation, (it) => {
        const decision = decide({
          ...it,
          disabled: false,
          aborted: false,
          ownedElsewhere: false,
          replayable: true,
          idempotent: true,
          policy: { ...it.policy, kinds: {}, totalTimeoutMs: null },
        })
        if (!decision.retry) return
        const { capMs } = it.policy[kinds[it.fault.kind].backoff]
        const stated = statedWaitMs(it.fault, it.provider) ?? 0
        expect(Number.isInteger(decision.delayMs)).toBe(true)
        expect(decision.delayMs).toBeGreaterThanOrEqual(stated)
        if (stated === 0) expect(decision.delayMs).toBeLessThanOrEqual(Math.min(capMs, it.policy.maxWaitMs))
        expect(decision.attempt).toBe(it.fault.attempt + 1)
        expect(decision.attempt).toBeLessThanOrEqual(it.policy.unsafeMaxAttempts ?? it.policy.maxAttempts)
      }),
      { numRuns: runs(300) },
    )
  })

  test('is never to repeat a POST that may have been done, without a key, a word of the caller, or a rule of its API', () => {
    fc.assert(
      fc.property(
        situation,
        fc.constantFrom('POST', 'PATCH'),
        fc.constantFrom<Effect>('unknown', 'applied'),
        (it, method, effect) => {
          const decision = decide({
            ...it,
            fault: { ...it.fault, method, effect },
            idempotent: false,
            provider: null,
            policy: { ...it.policy, repeat: 'safe' },
          })
          expect(decision.retry).toBe(false)
        },
      ),
      { numRuns: runs(200) },
    )
  })

  test('is plain frozen data, and the same for the same situation', () => {
    fc.assert(
      fc.property(situation, (it) => {
        const decision = decide(it)
        expect(decide(it)).toEqual(decision)
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision)
        expect(Object.isFrozen(decision)).toBe(true)
      }),
      { numRuns: runs(100) },
    )
  })
})

test('the default policy is the one of these tests', () => {
  expect(situationOf().policy).toEqual(defaultPolicy)
})
