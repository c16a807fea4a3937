import { describe, expect, test } from 'vitest'
import { faultWith } from '../../../../test/fixtures/nouns.ts'
import type { Decision } from '../nouns/decision.ts'
import { RecourseError } from './error.ts'
import { decidedSince, decisionOf, isFinal, mark, marksSoFar, withCause } from './mark.ts'

const decision: Decision = { retry: false, reason: 'permanent', fault: faultWith() }
const marked = <T>(target: T): T => {
  mark(target, decision)
  return target
}
const symbol = Symbol.for('recourse.fault')

describe('a mark', () => {
  test('is found again, and is seen by nobody else', () => {
    const error = marked(new Error('m'))
    expect(decisionOf(error)).toBe(decision)
    expect(Object.keys(error)).toEqual([])
    expect(Object.getOwnPropertyDescriptor(error, symbol)?.enumerable).toBe(false)
    expect(JSON.stringify(error)).toBe('{}')
    expect(Object.assign({}, error)).toEqual({})
  })

  test('may be set again: the last one counts', () => {
    const later: Decision = { ...decision, reason: 'aborted' }
    const error = marked(new Error('m'))
    mark(error, later)
    expect(decisionOf(error)).toBe(later)
  })

  test('of the owner of the call is not covered by a layer outside', () => {
    const outside: Decision = { ...decision, reason: 'owned_elsewhere' }
    const error = marked(new Error('m'))
    mark(error, outside)
    expect(decisionOf(error)).toBe(decision)
    const other = new Error('m')
    mark(other, outside)
    expect(decisionOf(other)).toBe(outside)
  })

  test('is found through causes, the nearest first', () => {
    expect(decisionOf(new Error('outer', { cause: new Error('middle', { cause: marked(new Error('inner')) }) }))).toBe(
      decision,
    )
    const outer = new Error('outer', { cause: marked(new Error('inner')) })
    const other: Decision = { ...decision, reason: 'aborted' }
    mark(outer, other)
    expect(decisionOf(outer)).toBe(other)
  })

  test('is looked for eight links deep, and not in a circle', () => {
    const chain = (length: number) =>
      Array.from({ length: length - 1 }).reduce<Error>((cause) => new Error('m', { cause }), marked(new Error('m')))
    expect(decisionOf(chain(8))).toBe(decision)
    expect(decisionOf(chain(9))).toBeUndefined()
    const circle = new Error('m')
    circle.cause = circle
    expect(decisionOf(circle)).toBeUndefined()
  })

  test.each([null, undefined, 'text', 7, Symbol('it'), Object.freeze(new Error('frozen'))])(
    'is not set on %o, and nothing is thrown',
    (target) => {
      expect(() => mark(target, decision)).not.toThrow()
      expect(decisionOf(target)).toBeUndefined()
    },
  )

  test.each([
    ['not an object', 'text'],
    ['no fault', { retry: false }],
    ['a kind that nobody knows', { retry: false, fault: { kind: 'nonsense' } }],
    ['a kind that every object has', { retry: false, fault: { kind: 'toString' } }],
    ['a kind that is no text', { retry: false, fault: { kind: 7 } }],
    ['no verdict', { fault: { kind: 'server' } }],
    ['a verdict that is inherited', Object.assign(Object.create({ retry: false }), { fault: { kind: 'server' } })],
  ])('by somebody else counts only in the right form: %s', (_, value) => {
    expect(decisionOf(Object.defineProperty(new Error('m'), symbol, { value }))).toBeUndefined()
  })

  test('by another copy of this package counts', () => {
    const value = { retry: true, delayMs: 1, attempt: 2, fault: { kind: 'server' } }
    expect(decisionOf(Object.defineProperty({}, symbol, { value }))).toBe(value)
  })

  test('is never inherited, and never read through a getter', () => {
    expect(decisionOf(Object.create(marked({})))).toBeUndefined()
    expect(decisionOf(Object.defineProperty({}, symbol, { get: () => decision }))).toBeUndefined()
  })

  test('is not found, and nothing is thrown, where an object resists', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const hostile = {
      get cause(): unknown {
        throw new Error('no')
      },
    }
    for (const target of [proxy, hostile]) {
      expect(() => mark(target, decision)).not.toThrow()
    }
    expect(decisionOf(proxy)).toBeUndefined()
    expect(
      decisionOf(
        Object.defineProperty({}, 'cause', {
          get: () => {
            throw new Error('no')
          },
        }),
      ),
    ).toBeUndefined()
  })
})

describe('a RecourseError', () => {
  test('says that nothing was sent, and why', () => {
    const fault = faultWith({ kind: 'authentication', message: 'the request carries no API key' })
    const error = new RecourseError({ ok: false, reason: 'permanent', fault })
    expect(error).toBeInstanceOf(Error)
    expect([error.name, error.message]).toEqual([
      'RecourseError',
      'nothing was sent (permanent): the request carries no API key',
    ])
    expect(error).toMatchObject({ fault, reason: 'permanent' })
    expect(error.retryAtMs).toBeUndefined()
    expect(decisionOf(error)).toMatchObject({ retry: false, reason: 'permanent', fault })
  })

  test('names the kind where there is no message, and when to come back where a wait is known', () => {
    const error = new RecourseError({ ok: false, reason: 'wait_too_long', fault: faultWith(), retryAtMs: 0 })
    expect(error.message).toBe('nothing was sent (wait_too_long): server')
    expect(error.retryAtMs).toBe(0)
  })
})

describe('a layer outside', () => {
  test('hears that a call was given up, through causes too', () => {
    expect(isFinal(marked(new Error('m')))).toBe(true)
    expect(isFinal(new Error('outer', { cause: marked(new Error('m')) }))).toBe(true)
    expect(isFinal(marked(new Response(null, { status: 503 })))).toBe(true)
  })

  test('hears nothing where there is nothing to hear, or where it is sent again', () => {
    const error = new Error('m')
    expect([isFinal(error), isFinal(undefined), isFinal('text')]).toEqual([false, false, false])
    mark(error, { retry: true, delayMs: 1, attempt: 2, fault: faultWith() })
    expect(isFinal(error)).toBe(false)
  })

  test('tells a decision of its own attempt from one before it', () => {
    const error = new Error('one error for many calls, as a stub has it')
    const before = marksSoFar()
    expect(decidedSince(marked(error), before)).toBe(decision)
    expect(decidedSince(error, marksSoFar())).toBeUndefined()
    expect(decidedSince(new Error('m'), 0)).toBeUndefined()
  })

  test.each([
    [true, undefined],
    [false, false],
  ])('that is LangChain is told not to repeat: %s', (retry, said) => {
    const error = new Error('m')
    mark(error, retry ? { retry, delayMs: 1, attempt: 2, fault: faultWith() } : decision)
    expect(Object.getOwnPropertyDescriptor(error, Symbol.for('langchain.errors.retryable'))?.value).toBe(said)
  })
})

test('a cause is put on an error as the platform does', () => {
  const [error, cause] = [new Error('no'), new Error('why')]
  expect(withCause(error, cause)).toBe(error)
  expect(error.cause).toBe(cause)
  expect(Object.keys(error)).toEqual([])
})
