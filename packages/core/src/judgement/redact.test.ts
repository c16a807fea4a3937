import fc from 'fast-check'
import { runs } from '../../../../test/fixtures/runs.ts'
import { describe, expect, test } from 'vitest'
import { redact } from './redact.ts'

const canary = 'cnry_9f8E7d6C5b4A3'
const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
})
const opaque = (value: unknown): unknown => redact(value)

describe('redact', () => {
  test('keeps a sensitive key and hides its value', () => {
    expect(opaque({ Authorization: 'x', nested: { api_key: 5, page: 2 }, token: null, secret: true })).toEqual({
      Authorization: '[REDACTED]',
      nested: { api_key: '[REDACTED]', page: 2 },
      token: null,
      secret: true,
    })
  })

  test('reads header pairs, maps, headers, forms and queries as names and values', () => {
    const form = new FormData()
    form.set('password', 'x')
    expect(
      opaque([
        ['x-api-key', 'x'],
        new Map<unknown, unknown>([
          ['sid', 'x'],
          [{}, 1],
        ]),
        new Headers({ cookie: 'x', etag: 'e' }),
        form,
        new URLSearchParams('code=x&page=2'),
      ]),
    ).toEqual([
      ['x-api-key', '[REDACTED]'],
      { sid: '[REDACTED]', '[item 1]': 1 },
      { cookie: '[REDACTED]', etag: 'e' },
      { password: '[REDACTED]' },
      { code: '[REDACTED]', page: '2' },
    ])
  })

  test('shows what is no JSON as text', () => {
    expect(
      opaque([
        1n,
        Symbol('s'),
        () => 1,
        Number.NaN,
        -0,
        undefined,
        new Date(0),
        new Date(Number.NaN),
        new Uint8Array(2),
        new ArrayBuffer(2),
        new Set([1]),
        new URL('https://u:p@h.example/?token=x'),
      ]),
    ).toEqual([
      '1',
      'Symbol(s)',
      '[Function]',
      'NaN',
      0,
      null,
      '1970-01-01T00:00:00.000Z',
      null,
      '[Binary]',
      '[Binary]',
      [1],
      'https://[REDACTED]@h.example/?token=[REDACTED]',
    ])
  })

  test('reads errors with their causes, and platform exceptions', () => {
    const error = new AggregateError([new RangeError('one')], 'many', { cause: new TypeError('Bearer abc123XYZ') })
    expect(opaque(Object.assign(error, { code: 'E', config: { headers: { cookie: 'x' } } }))).toEqual({
      name: 'AggregateError',
      message: 'many',
      cause: { name: 'TypeError', message: 'Bearer [REDACTED]' },
      errors: [{ name: 'RangeError', message: 'one' }],
      code: 'E',
      config: { headers: { cookie: '[REDACTED]' } },
    })
    expect(opaque(AbortSignal.abort().reason)).toMatchObject({ name: 'AbortError' })
  })

  test('hides a card number that comes as a number', () => {
    expect(opaque({ n: 4111111111111111, at: 1700000000000 })).toEqual({ n: '[REDACTED]', at: 1700000000000 })
  })

  test('runs no getter, no toJSON and no iterator of the value', () => {
    let runs = 0
    const run = (): string => `ran ${++runs}`
    const value = { get a() { return run() }, toJSON: run, list: Object.defineProperty([1], 0, { get: run }) as unknown, [Symbol.iterator]: run, map: Object.assign(new Map([['k', 1]]), { forEach: run }),
      set: Object.assign(new Set([2]), { forEach: run }) } // prettier-ignore
    expect(opaque(value)).toEqual({ toJSON: '[Function]', list: [null], map: { k: 1 }, set: [2] })
    expect(runs).toBe(0)
  })

  test('survives cycles, revoked proxies and traps that throw', () => {
    const loop: Record<string, unknown> = { a: 1 }
    loop['self'] = loop
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    const trap = new Proxy({}, { ownKeys: () => { throw new Error('no') } }) // prettier-ignore
    expect(opaque({ loop, proxy, trap })).toEqual({
      loop: { a: 1, self: '[Circular]' },
      proxy: '[Unreadable]',
      trap: '[Unreadable]',
    })
    expect(redact({ a: 1 }, { get secrets(): string[] { throw new Error('no') } })).toBe('[Unreadable]') // prettier-ignore
  })

  test('keeps 6 levels, 1 000 values and 8 192 characters', () => {
    expect(JSON.stringify(redact({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }))).toBe(
      '{"a":{"b":{"c":{"d":{"e":{"f":"[Truncated]"}}}}}}',
    )
    expect(redact(Array.from({ length: 5_000 }, () => 1))).toHaveLength(999)
    expect(redact(Object.assign([], { length: 4e9 }))).toHaveLength(999)
    expect(redact('x'.repeat(9_000))).toHaveLength(8_192)
    expect(
      Object.keys(redact(Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`token${index}`, 1])))),
    ).toHaveLength(999)
  })

  test('keeps `__proto__` an ordinary key', () => {
    const safe = redact(JSON.parse('{"__proto__":{"polluted":1},"constructor":2}') as object)
    expect(Object.keys(safe)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(safe)).toBe(Object.prototype)
    expect((safe as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('never throws, gives JSON data, and is done after one pass', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const once = opaque(value)
        expect(JSON.parse(JSON.stringify(once))).toEqual(once)
        expect(redact(once)).toEqual(once)
      }),
      { numRuns: runs(500) },
    )
  })

  test('leaves its input as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = JSON.stringify(value)
        redact(value)
        expect(JSON.stringify(value)).toBe(before)
      }),
    )
  })

  test('gives text without control characters', () => {
    fc.assert(
      fc.property(
        fc.object({ values: [fc.string({ unit: 'binary' })], key: fc.string({ unit: 'binary' }) }),
        (value) => {
          const texts: string[] = []
          JSON.stringify(
            redact(value),
            (key, item: unknown) => (texts.push(key, typeof item === 'string' ? item : ''), item),
          )
          expect(texts.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
        },
      ),
    )
  })

  test('lets a known secret out of no place', () => {
    const holder = fc.oneof(
      fc.string().map((text) => `${text}${canary}${text}`),
      fc.constantFrom(
        canary.split('').join('\u200b'),
        `${'x'.repeat(8_180)}${canary}`,
        new Error(canary),
        new Map([[canary, canary]]),
        new Set([canary]),
        new URL(`https://h.example/${canary}`),
        Symbol(canary),
        new Headers({ a: canary }),
      ),
    )
    fc.assert(
      fc.property(
        fc.object({ values: [holder, fc.integer()], key: fc.oneof(fc.string(), fc.constant(canary)) }),
        (value) => {
          expect(JSON.stringify(redact(value, { secrets: [canary] }))).not.toContain(canary)
        },
      ),
    )
  })

  test('does not heed a polluted Object.prototype', () => {
    const names = ['get', 'set', 'value', 'secrets', 'name', 'cause', 'a']
    const given = { a: { token: 'x' }, b: [1, new Error('e')] }
    const expected = JSON.stringify(redact(given))
    const root: object = Object.prototype
    let found = ''
    try {
      for (const name of names)
        Object.defineProperty(root, name, {
          __proto__: null,
          value: 'polluted',
          configurable: true,
          writable: true,
        } as PropertyDescriptor)
      found = JSON.stringify(redact(given))
    } finally {
      for (const name of names) Reflect.deleteProperty(root, name)
    }
    expect(found).toBe(expected)
  })
})
