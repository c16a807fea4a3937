import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeeplyFrozen } from '../../../../test/fixtures/frozen.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import { kinds } from './fault.ts'
import { gates } from './gates.ts'
import { type Policy, type PolicyInput, defaultPolicy, definePolicy } from './policy.ts'

describe('the default policy', () => {
  test('has these numbers', () => {
    expect(defaultPolicy).toEqual({
      maxAttempts: 3,
      unsafeMaxAttempts: null,
      attemptTimeoutMs: null,
      totalTimeoutMs: null,
      maxWaitMs: 120_000,
      transient: { baseMs: 100, capMs: 20_000, jitter: 'full' },
      throttled: { baseMs: 1_000, capMs: 60_000, jitter: 'equal' },
      spread: { rate_limit: 0.2, overloaded: 1 },
      repeat: 'safe',
      kinds: {},
      budget: { cap: 10, start: 2, deposit: 0.1, cost: 1, throttledCost: 0.35, maxRetries: 10 },
      throttle: { k: 5, windowMs: 10_000, maxRefused: 0.75 },
      breaker: false,
      pacing: false,
      closed: 'refuse',
    })
  })

  test('is frozen to the bottom', () => {
    expect(isDeeplyFrozen(defaultPolicy)).toBe(true)
  })
})

describe('definePolicy', () => {
  test('answers the defaults where nothing is said', () => {
    expect(definePolicy()).toEqual(defaultPolicy)
    expect(definePolicy({})).toEqual(defaultPolicy)
    expect(definePolicy({ preset: 'server' })).toEqual(defaultPolicy)
    expect(definePolicy({ preset: 'guide' })).toEqual(defaultPolicy)
  })

  test('merges groups field by field', () => {
    const policy = definePolicy({
      transient: { capMs: 5 } as Policy['transient'],
      spread: { overloaded: 0 } as Policy['spread'],
    })
    expect(policy.transient).toEqual({ baseMs: 100, capMs: 5, jitter: 'full' })
    expect(policy.spread).toEqual({ rate_limit: 0.2, overloaded: 0 })
    expect(policy.throttled).toEqual(defaultPolicy.throttled)
  })

  test('lays one input over another', () => {
    const base = definePolicy({
      maxAttempts: 5,
      kinds: { conflict: true },
      transient: { baseMs: 7 } as Policy['transient'],
    })
    const policy = definePolicy(
      { kinds: { server: false }, transient: { jitter: 'none' } as Policy['transient'] },
      base,
    )
    expect(policy.maxAttempts).toBe(5)
    expect(policy.kinds).toEqual({ conflict: true, server: false })
    expect(policy.transient).toEqual({ baseMs: 7, capMs: 20_000, jitter: 'none' })
  })

  test('puts the preset below the input and above the base', () => {
    expect(definePolicy({ preset: 'browser' }).spread).toEqual({ rate_limit: 1, overloaded: 1 })
    const base = definePolicy({ spread: { rate_limit: 3, overloaded: 4 } })
    expect(definePolicy({ preset: 'browser' }, base).spread).toEqual({ rate_limit: 1, overloaded: 1 })
    expect(definePolicy({ preset: 'browser', spread: { rate_limit: 5 } as Policy['spread'] }, base).spread).toEqual({
      rate_limit: 5,
      overloaded: 1,
    })
  })

  test('takes an option that is undefined for absent, in groups too', () => {
    const input = { maxAttempts: undefined, preset: undefined, transient: { baseMs: undefined }, spread: undefined }
    expect(definePolicy(input as unknown as PolicyInput)).toEqual(defaultPolicy)
  })

  test('keeps null where null is an answer', () => {
    const base = definePolicy({ attemptTimeoutMs: 1, totalTimeoutMs: 2, unsafeMaxAttempts: 30 })
    expect(base).toMatchObject({ attemptTimeoutMs: 1, totalTimeoutMs: 2, unsafeMaxAttempts: 30 })
    expect(definePolicy({ attemptTimeoutMs: null, totalTimeoutMs: null, unsafeMaxAttempts: null }, base)).toEqual(
      defaultPolicy,
    )
  })

  test('answers plain data, frozen to the bottom, without the preset', () => {
    const policy = definePolicy({
      preset: 'browser',
      kinds: { conflict: true },
      transient: { baseMs: 1, capMs: 2, jitter: 'none' },
    })
    expect(isDeeplyFrozen(policy)).toBe(true)
    expect(Object.keys(policy).toSorted()).toEqual(Object.keys(defaultPolicy).toSorted())
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy)
  })

  test('neither freezes nor changes what it is given, and later changes of that change nothing', () => {
    const input = { transient: { baseMs: 1, capMs: 2, jitter: 'none' as const }, kinds: { conflict: true } }
    const policy = definePolicy(input)
    input.transient.baseMs = 99
    input.kinds.conflict = false
    expect(policy.transient.baseMs).toBe(1)
    expect(policy.kinds).toEqual({ conflict: true })
  })

  test('reads own properties only', () => {
    expect(definePolicy(Object.create({ maxAttempts: 9, preset: 'browser', nonsense: true }) as PolicyInput)).toEqual(
      defaultPolicy,
    )
  })
})

