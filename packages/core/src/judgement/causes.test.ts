import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../../../test/fixtures/runs.ts'
import { causesOf, peek, peekOwn, peekSymbol } from './causes.ts'

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
const throwing = (...names: readonly string[]): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          get: () => {
            throw new Error(`no ${name}`)
          },
        },
      ]),
    ),
  )
const trap = (): never => {
  throw new Error('trapped')
}
const trapped = () =>
  new Proxy({}, { get: trap, has: trap, getOwnPropertyDescriptor: trap, ownKeys: trap, getPrototypeOf: trap })
const messages = (thrown: unknown) => causesOf(thrown).map(({ message }) => message)

describe('causesOf', () => {
  test('flattens an error and its causes, outermost first', () => {
    const inner = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })
    expect(causesOf(new TypeError('fetch failed', { cause: inner }))).toEqual([
      { name: 'TypeError', message: 'fetch failed' },
      { name: 'Error', message: 'connect ECONNREFUSED 127.0.0.1:1', code: 'ECONNREFUSED' },
    ])
  })

  test('reads the members of an AggregateError, one for each address that was tried', () => {
    const member = (host: string) => Object.assign(new Error(`connect ECONNREFUSED ${host}`), { code: 'ECONNREFUSED' })
    const aggregate = new AggregateError([member('::1'), member('127.0.0.1')], 'all failed')
    expect(messages(aggregate)).toEqual(['all failed', 'connect ECONNREFUSED ::1', 'connect ECONNREFUSED 127.0.0.1'])
    expect(messages(new TypeError('fetch failed', { cause: aggregate }))).toEqual([
      'fetch failed',
      'all failed',
      'connect ECONNREFUSED ::1',
      'connect ECONNREFUSED 127.0.0.1',
    ])
  })

  test('reads the cause before the members, and three members at most', () => {
    const members = ['one', 'two', 'three', 'four'].map((message) => new Error(message))
    expect(messages(new AggregateError(members, 'all', { cause: new Error('why') }))).toEqual([
      'all',
      'why',
      'one',
      'two',
      'three',
    ])
  })

  test.each([
    [new AggregateError([undefined, new Error('second')], 'all'), ['all', 'second']],
    [new AggregateError([null, new Error('second')], 'all'), ['all', 'second']],
    [new Error('outer', { cause: null }), ['outer']],
    [new Error('outer', { cause: undefined }), ['outer']],
    [new Error('outer', { cause: 0 }), ['outer', '']],
    [new Error('outer', { cause: 'text' }), ['outer', 'text']],
  ])('passes over what is nothing: %o', (thrown, expected) => {
    expect(messages(thrown)).toEqual(expected)
  })

  test.each([
    ['text', [{ name: 'string', message: 'text' }]],
    [7, [{ name: 'number', message: '' }]],
    [false, [{ name: 'boolean', message: '' }]],
    [12n, [{ name: 'bigint', message: '' }]],
    [Symbol('it'), [{ name: 'symbol', message: '' }]],
    [{ message: 'm' }, [{ name: 'object', message: 'm' }]],
    [{ name: 7, message: 8, code: 9 }, [{ name: 'object', message: '' }]],
    [undefined, []],
    [null, []],
  ])('takes %o, whatever it is', (thrown, expected) => {
    expect(causesOf(thrown)).toEqual(expected)
  })

  test('keeps a name of a class, and a code only where it is text of its own', () => {
    class Odd extends Error {
      override name = 'OddError'
    }
    expect(causesOf(new Odd('m'))).toEqual([{ name: 'OddError', message: 'm' }])
    expect(causesOf(new DOMException('stopped', 'AbortError'))).toEqual([{ name: 'AbortError', message: 'stopped' }])
    expect(causesOf(Object.create({ code: 'INHERITED' }))[0]).not.toHaveProperty('code')
    expect(causesOf(Object.assign(new Error('m'), { code: 23 }))[0]).not.toHaveProperty('code')
  })

  test('does not follow a cause or members that are inherited', () => {
    expect(causesOf(Object.create({ cause: new Error('no'), errors: [new Error('no')] }))).toHaveLength(1)
  })

  test('does not read what stands on the prototype of all objects', () => {
    const left = {
      name: 'PollutedError',
      message: 'polluted',
      code: 'POLLUTED',
      cause: new Error('polluted'),
      errors: [new Error('polluted')],
    }
    Object.assign(Object.prototype, left)
    try {
      expect(causesOf({})).toEqual([{ name: 'object', message: '' }])
      expect(causesOf(new TypeError('m'))).toEqual([{ name: 'TypeError', message: 'm' }])
    } finally {
      for (const key of Object.keys(left)) Reflect.deleteProperty(Object.prototype, key)
    }
  })

  test('ends at eight links', () => {
    let chain = new Error('10')
    for (let depth = 9; depth > 0; depth--) chain = new Error(String(depth), { cause: chain })
    expect(messages(chain)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  })

  test('ends where a cycle closes', () => {
    const one = new Error('one')
    const two = new Error('two', { cause: one })
    one.cause = two
    expect(messages(one)).toEqual(['one', 'two'])
    const self = new AggregateError([], 'self')
    self.errors.push(self)
    self.cause = self
    expect(messages(self)).toEqual(['self'])
  })

  test('cuts long texts', () => {
    const [cause] = causesOf({ name: 'n'.repeat(101), message: 'm'.repeat(1_001), code: 'c'.repeat(101) })
    expect(cause).toEqual({ name: 'n'.repeat(100), message: 'm'.repeat(1_000), code: 'c'.repeat(100) })
    expect(causesOf('t'.repeat(1_001))[0]?.message).toHaveLength(1_000)
  })

  test.each([
    ['a revoked proxy', revoked],
    ['a proxy whose every trap throws', trapped],
    ['getters that throw', () => throwing('name', 'message', 'code', 'cause', 'errors')],
    ['an object without a prototype', () => Object.create(null) as object],
    ['a function', () => trap],
    ['a revoked list of members', () => ({ message: '', errors: revoked() })],
    ['members that throw', () => ({ message: '', errors: new Proxy([], { get: trap }) })],
    [
      'a list of members whose slice is not its own',
      () => ({ message: '', errors: Object.assign([new Error('m')], { slice: () => 7 }) }),
    ],
    ['members that are no list', () => ({ message: '', errors: 'none' })],
  ])('is not stopped by %s', (_, make) => {
    expect(causesOf(make()).length).toBeGreaterThan(0)
    expect(causesOf(new Error('outer', { cause: make() }))[0]).toEqual({ name: 'Error', message: 'outer' })
    expect(
      messages(new AggregateError([make(), new Error('last')], 'outer', { cause: new Error('why') })).slice(0, 2),
    ).toEqual(['outer', 'why'])
  })

  test('finds no members in a list that cannot be read', () => {
    expect(messages({ message: 'm', errors: revoked() })).toEqual(['m'])
    expect(messages({ message: 'm', errors: new Proxy([], { get: trap }) })).toEqual(['m'])
  })

  test('never throws and answers short JSON, for anything that can be thrown', () => {
    // made inside the property: fast-check itself looks into what it generates
    const plain = fc
      .anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true })
      .map((value) => () => value)
    const hostile = fc.oneof(
      fc.constantFrom<() => unknown>(revoked, trapped),
      fc.subarray(['name', 'message', 'code', 'cause', 'errors']).map((names) => () => throwing(...names)),
    )
    const { link } = fc.letrec<{ link: () => unknown }>((tie) => ({
      link: fc.oneof(
        { maxDepth: 4 },
        plain,
        hostile,
        fc
          .tuple(plain, tie('link'), fc.oneof(plain, hostile), plain, plain)
          .map(([message, cause, errors, code, name]) => () => ({
            message: message(),
            cause: cause(),
            errors: errors(),
            code: code(),
            name: name(),
          })),
        fc.tuple(fc.string(), tie('link')).map(
          ([message, cause]) =>
            () =>
              new Error(message, { cause: cause() }),
        ),
        fc.tuple(fc.array(tie('link')), fc.string()).map(
          ([errors, message]) =>
            () =>
              new AggregateError(
                errors.map((make) => make()),
                message,
              ),
        ),
      ),
    }))
    fc.assert(
      fc.property(link, (make) => {
        const causes = causesOf(make())
        expect(causes.length).toBeLessThanOrEqual(8)
        expect(JSON.parse(JSON.stringify(causes))).toEqual(causes)
        for (const { name, message, code, ...rest } of causes) {
          expect([typeof name, typeof message, typeof (code ?? ''), Object.keys(rest)]).toEqual([
            'string',
            'string',
            'string',
            [],
          ])
        }
      }),
      { numRuns: runs(150) },
    )
  })
})

