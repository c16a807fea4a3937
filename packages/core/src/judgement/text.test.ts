import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { workOf } from '../../../../test/fixtures/work.ts'
import { cleanText, hiderOf, maskKey, printable, readerOf, redactText } from './text.ts'

const messy = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom('\x1b[2J', '\x1b]0;t\x07', '\x9b31m', '\u202e', '\u200b', '\ufeff', '\ud800', '\r\n', '\t', 'a '),
    )
    .map((parts) => parts.join('')),
)

describe('cleanText', () => {
  test.each([
    ['an escape sequence', 'a\x1b[31;1mb\x1b[0m\x1b[2Jc', 'abc'],
    ['a CSI of one character', 'a\x9b31mb', 'ab'],
    ['line breaks and tabs', 'a\r\n\t\r\nb\u2028c', 'a b c'],
    ['bidirectional controls', 'a\u202eb\u2066c\u2069\u200f\u061cd', 'abcd'],
    ['zero-width characters and a byte order mark', '\ufeffa\u200b\u200d\u2060b', 'ab'],
    ['lone surrogates, keeping pairs', '\ud800a😀\udc00', 'a😀'],
    ['the invisible tag characters', 'a\u{e0041}b', 'ab'],
    ['blanks around plain text', '  a b ', 'a b'],
    ['blanks around what is left', ' \u200b a\n', 'a'],
  ])('takes out %s', (_, given, expected) => {
    expect(cleanText(given)).toBe(expected)
  })

  test('cuts at the limit, never within a code point', () => {
    expect(cleanText('abcdef', 4)).toBe('abc…')
    expect(cleanText('ab😀cd', 4)).toBe('ab…')
    expect(cleanText('x'.repeat(5_000))).toHaveLength(4_096)
  })

  test.each([
    ['a pair', '\u200b', '\u{1f600}'],
    ['an escape sequence', '\u200b', '\u001b[38;5;196m!'],
    ['a break and a half of a pair', '\u200b', '\n\ud800!'],
  ])('cleans a long text the same wherever it is looked at in parts: %s', (_, first, piece) => {
    const clean = cleanText(`a${piece}b`).slice(1, -1)
    for (let blanks = 1_000; blanks < 1_030; blanks++)
      expect(cleanText(`${first}${'x'.repeat(blanks)}${piece}y`, Infinity)).toBe(`${'x'.repeat(blanks)}${clean}y`)
  })

  test('looks at each character of plain text once, and trims it', () => {
    const plain = `${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))}.`.repeat(20)
    expect(workOf(() => cleanText(plain))).toBeLessThanOrEqual(2 * plain.length)
    for (const other of ['\x1f', '\x7f', '\n', 'é']) expect(cleanText(`a ${other}`)).toBe(other === 'é' ? 'a é' : 'a')
  })

  test('leaves nothing but one line of well-formed text, and is done after one pass', () => {
    fc.assert(
      fc.property(messy, fc.integer({ min: 2, max: 50 }), (given, max) => {
        const clean = cleanText(given, max)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect(clean.length).toBeLessThanOrEqual(max)
        expect(cleanText(clean, max)).toBe(clean)
      }),
    )
  })

  test('answers with nothing for what is no text', () => {
    for (const value of [null, undefined, 7, {}, Symbol('s')]) expect(cleanText(value as never)).toBe('')
  })
})