const yearMs = 31_536_000_000
const backoffRows = (group: string) =>
  [
    [
      `${group}.baseMs`,
      'a number from 0 to 31536000000',
      [0, 0.5, yearMs],
      [-1, yearMs + 1, Number.NaN, '5', null, true],
    ],
    [`${group}.capMs`, 'a number from 0 to 31536000000', [0, yearMs], [-0.1, Infinity, '5', null, []]],
    [
      `${group}.jitter`,
      "'none' or 'full' or 'equal'",
      ['none', 'full', 'equal'],
      ['', 'Full', 'ful', "none' or 'full", 0, null],
    ],
    [group, 'an object', [{}], [5, 'full', null, [], true, () => 0]],
  ] as const

const waitRow = (path: string) =>
  [path, 'a number from 1 to 31536000000', [1, yearMs], [0, 0.9, yearMs + 1, '1', null, Number.NaN]] as const
const countRow = (path: string) =>
  [path, 'an integer from 1 to 1000000', [1, 1_000_000], [0, 1.5, 1_000_001, '1', null, true]] as const
const switchRow = (path: string) =>
  [path, 'an object or false', [{}, false], [true, null, 0, 1, '', 'off', [], () => 0]] as const

/** Each option: what its error says it takes, values that pass, and values that do not. */
const options: readonly (readonly [path: string, takes: string, good: readonly unknown[], bad: readonly unknown[]])[] =
  [
    ['preset', "'server' or 'browser' or 'guide'", ['server', 'browser', 'guide'], ['', 'mobile', 'toString', 1, null]],
    ['maxAttempts', 'an integer from 1 to 10', [1, 10], [0, 11, 1.5, Number.NaN, Infinity, '3', null, true, [3]]],
    [
      'unsafeMaxAttempts',
      'an integer from 1 to 1000000 or null',
      [1, 1_000_000, null],
      [0, 1_000_001, 2.5, '3', false],
    ],
    [
      'attemptTimeoutMs',
      'a number from 1 to 31536000000 or null',
      [1, 1.5, yearMs, null],
      [0, 0.9, yearMs + 1, '1', false],
    ],
    ['totalTimeoutMs', 'a number from 1 to 31536000000 or null', [1, yearMs, null], [0, -1, Infinity, Number.NaN, '1']],
    ['maxWaitMs', 'a number from 0 to 31536000000', [0, 0.5, yearMs], [-1, yearMs + 1, null, '120000']],
    ...backoffRows('transient'),
    ...backoffRows('throttled'),
    ['spread.rate_limit', 'a number from 0 to 100', [0, 0.2, 100], [-0.1, 100.1, null, '1']],
    ['spread.overloaded', 'a number from 0 to 100', [0, 100], [-1, 101, Number.NaN, true]],
    ['spread', 'an object', [{}], [1, null, [], 'wide']],
    [
      'repeat',
      "'safe' or 'keyed' or 'unsafe_always'",
      ['safe', 'keyed', 'unsafe_always'],
      ['unsafe', 'always', '', true, null],
    ],
    ['kinds', 'an object', [{}], [null, [], 'server', 1]],
    [
      'budget',
      "'server' or 'browser' or 'unsafe_off'",
      ['server', 'browser', 'unsafe_off', {}],
      ['off', 'guide', '', false, true, null, 0, 10, [], () => 0],
    ],
    ['budget.cap', 'a number from 0 to 100', [0, 0.5, 100], [-0.1, 100.1, null, '10', true]],
    ['budget.start', 'a number from 0 to 10', [0, 0.5, 10], [-0.1, 10.1, null, '2']],
    ['budget.deposit', 'a number from 0 to 0.2', [0, 0.15, 0.2], [-0.01, 0.21, 1, null, '0.1']],
    ['budget.cost', 'a number from 1 to 100', [1, 1.5, 100], [0, 0.99, 100.1, null, '1']],
    ['budget.throttledCost', 'a number from 0.35 to 100', [0.35, 1, 100], [0, 0.34, 100.1, Number.NaN, '1']],
    ['budget.maxRetries', 'an integer from 1 to 10', [1, 10], [0, 1.5, 11, null, '2']],
    switchRow('throttle'),
    ['throttle.k', 'a number from 1.1 to 100', [1.1, 2, 100], [1, 1.09, 100.1, null, '2']],
    ['throttle.windowMs', 'a number from 1000 to 600000', [1_000, 600_000], [999, 600_001, null, '1000']],
    ['throttle.maxRefused', 'a number from 0 to 0.9', [0, 0.5, 0.9], [-0.1, 0.91, 1, null, '0.5']],
    switchRow('breaker'),
    ['breaker.failureRate', 'a number from 0.01 to 1 or null', [0.01, 1, null], [0, 0.009, 1.1, '0.5', false]],
    [
      'breaker.consecutive',
      'an integer from 1 to 1000000 or null',
      [1, 1_000_000, null],
      [0, 1.5, 1_000_001, '5', false],
    ],
    countRow('breaker.minCalls'),
    waitRow('breaker.windowMs'),
    waitRow('breaker.openMs'),
    waitRow('breaker.maxOpenMs'),
    ['breaker.probes', 'an integer from 1 to 100', [1, 100], [0, 1.5, 101, '1', null, true]],
    waitRow('breaker.leaseMs'),
    switchRow('pacing'),
    [
      'pacing.limit',
      'a number from 0.001 to 1000000000 or null',
      [0.001, 0.5, 1_000_000_000, null],
      [0, 0.0009, 1_000_000_001, '5', false],
    ],
    ['pacing.windowMs', 'a number from 1 to 31536000000 or null', [1, yearMs, null], [0, 0.9, yearMs + 1, '1', false]],
    ['pacing.maxQueue', 'an integer from 0 to 10000', [0, 10_000], [-1, 0.5, 10_001, null, '5']],
    ['pacing.maxQueueMs', 'a number from 0 to 31536000000', [0, 0.5, yearMs], [-1, yearMs + 1, null, '5']],
    ['pacing.learn', 'true or false', [true, false], [0, 1, 'true', null, {}]],
    ['closed', "'refuse' or 'hold'", ['refuse', 'hold'], ['', 'open', 'Hold', true, false, null]],
    ...Object.keys(kinds).map(
      (kind) => [`kinds.${kind}`, 'true or false', [true, false], [0, 1, 'true', null, {}]] as const,
    ),
  ]

