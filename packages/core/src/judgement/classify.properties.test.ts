import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFailure, hostileJson, maxBodyBytes } from '../../../../test/fixtures/arbitrary-failures.ts'
import { isDeeplyFrozen } from '../../../../test/fixtures/frozen.ts'
import { answerOf, failureOf, faultWith } from '../../../../test/fixtures/nouns.ts'
import { runs } from '../../../../test/fixtures/runs.ts'
import { workOf } from '../../../../test/fixtures/work.ts'
import { kinds } from '../nouns/fault.ts'
import { formats } from '../knowledge/formats/index.ts'
import { bind } from '../knowledge/provider.ts'
import { jobs, mavera, mavio, mira, providers } from '../knowledge/providers/index.ts'
import { classify } from './classify.ts'
import { signalsOf } from './signals.ts'

const known = { providers, formats }
const knownFields = Object.keys(faultWith())

/** What no text of a fault may hold: control, format and half characters, and breaks of a line. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u

/** Every text of a fault, wherever it stands. */
const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : []

describe('whatever a server or a client does', () => {
  test('a fault comes of it: frozen, with all its fields and no other, of a known kind, and equal to its own JSON', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        const { fault, serverNowMs } = classify(failure, known)
        const signals = signalsOf(fault) ?? []
        expect(Object.keys(fault).toSorted()).toEqual(knownFields.toSorted())
        expect(Reflect.ownKeys(fault)).toHaveLength(knownFields.length)
        expect(isDeeplyFrozen(fault)).toBe(true)
        expect(JSON.parse(JSON.stringify(fault))).toStrictEqual(fault)
        expect(Object.keys(kinds)).toContain(fault.kind)
        expect(['none', 'unknown', 'applied']).toContain(fault.effect)
        expect(fault).toMatchObject({
          method: failure.method,
          attempt: failure.attempt,
          atMs: failure.atMs,
          status: failure.status ?? null,
        })
        expect(Number.isInteger(serverNowMs)).toBe(true)
        expect(signals.every(({ from, said }) => from !== '' && typeof said === 'string')).toBe(true)
      }),
      { numRuns: runs(150) },
    )
  })

  test('no text of the fault has control characters, invisible ones, or a break', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        for (const text of textsOf(classify(failure, known).fault)) expect(text).not.toMatch(unprintable)
      }),
      { numRuns: runs(150) },
    )
  })

  test('the failure is left as it was', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        const before = structuredClone(failure)
        classify(Object.freeze(failure), known)
        expect(failure).toEqual(before)
      }),
      { numRuns: runs(50) },
    )
  })

  test('no prototype is changed', () => {
    const namesOf = () =>
      [Object.prototype, Array.prototype, Function.prototype].map((prototype) => Reflect.ownKeys(prototype))
    const before = namesOf()
    fc.assert(
      fc.property(hostileJson, (body) => {
        classify(answerOf(400, body), known)
        expect(namesOf()).toEqual(before)
      }),
      { numRuns: runs(50) },
    )
  })

  test('the caller is believed: a stop is a stop, and never to be retried', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        const { fault } = classify({ ...failure, aborted: true }, known)
        expect(fault.retryable).toBe(false)
        expect(fault.kind).toBe(failure.timedOut === true ? 'timeout' : 'aborted')
      }),
      { numRuns: runs(100) },
    )
  })

  test('a wait that is kept is whole milliseconds, and kept only where it can help', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        const { kind, retryable, retryAfterMs } = classify(failure, known).fault
        if (retryAfterMs === null) return
        expect(Number.isInteger(retryAfterMs) && retryAfterMs >= 0).toBe(true)
        expect(retryable || kind === 'quota').toBe(true)
      }),
      { numRuns: runs(100) },
    )
  })
})

describe('a secret of the request', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/)
  const invisible = fc.constantFrom('', '\u0000', '\u200b', '\u202e', '\u001b[0m', '\r')
  const everywhere = (text: string) => ({
    error: {
      message: `key ${text} is not valid`,
      code: text,
      type: text,
      param: text,
      request_id: text,
      details: [{ field: text, message: text, code: text }],
    },
    message: text,
    detail: [{ loc: ['body', text], msg: text, type: text }],
    errors: { [text]: [text] },
    title: text,
    type: text,
    status: 400,
  })

  test('is in no field of a fault, wherever the server puts it, and however it hides it', () => {
    fc.assert(
      fc.property(
        secret,
        invisible,
        fc.nat(11),
        fc.constantFrom(null, 'error', 'message', 'detail', 'errors', 'title'),
        (key, hidden, at, without) => {
          const text = key.slice(0, at) + hidden + key.slice(at)
          const body: Record<string, unknown> = everywhere(text)
          if (without !== null)
            for (const name of ['error', 'title', 'detail', 'message'].slice(0, 1 + (at % 4))) delete body[name]
          const failure = answerOf(401, body, {
            url: `https://api.example.com/keys/${key}?key=${key}`,
            headers: { 'x-request-id': text, 'content-type': text },
          })
          expect(JSON.stringify(classify(failure, { ...known, secrets: [key] }).fault)).not.toContain(key)
        },
      ),
      { numRuns: runs(150) },
    )
  })

  test('is in no field of a fault that a page, a line of text or a thrown error makes', () => {
    fc.assert(
      fc.property(secret, (key) => {
        const causes = [{ name: key, message: `no ${key}`, code: key }]
        for (const failure of [
          answerOf(502, `<h1>${key}</h1><Code>${key}</Code>`),
          answerOf(502, `say ${key}`),
          failureOf({ causes }),
        ]) {
          expect(JSON.stringify(classify(failure, { ...known, secrets: [`Bearer ${key}`] }).fault)).not.toContain(key)
        }
      }),
      { numRuns: runs(100) },
    )
  })
})

describe('the work on an answer', () => {
  const known = {
    providers: [mavera, bind(mavio, 'api.example.com'), mira, jobs],
    formats,
    secrets: ['hunter2hunter2'],
  }

  test.each([
    ['an open list', '['],
    ['an object in an object', '{"a":'],
    ['a page of tags', '<h1>'],
    ['a page without an end', '<Code'],
    ['elements of XML', '<a:b c="d">e</a:b>'],
    ['sections of a page', '<!--x--><![CDATA[y]]>'],
    ['scripts', '<html><script>x</script>'],
    ['entities', '<p>&amp;&#65;'],
    ['ids', 'Request ID: '],
    ['events', 'data: "error"\n'],
    ['lines of JSON', '{"error"}\n'],
    ['control characters', '\u001b['],
    ['digits', '9'],
    ['blanks', ' '],
    ['a message', null],
    ['a list of field errors', undefined],
  ])('grows no faster than the answer: %s', (_, piece) => {
    const bodyOf = (size: number): string =>
      piece === null
        ? JSON.stringify({ error: { message: 'x\u200b'.repeat(size / 2) } })
        : piece === undefined
          ? JSON.stringify({
              error: { message: 'm', details: Array.from({ length: size / 32 }, () => ({ field: 'f', message: 'm' })) },
            })
          : piece.repeat(size / piece.length)
    const [once, twice] = [maxBodyBytes / 2, maxBodyBytes].map((size) => {
      const failure = answerOf(500, bodyOf(size))
      return workOf(() => classify(failure, known))
    }) as [number, number]
    expect(twice).toBeLessThanOrEqual(2 * once + 2_000)
    expect(twice).toBeLessThanOrEqual(60 * maxBodyBytes)
  })
})