describe('redactText', () => {
  test('takes a secret out wherever it stands, longest first', () => {
    expect(redactText('x abcdefgh1234 y abcdefgh', ['abcdefgh', 'abcdefgh1234'])).toBe('x [REDACTED] y [REDACTED]')
  })

  test('knows a secret by its percent-encoded form and without its scheme', () => {
    expect(redactText('?k=a%2Fb%2Bc%3Dd%3De and a/b+c=d=e', ['Bearer a/b+c=d=e'])).toBe('?k=[REDACTED] and [REDACTED]')
  })

  test('takes an encoded secret out whole, though a shorter one is a part of it', () => {
    expect(redactText('?k=abcdefgh%201234', ['abcdefgh', 'abcdefgh 1234'])).toBe('?k=[REDACTED]')
  })

  test('takes a scheme for one only where the secret begins with it', () => {
    expect(redactText('a Basic abcdefgh', ['Basic   abcdefgh'])).toBe('a Basic [REDACTED]')
    expect(redactText('say my token abcdefgh', ['my token abcdefgh'])).toBe('say [REDACTED]')
  })

  test('answers with nothing for what is no text', () => {
    for (const value of [null, 7, {}]) expect(redactText(value as never, ['abcdefgh'])).toBe('')
  })

  test('costs one look for each secret, and one to learn that none can be percent-encoded', () => {
    const hide = hiderOf(['a/b+c=d=e', 'f/g+h=i=j'])
    const text = 'plain text '.repeat(100)
    expect(workOf(() => hide(text))).toBeLessThanOrEqual(3 * text.length)
  })

  test('leaves words alone that are too short to be a secret, and its own mark', () => {
    expect(redactText('seven77 [REDACTED]', ['seven77', '', 'REDACTED'])).toBe('seven77 [REDACTED]')
  })

  test('never throws, whatever the secrets are', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.anything(),
        (text, secrets) => typeof redactText(text as never, secrets as never) === 'string',
      ),
    )
  })
})

describe('maskKey', () => {
  test('shows a quarter of a key, and at most 10 characters', () => {
    expect(maskKey('Bearer mvra_live_0123456789abcdef0123456789abcdef')).toBe('mvra_live_…')
    expect(maskKey('0123456789abcdefghij')).toBe('01234…')
    expect(maskKey('bearer  0123456789abcdefghij')).toBe('01234…')
  })

  test('shows nothing of a short key, of Basic credentials, or of no key', () => {
    for (const key of [
      '0123456789abcdefghi',
      'Basic dXNlcjpwYXNzd29yZDEyMzQ=',
      'Not-Bearer 0123456789abcdefghij',
      '',
      null,
      undefined,
      5 as never,
    ])
      expect(maskKey(key)).toBeNull()
  })

  test('never shows more than a quarter or 10 characters of any key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 0, maxLength: 80 }), (key) => {
        const shown = (maskKey(key) ?? '…').length - 1
        expect(shown).toBeLessThanOrEqual(Math.min(10, key.length / 4))
      }),
    )
  })
})

describe('printable', () => {
  test('finds a secret that is broken up by characters nobody sees', () => {
    expect(printable(['s3cr3t-value'])('a s3cr\u200b3t-va\x1b[0mlue b')).toBe('a [REDACTED] b')
  })

  test('takes one secret as well as a list of them', () => {
    expect(printable('s3cr3t-value')('a s3cr3t-value b')).toBe('a [REDACTED] b')
  })

  test('looks two thousand characters beyond the cut, and no further', () => {
    expect(printable()(`Bearer ${'aB3'.repeat(700)} tail`, 110)).toBe('Bearer [REDACTED] tail')
    expect(printable()(`Bearer ${'aB3'.repeat(1_000)} tail`, 110)).toBe('Bearer [REDACTED]')
  })

  test('recognises a token that the cut would go through', () => {
    expect(printable()(`${'x'.repeat(90)} Bearer ${'aB3'.repeat(100)}`, 110)).not.toContain('aB3')
  })
})

test('readerOf reads own texts, numbers and flags, and nothing else', () => {
  const read = readerOf(
    Object.assign(Object.create({ inherited: 'x' }) as object, { a: 'a\nb', b: 1, c: true, d: {}, e: Number.NaN }),
  )
  expect(['a', 'b', 'c', 'd', 'e', 'inherited', 'toString'].map((field) => read(field))).toEqual([
    'a b',
    1,
    true,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
