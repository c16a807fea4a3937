import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf } from '../../../../test/fixtures/nouns.ts'
import { defaultPolicy } from '../nouns/policy.ts'
import type { Format } from '../knowledge/format.ts'
import { formats } from '../knowledge/formats/index.ts'
import { jobs, mavera, providers } from '../knowledge/providers/index.ts'
import { memoryStore } from '../state/memory-store.ts'
import { systemClock } from './clock.ts'
import { createIntent } from './intent.ts'
import type { CallOptions } from './call-options.ts'
import { type RecourseOptions, settingsOf } from './options.ts'
import { createRecourse } from './recourse.ts'

type Row = readonly [path: string, takes: string, good: readonly unknown[], bad: readonly unknown[]]
const noFunctions = [null, 5, 'call me', {}, [], true]
const noFlags = [null, 0, 1, 'true', {}, []]

const closed: Format = { name: 'closed', read: () => undefined }
const opened: Format = { name: 'opened', read: () => undefined, inSuccess: () => false }

/** What each option takes by its error; an empty text where the error need only name it. */
const recourseOptions: readonly Row[] = [
  ['policy', 'an object', [{}, { maxAttempts: 1 }], [null, 5, 'browser', [], true, () => 0]],
  ['policy.maxAttempts', '', [3], [0, 11, '3']],
  ['providers', 'a list of objects', [[], [mavera, jobs]], [null, {}, mavera, 'mavera', ['mavera'], [5]]],
  [
    'providers',
    '',
    [[{ name: 'x', hosts: [] }]],
    [[{}], [{ name: 'x' }], [{ hosts: [] }], [{ name: 5, hosts: [] }], [{ name: 'x', hosts: 'x.test' }], [null], [[]]],
  ],
  ['formats', 'a list of objects', [[], formats], [null, {}, 'problem', ['problem'], [() => 0]]],
  [
    'formats',
    '',
    [[{ name: 'x', read: () => undefined }]],
    [[{}], [{ name: 'x' }], [{ name: 'x', read: 'no' }], [null]],
  ],
  ['errorsInSuccess', 'a list of objects', [[], [opened]], [null, false, {}, opened, 'problem', ['problem']]],
  ['errorsInSuccess', '', [[opened]], [[{}], [closed], [{ name: 'x', inSuccess: () => true }], [null]]],
  ['clock', 'an object', [manualClock(), systemClock], [null, 5, 'system', Date.now, true, []]],
  [
    'clock',
    '',
    [manualClock()],
    [{}, ...(['now', 'monotonic', 'random', 'sleep'] as const).map((name) => ({ ...manualClock(), [name]: 5 }))],
  ],
  ['limits', 'an object', [{}, { maxBodyBytes: 5 }], [null, 5, [], 'none']],
  [
    'limits.maxBodyBytes',
    'an integer from 0 to 1073741824',
    [0, 1_073_741_824],
    [-1, 0.5, 1_073_741_825, '5', null, Number.NaN],
  ],
  ['limits.bodyTimeoutMs', 'a number from 0 to 600000', [0, 0.5, 600_000], [-1, 600_001, '5', null, Infinity]],
  [
    'limits.maxClientBodyBytes',
    'an integer from 0 to 1073741824',
    [0, 1_073_741_824],
    [-1, 0.5, 1_073_741_825, '5', null, Number.NaN],
  ],
  ['preflight', 'true or false', [true, false], noFlags],
  ['secrets', 'a list of strings', [[], ['hunter2hunter2']], [null, 'hunter2hunter2', [5], [null], ['a', 5], {}]],
  ['store', 'an object', [memoryStore({ clock: systemClock })], [null, 5, 'redis', [], true, () => 0]],
  ['store', '', [{ update: () => undefined }], [{}, { update: 5 }, { updates: () => undefined }]],
  ['partition', 'a function', [() => 'tenant'], noFunctions],
  ['onEvent', 'a function', [() => 0], noFunctions],
]

const callOptions: readonly Row[] = [
  ['policy', 'an object', [{}, { maxAttempts: 1 }], [null, 5, 'browser', [], true]],
  ['policy.maxAttempts', '', [3], [0, 11, '3']],
  ['maxAttempts', 'an integer from 1 to 10', [1, 10], [0, 11, 2.5, '3', null, true]],
  ['signal', 'an object', [new AbortController().signal], [null, 5, 'abort', [], true]],
  ['idempotent', 'true or false', [true, false], noFlags],
  ['idempotencyKey', 'a string or true', ['order-17', true], [null, 5, {}, [], false]],
  ['intent', 'an object', [createIntent(), { id: 'order-17' }], [null, 5, 'order-17', [], true]],
  ['label', 'a string', ['', 'upload'], [null, 5, {}, [], true]],
  ['provider', 'a string', ['mavera'], [null, 5, {}, [], true]],
  ['body', 'a function', [() => 'x'], noFunctions],
  ['errorsInSuccess', 'a list of objects or false', [[], [opened], false], [null, true, {}, opened, 'x', ['x']]],
  ['errorsInSuccess', '', [[opened]], [[{}], [closed], [null]]],
  ['partition', 'a string', ['', 'tenant'], [null, 5, {}, [], true, () => 'tenant']],
  ['priority', 'a number from -1000 to 1000', [-1_000, 0, 0.5, 1_000], [-1_001, 1_001, null, '1', true, Number.NaN]],
  ['context', 'an object', [{}, { user: 'u' }], [null, 5, 'u', [], true]],
]

const inputOf = (path: string, value: unknown): object => {
  const [first = '', second] = path.split('.')
  return second === undefined ? { [first]: value } : { [first]: { [second]: value } }
}

