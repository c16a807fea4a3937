import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { workOf } from '../../../../test/fixtures/work.ts'
import { isSecretName, redactPatterns } from './patterns.ts'

/** Put together here, so that no scanner takes these examples for real keys. */
const made = (prefix: string): string => `${prefix}A1b2C3d4E5f6G7h8`

describe('redactPatterns', () => {
  test.each([
    ['Bearer credentials', 'sent Bearer abc.DEF-123 to it', 'sent Bearer [REDACTED] to it'],
    ['Basic credentials', 'Authorization: basic dXNlcjpwYXNz', 'Authorization: basic [REDACTED]'],
    ['a JSON web token', 'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln.', 'jwt [REDACTED]'],
    ['a PEM block', 'a -----BEGIN PRIVATE KEY----- MIIE -----END PRIVATE KEY----- b', 'a [REDACTED] b'],
    ['a PEM block that is cut short', 'a -----BEGIN PRIVATE KEY----- MIIE', 'a [REDACTED]'],
    ['a PEM block of which little is left', 'a -----BEGIN-----END PRIVATE KEY----- b', 'a [REDACTED] b'],
    ['URL userinfo', 'at https://me:p@ss@host.example/a', 'at https://[REDACTED]@host.example/a'],
    [
      'sensitive query values',
      'GET /a?api_key=x%20y&page=2&code=9#access_token=z',
      'GET /a?api_key=[REDACTED]&page=2&code=[REDACTED]#access_token=[REDACTED]',
    ],
    ['a form-encoded body', 'password=hunter2&name=Ada', 'password=[REDACTED]&name=Ada'],
    ['a card number', 'card 4111 1111 1111 1111.', 'card [REDACTED].'],
    ['a card number of the newer series', 'card 2223003122003222.', 'card [REDACTED].'],
    ['a card number with its code', 'card 378282246310005 123 here', 'card [REDACTED] here'],
  ])('takes out %s', (_, given, expected) => {
    expect(redactPatterns(given)).toBe(expected)
    expect(redactPatterns(expected)).toBe(expected)
  })

  test.each(
    [
      'sk-',
      'sk-ant-',
      'sk_live_',
      'rk_live_',
      'ghp_',
      'gho_',
      'ghu_',
      'ghs_',
      'ghr_',
      'github_pat_',
      'glpat-',
      'xoxb-',
      'xoxp-',
      'AKIA',
      'ASIA',
      'AIza',
    ].concat(['npm_', 'hf_', 'SG.', 'whsec_', 'dop_v1_', 'mvra_live_', 'mvo_live_', 'any_test_']),
  )('takes out a key that begins with %s', (prefix) => {
    expect(redactPatterns(`the key "${made(prefix)}", or key=${made(prefix)}.`)).not.toContain('C3d4')
  })

  test.each([
    'Bearer token is missing',
    'sk-learn-estimators and npm_config_registry',
    'mvra_live_…',
    'at 1700000000000 in 2026-01-02 03:04:05',
    'order 4111 1111 1111 1112',
    // as Luhn has it, but of no card
    'order 1000000000001238',
    'order 2100000000001235',
    'order 9000000000001231',
    'the basics 101.2 tell more',
    'what? code=42',
    'see https://api.example.com/help or ask ada@example.com',
    'https://api.example.com/v1/items?page=2&keyword=a',
    'ada@example.com',
  ])('leaves plain text alone: %s', (text) => {
    expect(redactPatterns(text)).toBe(text)
  })

  test('answers with nothing for what is no text', () => {
    for (const value of [null, undefined, 7, {}, ['a']]) expect(redactPatterns(value as never)).toBe('')
  })

  test('takes out every number that passes for a card', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 14, maxLength: 14 }), (rest) => {
        const digits = [4, ...rest]
        const doubled = digits.map((digit, index) => (index % 2 === 0 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit]! : digit))
        const check = (10 - (doubled.reduce((one, other) => one + other, 0) % 10)) % 10
        expect(redactPatterns(`n ${digits.join('')}${check} m`)).toBe('n [REDACTED] m')
      }),
    )
  })

  test('is done after one pass', () => {
    const parts = fc.constantFrom(
      'Bearer ',
      'Abc123+/',
      '?token=',
      '&a=b',
      '://',
      'u:p@h',
      ' ',
      '4111111111111111',
      '-----BEGIN',
      '-----END X-----',
      made('sk-'),
      'eyJhbGciOiJ9.',
      '[',
      '=',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (list) => {
        const once = redactPatterns(list.join(''))
        expect(redactPatterns(once)).toBe(once)
      }),
    )
  })

  // quadratic work on a megabyte would take hours
  test.each([
    'a',
    ' ',
    '1',
    '1 ',
    '-',
    '=',
    '?',
    '?a=',
    '&',
    '://',
    '@',
    '://a@',
    'eyJ',
    'eyJaaaaaaaa.',
    'sk-',
    '-----BEGIN',
    '-----',
    'bearer ',
    'Basic a',
    '\u202e',
    '4111 ',
  ])(
    'reads a megabyte of %j in linear time',
    (unit) => {
      expect(typeof redactPatterns(unit.repeat(1_000_000 / unit.length))).toBe('string')
    },
    20_000,
  )
})

describe('isSecretName', () => {
  test('knows sensitive names in any case and with any separator', () => {
    for (const name of [
      'Authorization',
      'X-Api-Key',
      'apiKey',
      'set-cookie',
      'client_secret',
      'PASSWORD',
      'db.passwd',
      'PHPSESSID',
      'refresh_token',
      'X-CSRF-Token',
      'code_verifier',
      'cvc',
      'pin',
    ])
      expect([name, isSecretName(name)]).toEqual([name, true])
  })

  test('leaves names alone that hold such a word by accident', () => {
    for (const name of [
      'author',
      'primaryKey',
      'keyword',
      'max_tokens',
      'prompt_tokens',
      'x-ratelimit-remaining-tokens',
      'Idempotency-Key',
      'side',
      'status',
      'code',
      'state',
      'email',
    ])
      expect([name, isSecretName(name)]).toEqual([name, false])
  })

  test('costs no more for a name as long as a body', () => {
    const cost = (size: number): number => workOf(() => isSecretName('x'.repeat(size)))
    expect(cost(1_000_000)).toBe(cost(256))
  })

  test('knows `code` and `state` in a query only', () => {
    expect([isSecretName('code', true), isSecretName('state', true), isSecretName('page', true)]).toEqual([
      true,
      true,
      false,
    ])
  })
})
