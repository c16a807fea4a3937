import { describe, expect, test } from 'vitest'
import { isDeeplyFrozen } from '../../../../test/fixtures/frozen.ts'
import { createRecourse } from '../rim/recourse.ts'
import { budgets, gates } from './gates.ts'
import { type PolicyInput, defaultPolicy, definePolicy } from './policy.ts'

const { budget, throttle, breaker, pacing } = gates
const off: PolicyInput = { budget: 'unsafe_off', throttle: false, breaker: false, pacing: false }

describe('a gate of a policy', () => {
  test('has these numbers', () => {
    expect(budgets).toEqual({
      server: { cap: 10, start: 2, deposit: 0.1, cost: 1, throttledCost: 0.35, maxRetries: 10 },
      browser: { cap: 3, start: 2, deposit: 0.1, cost: 1, throttledCost: 0.35, maxRetries: 1 },
    })
    expect(gates).toEqual({
      budget: budgets.server,
      throttle: { k: 5, windowMs: 10_000, maxRefused: 0.75 },
      breaker: {
        failureRate: 0.9,
        consecutive: null,
        minCalls: 5,
        windowMs: 30_000,
        openMs: 5_000,
        maxOpenMs: 60_000,
        probes: 1,
        leaseMs: 30_000,
      },
      pacing: { limit: null, windowMs: null, maxQueue: 1_000, maxQueueMs: 10_000, learn: true },
    })
  })

  test('stands open or closed as it did where nothing is said', () => {
    for (const base of [defaultPolicy, definePolicy(off), definePolicy({ breaker: {}, pacing: { maxQueue: 5 } })]) {
      expect(definePolicy({}, base)).toEqual(base)
      expect(definePolicy({ budget: undefined, breaker: undefined } as unknown as PolicyInput, base)).toEqual(base)
    }
  })

  test('is switched on with its defaults by an empty object', () => {
    expect(definePolicy({ breaker: {}, pacing: {} })).toEqual({ ...defaultPolicy, breaker, pacing })
    expect(definePolicy({ budget: {}, throttle: {}, breaker: {}, pacing: {} }, definePolicy(off))).toEqual({
      ...defaultPolicy,
      breaker,
      pacing,
    })
  })

  test('is switched off by false, and the budget by its unsafe name alone', () => {
    expect(definePolicy(off)).toEqual({ ...defaultPolicy, ...off })
    expect(definePolicy(off, definePolicy({ breaker: {}, pacing: {} }))).toEqual({ ...defaultPolicy, ...off })
    expect(() => definePolicy({ budget: false as unknown as 'unsafe_off' })).toThrow(
      new TypeError("recourse: policy.budget takes 'server' or 'browser' or 'unsafe_off', got false"),
    )
  })

  test.each([
    ['budget', { cap: 4 }, { ...budget, cap: 4 }],
    ['throttle', { k: 3 }, { ...throttle, k: 3 }],
    ['breaker', { failureRate: null, consecutive: 5 }, { ...breaker, failureRate: null, consecutive: 5 }],
    ['pacing', { limit: 10, windowMs: 1_000 }, { ...pacing, limit: 10, windowMs: 1_000 }],
  ] as const)('takes what is not said of %s from its defaults, where it was off', (name, given, whole) => {
    expect(definePolicy({ [name]: given }, definePolicy(off))[name]).toEqual(whole)
    expect(definePolicy({ [name]: given })[name]).toEqual(whole)
  })

  test.each([
    ['budget', { cap: 4, start: 1 }, { cap: 5 }, { ...budget, cap: 5, start: 1 }],
    ['throttle', { k: 3, maxRefused: 0.5 }, { k: 4 }, { ...throttle, k: 4, maxRefused: 0.5 }],
    ['breaker', { openMs: 7, probes: 2 }, { openMs: 8 }, { ...breaker, openMs: 8, probes: 2 }],
    ['pacing', { maxQueue: 10, learn: false }, { maxQueue: 5 }, { ...pacing, maxQueue: 5, learn: false }],
  ] as const)('is laid field by field over one of %s that is on', (name, under, over, whole) => {
    const base = definePolicy({ [name]: under })
    expect(definePolicy({ [name]: over }, base)[name]).toEqual(whole)
    expect(definePolicy({ [name]: {} }, base)[name]).toEqual(base[name])
  })

  describe('that could never do what it is asked is refused, and both options are named:', () => {
    const never = 'recourse: policy.breaker takes failureRate or consecutive'
    const half = 'recourse: policy.pacing takes limit with windowMs'
    const learning = { learn: false } as const

    test.each([
      ['a breaker that looks at nothing', { breaker: { failureRate: null } }, never],
      ['a limit without its time', { pacing: { limit: 10 } }, half],
      ['a limit without its time that learns nothing', { pacing: { ...learning, limit: 10 } }, half],
    ])('%s', (_, input, message) => {
      expect(() => definePolicy(input)).toThrow(new TypeError(message))
      expect(() => createRecourse({ policy: input })).toThrow(new TypeError(message))
    })

    test('by what the two layers say together', () => {
      const [counts, paces] = [
        { failureRate: null, consecutive: 5 },
        { limit: 10, windowMs: 1_000 },
      ]
      const base = definePolicy({ breaker: counts, pacing: paces })
      expect(() => definePolicy({ breaker: { consecutive: null } }, base)).toThrow(new TypeError(never))
      expect(() => definePolicy({ pacing: { windowMs: null } }, base)).toThrow(new TypeError(half))
      expect(definePolicy({ pacing: { limit: 5 }, breaker: { failureRate: 0.5 } }, base)).toMatchObject({
        breaker: { failureRate: 0.5, consecutive: 5 },
        pacing: { limit: 5, windowMs: 1_000 },
      })
    })

    test.each([
      { breaker: { failureRate: 1, consecutive: 1 } },
      { breaker: { failureRate: null, consecutive: 1 } },
      { breaker: { failureRate: 1 } },
      { pacing: learning },
      // of a limit that answers state without one
      { pacing: { windowMs: 1_000 } },
      { pacing: { ...learning, limit: 10, windowMs: 1_000 } },
    ] as const)('and this is not: %j', (input) => {
      expect(definePolicy(input)).toMatchObject(input)
    })
  })

  test('takes a field that is undefined for absent', () => {
    expect(definePolicy({ breaker: { openMs: undefined } } as unknown as PolicyInput).breaker).toEqual(breaker)
    const base = definePolicy({ breaker: { openMs: 7 } })
    expect(definePolicy({ breaker: { openMs: undefined } } as unknown as PolicyInput, base)).toEqual(base)
  })

  test('is read from own properties only', () => {
    expect(definePolicy({ breaker: Object.create({ openMs: 7 }) as object }).breaker).toEqual(breaker)
    expect(definePolicy({ budget: Object.create({ cap: 7 }) as object }).budget).toEqual(budget)
  })

  test.each(['budget', 'throttle', 'breaker', 'pacing'])(
    'takes any plain object for %s, one without a prototype too',
    (name) => {
      expect(definePolicy({ [name]: Object.create(null) as object })).toEqual(definePolicy({ [name]: {} }))
    },
  )

  test.each([
    {},
    { breaker: {}, pacing: {} },
    { budget: 'browser' },
    { preset: 'browser' },
    { budget: { cap: 1 }, throttle: { k: 3 }, breaker: { probes: 2 }, pacing: { limit: 1, windowMs: 1 } },
    off,
  ] as const)('is plain data, frozen to the bottom: %j', (input) => {
    const policy = definePolicy(input)
    expect(isDeeplyFrozen(policy)).toBe(true)
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy)
    expect(definePolicy(policy)).toEqual(policy)
  })

  test('neither freezes nor changes what it is given, and later changes of that change nothing', () => {
    const input = { breaker: { openMs: 7 }, budget: { cap: 4 } }
    const policy = definePolicy(input)
    input.breaker.openMs = 9
    input.budget.cap = 9
    expect(policy).toMatchObject({ breaker: { openMs: 7 }, budget: { cap: 4 } })
    expect(gates).toMatchObject({ breaker: { openMs: 5_000 }, budget: { cap: 10 } })
  })
})