const inputOf = (path: string, value: unknown): object => {
  const [first = '', second] = path.split('.')
  return second === undefined ? { [first]: value } : { [first]: { ...needed[path], [second]: value } }
}

/** What an option is of no use without. */
const needed: Readonly<Record<string, object>> = {
  'breaker.failureRate': { consecutive: 5 },
  'pacing.limit': { windowMs: 1_000 },
}

/** The refusal as the user reads it. */
function complaint(input: unknown): string {
  try {
    definePolicy(input as PolicyInput)
    return 'none'
  } catch (error) {
    return `${error instanceof TypeError ? 'TypeError' : String(error)}: ${(error as Error).message}`
  }
}

describe('an option of a policy', () => {
  test('is checked for every name of the policy', () => {
    expect(new Set(options.map(([path]) => path.split('.')[0]))).toEqual(
      new Set(['preset', ...Object.keys(defaultPolicy)]),
    )
  })

  test.each(Object.entries({ ...gates, spread: defaultPolicy.spread, transient: defaultPolicy.transient }))(
    'is checked for every name of the group %s',
    (group, defaults) => {
      const rows = options.filter(([path]) => path.startsWith(`${group}.`)).map(([path]) => path.split('.')[1])
      expect(new Set(rows)).toEqual(new Set(Object.keys(defaults)))
    },
  )

  test.each(options)('%s takes %s', (path, takes, good, bad) => {
    for (const value of good) expect(complaint(inputOf(path, value))).toBe('none')
    for (const value of bad)
      expect(complaint(inputOf(path, value))).toContain(`TypeError: recourse: policy.${path} takes ${takes}, got `)
  })

  test.each([
    [{ retries: 3 }, 'policy.retries'],
    [{ maxattempts: 3 }, 'policy.maxattempts'],
    [{ transient: { base: 1 } }, 'policy.transient.base'],
    [{ spread: { server: 1 } }, 'policy.spread.server'],
    [{ kinds: { ratelimit: true } }, 'policy.kinds.ratelimit'],
    [{ budget: { tokens: 5 } }, 'policy.budget.tokens'],
    [{ throttle: { toString: 1 } }, 'policy.throttle.toString'],
    [{ breaker: { rate: 1 } }, 'policy.breaker.rate'],
    [{ pacing: JSON.parse('{"__proto__":1}') as object }, 'policy.pacing.__proto__'],
    [JSON.parse('{"__proto__":{"maxAttempts":9}}'), 'policy.__proto__'],
    [{ constructor: 1 }, 'policy.constructor'],
    [{ toString: 1 }, 'policy.toString'],
  ])('has a known name: not %j', (input, name) => {
    expect(complaint(input)).toMatch(`TypeError: recourse: unknown option ${name}; known are `)
  })

  test('is told all the names it could have', () => {
    expect(complaint({ retries: 3 })).toBe(
      'TypeError: recourse: unknown option policy.retries; known are preset, maxAttempts, unsafeMaxAttempts, attemptTimeoutMs, totalTimeoutMs, maxWaitMs, transient, throttled, spread, repeat, budget, throttle, breaker, pacing, closed, kinds',
    )
    expect(complaint({ transient: { base: 1 } })).toContain('known are baseMs, capMs, jitter')
    expect(complaint({ pacing: { rps: 1 } })).toContain('known are limit, windowMs, maxQueue, maxQueueMs, learn')
  })

  test.each([null, 5, 'browser', [], true, () => 0])('comes in an object: not %j', (input) => {
    expect(complaint(input)).toContain('TypeError: recourse: policy takes an object, got ')
  })

  test.each([
    [{ maxAttempts: { secret: 'hunter2hunter2' } }, 'a value of type object'],
    [{ maxAttempts: ['hunter2hunter2'] }, 'a list'],
    [{ maxAttempts: () => 'hunter2hunter2' }, 'a value of type function'],
    [{ maxAttempts: null }, 'null'],
    [{ maxAttempts: Number.NaN }, 'NaN'],
    [{ maxAttempts: 12n }, '12'],
    [{ maxAttempts: Symbol('it') }, 'Symbol(it)'],
    [{ maxAttempts: 'short "text"' }, String.raw`"short \"text\""`],
    [{ maxAttempts: 'x'.repeat(20) + 'hunter2hunter2' }, `"${'x'.repeat(20)}"`],
  ])('is shown in the error without its content: %o', (input, shown) => {
    expect(complaint(input)).toMatch(/, got (.*)$/s)
    expect(/, got (.*)$/s.exec(complaint(input))?.[1]).toBe(shown)
  })

  test('never makes the check throw anything but a TypeError', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...options.map(([path]) => path.split('.')[0] ?? '')), fc.anything()),
        (input) => {
          expect(complaint(input)).toMatch(/^(?:none|TypeError: recourse: )/)
        },
      ),
      { numRuns: runs(200) },
    )
  })
})