describe('peek', () => {
  test('reads a path, inherited properties too', () => {
    expect(peek({ a: { b: 7 } }, 'a', 'b')).toBe(7)
    expect(peek('text', 'length')).toBe(4)
    expect(peek(Object.create({ a: 1 }), 'a')).toBe(1)
    expect(peek(7)).toBe(7)
  })

  test('says nothing of what is not there, or cannot be read', () => {
    for (const value of [null, undefined, 7, {}, { a: null }, { a: 0 }, throwing('a'), revoked(), trapped()])
      expect(peek(value, 'a', 'b')).toBeUndefined()
  })

  test('reads own properties alone where asked to', () => {
    expect(peekOwn({ a: 7 }, 'a')).toBe(7)
    expect(peekOwn('text', 'length')).toBe(4)
    for (const value of [Object.create({ a: 1 }), null, undefined, throwing('a'), revoked(), trapped()])
      expect(peekOwn(value, 'a')).toBeUndefined()
  })

  test('reads a mark that an object itself holds, and runs no getter for it', () => {
    const mark = Symbol('mark')
    expect(peekSymbol({ [mark]: 7 }, mark)).toBe(7)
    const getter = Object.defineProperty({}, mark, { get: () => 7 })
    for (const value of [{}, Object.create({ [mark]: 7 }), getter, null, undefined, 'text', revoked(), trapped()])
      expect(peekSymbol(value, mark)).toBeUndefined()
  })
})