describe('the name of a budget', () => {
  test('stands for its numbers', () => {
    expect(definePolicy({ budget: 'browser' }).budget).toEqual(budgets.browser)
    expect(definePolicy({ budget: 'server' }).budget).toEqual(budgets.server)
  })

  test('puts all of them in the place of those that were', () => {
    const base = definePolicy({ budget: { cap: 7, start: 0, deposit: 0.2, cost: 2, throttledCost: 1, maxRetries: 1 } })
    expect(definePolicy({ budget: 'browser' }, base).budget).toEqual(budgets.browser)
    expect(definePolicy({ budget: 'server' }, definePolicy(off)).budget).toEqual(budgets.server)
    expect(definePolicy({ budget: 'unsafe_off' }, base).budget).toBe('unsafe_off')
  })

  test('lets a group be laid over it later', () => {
    const base = definePolicy({ budget: 'browser' })
    expect(definePolicy({ budget: { start: 1 } }, base).budget).toEqual({ ...budgets.browser, start: 1 })
  })

  test('of a browser comes with its preset, below what is said', () => {
    expect(definePolicy({ preset: 'browser' }).budget).toEqual(budgets.browser)
    expect(definePolicy({ preset: 'browser', budget: { cap: 5 } }).budget).toEqual({ ...budgets.browser, cap: 5 })
    expect(definePolicy({ preset: 'browser', budget: 'server' }).budget).toEqual(budgets.server)
    expect(definePolicy({ preset: 'browser', budget: 'unsafe_off' }).budget).toBe('unsafe_off')
    expect(definePolicy({ preset: 'browser' }, definePolicy(off)).budget).toEqual(budgets.browser)
    expect(definePolicy({ preset: 'server' }).budget).toEqual(budgets.server)
  })
})