/** The refusal as the user reads it. */
function complaint(act: () => unknown): string {
  try {
    act()
    return 'none'
  } catch (error) {
    return `${error instanceof TypeError ? 'TypeError' : String(error)}: ${(error as Error).message}`
  }
}
const created = (input: unknown) => complaint(() => createRecourse(input as RecourseOptions))
const admitted = (input: unknown) => complaint(() => createRecourse().admit(callOf({ options: input as CallOptions })))

describe.each([
  ['createRecourse', 'options', created, recourseOptions],
  ['a call', 'recourse', admitted, callOptions],
] as const)('an option of %s', (_, name, act, options) => {
  test.each(options)('%s takes %s', (path, takes, good, bad) => {
    const full = path.startsWith('policy.') ? path : `${name}.${path}`
    for (const value of good) expect(act(inputOf(path, value))).toBe('none')
    for (const value of bad) {
      expect(act(inputOf(path, value))).toMatch(/^TypeError: recourse: /)
      expect(act(inputOf(path, value))).toContain(takes === '' ? ` ${full} ` : ` ${full} takes ${takes}, got `)
    }
  })

  test.each([
    { retries: 3 },
    { Policy: {} },
    { constructor: 1 },
    { toString: 1 },
    JSON.parse('{"__proto__":{"policy":{}}}') as object,
  ])('has a known name: not %j', (input) => {
    const [key] = Object.keys(input)
    const known = [...new Set(options.map(([path]) => path.split('.')[0]))].join(', ')
    expect(act(input)).toBe(`TypeError: recourse: unknown option ${name}.${key}; known are ${known}`)
  })

  test.each([null, 5, 'x', [], true, () => 0])('comes in an object: not %o', (input) => {
    expect(act(input)).toContain(`TypeError: recourse: ${name} takes an object, got `)
  })

  test('that is undefined counts as absent', () => {
    expect(act(Object.fromEntries(options.map(([path]) => [path.split('.')[0], undefined])))).toBe('none')
    expect(act({ policy: { maxAttempts: undefined } })).toBe('none')
  })
})

test.each([
  [created, 'options'],
  [admitted, 'recourse'],
] as const)('a format that knows no errors in a success is named', (act, name) => {
  expect(act({ errorsInSuccess: [opened, closed] })).toBe(
    `TypeError: recourse: ${name}.errorsInSuccess needs inSuccess, a function, which closed has not`,
  )
})

describe('an unknown name in a group', () => {
  test.each([
    [
      { limits: { maxBytes: 5 } },
      'unknown option options.limits.maxBytes; known are maxBodyBytes, bodyTimeoutMs, maxClientBodyBytes',
    ],
    [{ policy: { retries: 5 } }, 'unknown option policy.retries; known are preset, maxAttempts'],
  ])('is refused: %j', (input, message) => {
    expect(created(input)).toContain(message)
  })
})

describe('the settings', () => {
  test('have defaults', () => {
    const settings = settingsOf({})
    expect(settings).toMatchObject({
      policy: defaultPolicy,
      policyInput: {},
      providers: [...providers],
      formats: [...formats],
      errorsInSuccess: [],
      limits: { maxBodyBytes: 65_536, bodyTimeoutMs: 2_000, maxClientBodyBytes: 1_048_576 },
      preflight: true,
      secrets: [],
      partition: undefined,
      onEvent: undefined,
    })
    expect(settings.clock).toBe(systemClock)
    expect(settings.store.keys?.()).toEqual([])
    expect(settingsOf({}).store).not.toBe(settings.store)
  })

  test('have what was given', () => {
    const onEvent = () => 0
    const clock = manualClock()
    const store = memoryStore({ clock })
    const partition = () => 'tenant'
    const settings = settingsOf({
      onEvent,
      clock,
      store,
      partition,
      preflight: false,
      secrets: ['s'],
      providers: [jobs],
      formats: [],
      limits: { maxBodyBytes: 5 },
      policy: { maxAttempts: 1 },
    })
    expect(settings).toMatchObject({
      onEvent,
      preflight: false,
      secrets: ['s'],
      providers: [jobs],
      formats: [],
      limits: { maxBodyBytes: 5, bodyTimeoutMs: 2_000, maxClientBodyBytes: 1_048_576 },
    })
    expect(settings.clock).toBe(clock)
    expect(settings.store).toBe(store)
    expect(settings.partition).toBe(partition)
    expect(settings.policy.maxAttempts).toBe(1)
    expect(createRecourse({ policy: { maxAttempts: 1 } }).policy.maxAttempts).toBe(1)
  })

  test('do not change with the object that they came from', () => {
    const input = {
      secrets: ['one'],
      providers: [mavera],
      formats: [...formats],
      limits: { maxBodyBytes: 5 },
      policy: { maxAttempts: 1 },
    }
    const settings = settingsOf(input)
    input.secrets.push('two')
    input.providers.push(jobs)
    input.formats.pop()
    input.limits.maxBodyBytes = 9
    input.policy.maxAttempts = 9
    expect(settings).toMatchObject({ secrets: ['one'], providers: [mavera], limits: { maxBodyBytes: 5 } })
    expect(settings.formats).toHaveLength(formats.length)
    expect(settings.policy.maxAttempts).toBe(1)
    expect(settings.policyInput).toEqual({ maxAttempts: 1 })
  })

  test('are read from own properties only', () => {
    expect(settingsOf(Object.create({ preflight: false, nonsense: 1 }) as RecourseOptions).preflight).toBe(true)
  })

  test('cannot be changed', () => {
    expect(Object.isFrozen(settingsOf({}))).toBe(true)
  })
})
