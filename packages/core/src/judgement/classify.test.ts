import { describe, expect, test } from 'vitest'
import { isDeeplyFrozen } from '../../../../test/fixtures/frozen.ts'
import { answerOf, failureOf, seenAtMs } from '../../../../test/fixtures/nouns.ts'
import type { Failure } from '../nouns/failure.ts'
import type { Kind } from '../nouns/fault.ts'
import type { Format, Reading } from '../knowledge/format.ts'
import { errorObject } from '../knowledge/formats/error-object.ts'
import { formats } from '../knowledge/formats/index.ts'
import type { Provider } from '../knowledge/provider.ts'
import type { CodeRule } from '../knowledge/rule.ts'
import { providers } from '../knowledge/providers/index.ts'
import { type Knowledge, classify as judge } from './classify.ts'
import { signalsOf } from './signals.ts'

/** With the signals, as `explain` shows them. */
const classify = (...given: Parameters<typeof judge>) => {
  const verdict = judge(...given)
  return { ...verdict, signals: signalsOf(verdict.fault) ?? [] }
}

const host = 'api.example.com'
const known: Knowledge = { providers, formats }
const faultFor = (failure: Failure, knowledge: Partial<Knowledge> = {}) =>
  classify(failure, { ...known, ...knowledge }).fault
const signalsFor = (failure: Failure, knowledge: Partial<Knowledge> = {}) =>
  classify(failure, { ...known, ...knowledge }).signals

/** A format that always reads this. */
const reads = (reading: Reading | undefined, name = 'mine'): Format => ({ name, read: () => reading })
const provider = (over: Partial<Provider> = {}): Provider => ({ name: 'mine', hosts: [host], ...over })
const ruled = (rule: CodeRule | readonly CodeRule[], over: Partial<Provider> = {}): Provider =>
  provider({ codes: { the_code: rule }, ...over })
const coded = (status: number, code: string | undefined = 'the_code', over: Partial<Failure> = {}) =>
  answerOf(status, { error: { code, message: 'm' } }, over)

const pageOf = (kind: Kind): string =>
  `https://github.com/recourse-js/recourse/blob/main/packages/core/docs/kinds/${kind}.md`

describe('the kind of a fault', () => {
  /** Everything that may speak of it, in the order of its authority; each says something else. */
  const sources: readonly (readonly [
    from: string,
    kind: Kind,
    failure: Partial<Failure>,
    knowledge: Partial<Knowledge>,
  ])[] = [
    ['client', 'timeout', { timedOut: true }, {}],
    ['code', 'quota', {}, { provider: provider({ codes: { rate_limit_x: { kind: 'quota' } } }) }],
    ['field', 'gone', {}, { formats: [reads({ code: 'rate_limit_x', kind: 'gone' })] }],
    [
      'code',
      'payment',
      {},
      {
        providers: [provider({ hosts: [], formats: [reads(undefined)], codes: { rate_limit_x: { kind: 'payment' } } })],
      },
    ],
    ['code', 'rate_limit', {}, { formats: [reads({ code: 'rate_limit_x' })] }],
    ['status', 'validation', {}, {}],
  ]
  const bare: readonly [Failure, Knowledge] = [
    answerOf(400, '{}', { causes: [{ name: 'Error', message: '', code: 'ECONNRESET' }] }),
    { providers: [], formats: [reads({ code: 'plain' })] },
  ]
  const spoken = (from: number) => {
    const chosen = sources.slice(from).toReversed()
    return classify(
      Object.assign({}, bare[0], ...chosen.map((source) => source[2])) as Failure,
      Object.assign({}, bare[1], ...chosen.map((source) => source[3])) as Knowledge,
    )
  }

  test.each(sources.map(([from, kind], index) => [from, kind, index] as const))(
    'is that of the %s, %s, before those who speak after it',
    (from, kind, index) => {
      const { fault, signals } = spoken(index)
      expect(fault.kind).toBe(kind)
      expect(signals.find((signal) => signal.used && signal.from !== 'caller' && signal.from !== 'host')?.from).toBe(
        from,
      )
    },
  )

  test('is what was thrown, where there is no status', () => {
    expect(faultFor(failureOf({ causes: [{ name: 'Error', message: '', code: 'ECONNRESET' }] }))).toMatchObject({
      kind: 'network',
      code: 'ECONNRESET',
    })
    expect(
      faultFor(failureOf({ status: 502, causes: [{ name: 'Error', message: '', code: 'ECONNRESET' }] })),
    ).toMatchObject({ kind: 'server', code: null })
  })

  test('is unknown where nobody says anything', () => {
    expect(faultFor(failureOf())).toMatchObject({ kind: 'unknown', retryable: false, effect: 'unknown', message: null })
    expect(faultFor(failureOf({ causes: [{ name: 'TypeError', message: 'x is not a function' }] }))).toMatchObject({
      kind: 'unknown',
      retryable: false,
      message: 'x is not a function',
    })
    expect(faultFor(answerOf(200, ''))).toMatchObject({ kind: 'unknown', retryable: false })
  })

  test('is a bad response where a success was cut', () => {
    const cut = answerOf(200, '{"a":', { phase: 'body' })
    expect(faultFor(cut)).toMatchObject({ kind: 'bad_response', retryable: false, effect: 'applied' })
    expect(faultFor({ ...cut, status: 299 }).kind).toBe('bad_response')
    expect(faultFor({ ...cut, status: 300 }).kind).toBe('unknown')
    expect(faultFor({ ...cut, method: 'GET' })).toMatchObject({ kind: 'bad_response', effect: 'none' })
    expect(faultFor({ ...cut, status: 500 })).toMatchObject({ kind: 'server', effect: 'unknown' })
    expect(faultFor({ ...cut, phase: 'headers' })).toMatchObject({ kind: 'unknown', effect: 'unknown' })
  })

  test('is read from the code, and then from the type', () => {
    const body = (code: string, type: string) => answerOf(400, { error: { message: 'm', code, type } })
    expect(faultFor(body('rate_limit', 'content_filter')).kind).toBe('rate_limit')
    expect(faultFor(body('nothing', 'content_filter')).kind).toBe('content_policy')
    expect(faultFor(body('nothing', 'nothing')).kind).toBe('validation')
  })
})

describe('the caller', () => {
  test('who stopped the call is believed before everyone else', () => {
    expect(faultFor(coded(503, undefined, { aborted: true }))).toMatchObject({ kind: 'aborted', retryable: false })
    expect(faultFor(coded(503, undefined, { timedOut: true }))).toMatchObject({ kind: 'timeout', retryable: true })
    expect(faultFor(coded(503, undefined, { timedOut: true, aborted: true }))).toMatchObject({
      kind: 'timeout',
      retryable: false,
    })
    expect(faultFor(coded(503, undefined, { timedOut: false, aborted: false })).kind).toBe('overloaded')
  })

  test('is believed before a server that says to retry', () => {
    expect(faultFor(failureOf({ status: 503, aborted: true, headers: { 'x-should-retry': 'true' } })).retryable).toBe(
      false,
    )
    expect(faultFor(failureOf({ status: 503, timedOut: true, headers: { 'x-should-retry': 'false' } })).retryable).toBe(
      true,
    )
  })
})

describe('a server that says whether to retry', () => {
  const said = (name: string, value: string, status: number) =>
    faultFor(failureOf({ status, headers: { [name]: value } }))

  test.each(['x-should-retry', 'stripe-should-retry'])(
    'in %s is believed before tables and status, and leaves the kind alone',
    (name) => {
      expect(said(name, 'true', 400)).toMatchObject({ kind: 'validation', retryable: true })
      expect(said(name, 'false', 500)).toMatchObject({ kind: 'server', retryable: false })
      expect(
        faultFor(coded(400, 'the_code', { headers: { [name]: 'true' } }), {
          provider: ruled({ kind: 'quota', retryable: false }),
        }).retryable,
      ).toBe(true)
    },
  )

  test.each(['', 'TRUE', '1', 'yes', 'true, false'])('says nothing by %j', (value) => {
    expect(said('x-should-retry', value, 500).retryable).toBe(true)
    expect(said('x-should-retry', value, 400).retryable).toBe(false)
  })

  test('twice is read once, the field of OpenAI first', () => {
    expect(
      faultFor(failureOf({ status: 500, headers: { 'x-should-retry': 'false', 'stripe-should-retry': 'true' } }))
        .retryable,
    ).toBe(false)
  })
})

describe('the rule of a provider', () => {
  test('gives kind, retryable, effect, remedy and link', () => {
    const rule: CodeRule = {
      kind: 'conflict',
      retryable: true,
      effect: 'none',
      remedy: 'Read it again.',
      docUrl: 'https://docs.test/c',
    }
    expect(faultFor(coded(500), { provider: ruled(rule) })).toMatchObject({ ...rule, provider: 'mine' })
  })

  test("has the kind's own word on retrying, where it has none", () => {
    expect(faultFor(coded(400), { provider: ruled({ kind: 'overloaded' }) }).retryable).toBe(true)
    expect(faultFor(coded(500), { provider: ruled({ kind: 'payment' }) })).toMatchObject({
      retryable: false,
      effect: 'unknown',
      remedy: null,
      docUrl: pageOf('payment'),
    })
  })

  test('holds under its own status only, and the first that holds speaks', () => {
    const rules = ruled([{ kind: 'quota', status: 402 }, { kind: 'gone', status: 410 }, { kind: 'conflict' }])
    expect([402, 410, 400].map((status) => faultFor(coded(status), { provider: rules }).kind)).toEqual([
      'quota',
      'gone',
      'conflict',
    ])
    expect(faultFor(coded(429), { provider: ruled({ kind: 'quota', status: 402 }) }).kind).toBe('rate_limit')
  })

  test('is asked for by code, then by type, then by status', () => {
    const mine = provider({
      codes: { the_code: { kind: 'quota' }, the_type: { kind: 'gone' } },
      statuses: { 400: { kind: 'conflict', remedy: 'By status.' } },
    })
    const asked = (code: string, type: string, status = 400) =>
      faultFor(answerOf(status, { error: { code, type, message: 'm' } }), { provider: mine }).kind
    expect(asked('the_code', 'the_type')).toBe('quota')
    expect(asked('x', 'the_type')).toBe('gone')
    expect(asked('x', 'y')).toBe('conflict')
    expect(asked('x', 'y', 422)).toBe('validation')
  })

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
    'is never found under a name that every object has: %s',
    (code) => {
      expect(
        faultFor(answerOf(400, `{"error":{"code":"${code}","type":"${code}"}}`), { provider: ruled({ kind: 'quota' }) })
          .kind,
      ).toBe('validation')
    },
  )

  test('is asked for by the code of what was thrown, where there is no answer', () => {
    const mine = ruled({ kind: 'authentication', remedy: 'Send a key.' })
    const causes = [{ name: 'Error', message: 'm', code: 'the_code' }]
    const [silent, answered] = [failureOf({ causes }), failureOf({ causes, status: 500 })]
    expect(faultFor(silent, { provider: mine })).toMatchObject({ kind: 'authentication', remedy: 'Send a key.' })
    expect(signalsFor(silent, { provider: mine })[1]?.said).toBe('mine the_code: authentication')
    expect(faultFor(answered, { provider: mine })).toMatchObject({ kind: 'server', remedy: null })
  })

  test('is that of the provider that the caller named, else of the host', () => {
    const named = provider({ name: 'named', hosts: [], codes: { the_code: { kind: 'quota' } } })
    const byHost = ruled({ kind: 'gone' })
    expect(faultFor(coded(400), { provider: named, providers: [byHost] })).toMatchObject({
      kind: 'quota',
      provider: 'named',
    })
    expect(faultFor(coded(400), { provider: null, providers: [byHost] })).toMatchObject({
      kind: 'gone',
      provider: 'mine',
    })
    expect(faultFor(coded(400), { providers: [byHost] })).toMatchObject({ kind: 'gone', provider: 'mine' })
    expect(faultFor(coded(400), { providers: [provider({ hosts: ['other.test'] })] })).toMatchObject({
      kind: 'validation',
      provider: null,
    })
  })

  test('brings its own formats, before the common ones', () => {
    const mine = provider({ formats: [reads({ code: 'own_format' })], codes: { own_format: { kind: 'payment' } } })
    expect(faultFor(coded(400), { providers: [mine] })).toMatchObject({ kind: 'payment', code: 'own_format' })
  })

  test('brings its own fields for the request id', () => {
    const failure = failureOf({ status: 500, headers: { 'x-mine': 'own', 'x-request-id': 'common' } })
    expect(faultFor(failure, { providers: [provider({ requestIdHeaders: ['x-mine'] })] }).requestId).toBe('own')
    expect(faultFor(failure).requestId).toBe('common')
  })
})

describe('a body that looks like that of an API without a host', () => {
  const alike = (over: Partial<Provider> = {}) =>
    provider({ name: 'alike', hosts: [], formats: [errorObject], ...over })
  const rule: CodeRule = {
    kind: 'quota',
    retryable: true,
    effect: 'none',
    remedy: 'Only for its own.',
    docUrl: 'https://docs.test/',
  }

  test('has its kind, and neither its name, its remedy nor its rules for repeating', () => {
    const known = { providers: [alike({ codes: { the_code: rule }, repeats: [500] })] }
    expect(faultFor(coded(500), known)).toMatchObject({
      kind: 'quota',
      retryable: true,
      provider: null,
      remedy: null,
      docUrl: pageOf('quota'),
    })
    expect(classify(coded(500), { formats, ...known }).provider).toBeNull()
  })

  test('may speak more formats than one', () => {
    const both = alike({ formats: [reads(undefined, 'other'), errorObject], codes: { the_code: rule } })
    expect(faultFor(coded(400), { providers: [both] }).kind).toBe('quota')
  })

  test('is read by the first that knows the code', () => {
    const first = alike({ codes: { other: rule } })
    const second = alike({ codes: { the_code: { kind: 'gone' } } })
    expect(faultFor(coded(400), { providers: [first, second, alike({ codes: { the_code: rule } })] }).kind).toBe('gone')
  })

  test.each([
    ['it has a host of its own', { hosts: ['elsewhere.test'] }],
    ['it speaks another format', { formats: [reads(undefined, 'other')] }],
    ['it says nothing of its formats', { formats: undefined }],
    ['it knows another code', { codes: { other: { kind: 'quota' } } }],
    ['it knows the code under another status', { codes: { the_code: { kind: 'quota', status: 402 } } }],
  ] as const)('is not read so where %s', (_, over) => {
    const { formats: given, ...rest } = { formats: [errorObject], codes: { the_code: rule }, ...over }
    const one = provider({
      hosts: [],
      ...rest,
      ...(given === undefined ? {} : { formats: given }),
    })
    expect(faultFor(coded(400), { providers: [one] })).toMatchObject({ kind: 'validation', code: 'the_code' })
  })

  test('is not read so where another provider was recognised', () => {
    expect(faultFor(coded(400), { providers: [provider(), alike({ codes: { the_code: rule } })] }).kind).toBe(
      'validation',
    )
  })

  test('is not read so by its type, which many share', () => {
    const failure = answerOf(400, { error: { code: 'x', type: 'the_code', message: 'm' } })
    expect(faultFor(failure, { providers: [alike({ codes: { the_code: rule } })] }).kind).toBe('validation')
  })
})

describe('a format', () => {
  test('may state kind, retryable and effect', () => {
    expect(
      faultFor(failureOf({ status: 500 }), { formats: [reads({ kind: 'conflict', retryable: true, effect: 'none' })] }),
    ).toMatchObject({
      kind: 'conflict',
      retryable: true,
      effect: 'none',
    })
    expect(faultFor(failureOf({ status: 500 }), { formats: [reads({ kind: 'conflict' })] }).retryable).toBe(false)
    expect(faultFor(failureOf({ status: 400 }), { formats: [reads({ retryable: true })] })).toMatchObject({
      kind: 'validation',
      retryable: true,
    })
    expect(faultFor(failureOf({ status: 500 }), { formats: [reads({ effect: 'applied' })] })).toMatchObject({
      kind: 'server',
      retryable: true,
      effect: 'applied',
    })
    expect(
      faultFor(failureOf({ status: 200 }), { formats: [reads({ kind: 'rate_limit', effect: 'none' })] }),
    ).toMatchObject({ retryable: true, effect: 'none' })
  })

  test('comes after the rule of a provider on every question', () => {
    const mine = ruled({ kind: 'quota', retryable: true, effect: 'applied' })
    const failure = failureOf({ status: 400 })
    const format = reads({ code: 'the_code', kind: 'gone', retryable: false, effect: 'none' })
    expect(faultFor(failure, { provider: mine, formats: [format] })).toMatchObject({
      kind: 'quota',
      retryable: true,
      effect: 'applied',
    })
    expect(faultFor(failure, { provider: ruled({ kind: 'quota' }), formats: [format] })).toMatchObject({
      kind: 'quota',
      retryable: false,
      effect: 'none',
    })
  })

  test('states a wait that counts where no field does', () => {
    const format = reads({ retryAfterMs: 4_000 })
    expect(faultFor(failureOf({ status: 429 }), { formats: [format] }).retryAfterMs).toBe(4_000)
    expect(
      faultFor(failureOf({ status: 429, headers: { 'retry-after': '7' } }), { formats: [format] }).retryAfterMs,
    ).toBe(7_000)
  })
})

describe('the effect of a failure', () => {
  test('follows from phase, method, status and what is stated', () => {
    expect(faultFor(failureOf({ phase: 'not_sent' })).effect).toBe('none')
    expect(faultFor(failureOf({ status: 500 })).effect).toBe('unknown')
    expect(faultFor(failureOf({ status: 500, method: 'GET' })).effect).toBe('none')
    expect(faultFor(failureOf({ status: 503 })).effect).toBe('unknown')
    expect(faultFor(failureOf({ status: 503, headers: { 'retry-after': '1' } })).effect).toBe('none')
    expect(faultFor(failureOf({ status: 503, headers: { 'retry-after': '0' } })).effect).toBe('none')
    expect(faultFor(failureOf({ status: 503, headers: { 'retry-after': 'soon' } })).effect).toBe('unknown')
  })

  test('is none where what was thrown proves that nothing was sent', () => {
    const thrown = (code: string) =>
      faultFor(failureOf({ phase: 'sent', causes: [{ name: 'Error', message: '', code }] })).effect
    expect([thrown('ECONNREFUSED'), thrown('ECONNRESET')]).toEqual(['none', 'unknown'])
    const answered = failureOf({ status: 500, causes: [{ name: 'Error', message: '', code: 'ECONNREFUSED' }] })
    expect(faultFor(answered).effect).toBe('unknown')
  })
})

describe('a stated wait', () => {
  test.each([
    [429, 5_000],
    [503, 5_000],
    [500, 5_000],
    [402, 5_000],
    [404, null],
    [400, null],
    [403, null],
  ])('under %i is kept as %s: where no retry can help it promises nothing, but of a quota', (status, expected) => {
    expect(faultFor(failureOf({ status, headers: { 'retry-after': '5' } })).retryAfterMs).toBe(expected)
  })

  test('is kept as 0, and as null where none is stated', () => {
    expect(faultFor(failureOf({ status: 429, headers: { 'retry-after': '0' } })).retryAfterMs).toBe(0)
    expect(faultFor(failureOf({ status: 429 })).retryAfterMs).toBeNull()
  })

  test("counts from the server's clock, which the verdict names", () => {
    const verdict = (headers: Record<string, string>) =>
      classify(failureOf({ status: 429, headers }), known).serverNowMs
    expect(verdict({})).toBe(seenAtMs)
    expect(verdict({ date: new Date(5_000).toUTCString(), age: '2' })).toBe(7_000)
  })
})

describe('the texts of a fault', () => {
  const error = {
    code: 'c\u0000ode',
    type: 'ty\u001b[31mpe',
    message: 'line\r\nbreak \u202eback',
    param: 'pa\u200bram',
    request_id: 're\u0007q',
    doc_url: 'https://docs.test/\u0000x',
  }

  test('are single lines without control characters', () => {
    expect(faultFor(answerOf(400, { error }))).toMatchObject({
      code: 'code',
      type: 'type',
      message: 'line break back',
      param: 'param',
      requestId: 'req',
      docUrl: 'https://docs.test/x',
    })
  })

  test('are cut: two hundred characters of a word, four thousand of a message', () => {
    const long = 'x'.repeat(5_000)
    const fault = faultFor(
      answerOf(400, {
        error: {
          type: long,
          message: long,
          param: long,
          request_id: long,
          details: [{ field: long, message: long, code: long }],
        },
      }),
    )
    const [field] = fault.fieldErrors
    expect([fault.type, fault.message, fault.param, fault.requestId].map((text) => text?.length)).toEqual([
      200, 4_096, 200, 200,
    ])
    expect([field?.path, field?.message, field?.code].map((text) => text?.length)).toEqual([200, 4_096, 200])
    expect(faultFor(failureOf({ status: 400, body: '{}', url: `https://x.test/${long}` })).endpoint).toHaveLength(2_048)
  })

  test('are null where nothing readable is left', () => {
    expect(faultFor(answerOf(400, { error: { message: '\u0000\u200b', type: '\u001b', code: 'c' } }))).toMatchObject({
      message: null,
      type: null,
      code: 'c',
    })
  })

  test('hold none of the secrets of the request, however they are hidden', () => {
    const secret = 'hunter2hunter2'
    const hidden = `hunter2\u200bhunter2`
    const forms = [secret, `Bearer ${secret}`, hidden, `<${secret}>`]
    for (const text of forms) {
      const body = {
        error: {
          message: text,
          code: text.replaceAll(' ', '_'),
          type: text,
          param: text,
          request_id: text,
          details: [{ field: text, message: text, code: text }],
        },
      }
      const fault = faultFor(answerOf(400, body, { url: `https://api.example.com/${secret}/x` }), { secrets: [secret] })
      expect(JSON.stringify(fault)).not.toContain('hunter2hunter2')
      expect(fault.message).toContain('[REDACTED]')
    }
  })

  test('hold no secret of the request in their link either', () => {
    const body = { error: { message: 'm', doc_url: 'https://docs.test/?key=hunter2hunter2' } }
    expect(JSON.stringify(faultFor(answerOf(400, body), { secrets: ['hunter2hunter2'] }))).not.toContain(
      'hunter2hunter2',
    )
  })

  test('of what was thrown say the innermost cause, where there is no status', () => {
    const causes = [
      { name: 'TypeError', message: 'fetch failed' },
      { name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET' },
    ]
    expect(faultFor(failureOf({ causes })).message).toBe('read ECONNRESET')
    expect(faultFor(failureOf({ causes, status: 500 })).message).toBeNull()
  })

  test.each([
    ['https://docs.test/x', 'https://docs.test/x'],
    ['HTTP://docs.test/x', 'HTTP://docs.test/x'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['/relative', null],
    ['ftp://docs.test', null],
    [' https://docs.test', null],
    [`https://docs.test/${'x'.repeat(2_030)}`, `https://docs.test/${'x'.repeat(2_030)}`],
    [`https://docs.test/${'x'.repeat(2_031)}`, null],
  ])('link only to pages: %s', (doc_url, expected) => {
    expect(faultFor(answerOf(400, { error: { message: 'm', doc_url } })).docUrl).toBe(expected ?? pageOf('validation'))
  })

  test('link to the page of the provider before that of the answer', () => {
    const failure = answerOf(400, { error: { code: 'the_code', doc_url: 'https://answer.test/' } })
    expect(faultFor(failure, { provider: ruled({ kind: 'quota', docUrl: 'https://provider.test/' }) }).docUrl).toBe(
      'https://provider.test/',
    )
    expect(faultFor(failure, { provider: ruled({ kind: 'quota', docUrl: 'javascript:x' }) }).docUrl).toBe(
      'https://answer.test/',
    )
  })
})

describe('a fault', () => {
  test('says of the request where it went, and nothing of its query', () => {
    const url = 'https://user:pass@api.example.com/v1/things?key=hunter2#x'
    const fault = faultFor(failureOf({ status: 500, url, method: 'PUT', attempt: 4, atMs: 77, keyHint: 'abcde…' }))
    expect(fault).toMatchObject({
      origin: 'https://api.example.com',
      endpoint: '/v1/things',
      method: 'PUT',
      attempt: 4,
      atMs: 77,
      keyHint: 'abcde…',
    })
    expect(faultFor(failureOf({ status: 500, url: '' }))).toMatchObject({ origin: '', endpoint: '/', keyHint: null })
  })

  test('has all its fields, and is frozen to the bottom', () => {
    const bare = faultFor(failureOf())
    const full = faultFor(answerOf(400, { error: { message: 'm', details: [{ field: 'f', message: 'm' }] } }))
    expect(Object.keys(full)).toEqual(Object.keys(bare))
    expect(isDeeplyFrozen(bare) && isDeeplyFrozen(full)).toBe(true)
    expect(full.fieldErrors).toStrictEqual([{ path: 'f', message: 'm' }])
  })

  test.each(['a built-in format', 'a format of somebody'])('has a hundred field errors at most: %s', (by) => {
    const details = Array.from({ length: 150 }, (_, index) => ({ field: `f${index}`, message: 'm' }))
    const own = reads({ fieldErrors: details.map(({ field, message }) => ({ path: field, message })) })
    const known = by === 'a built-in format' ? {} : { formats: [own] }
    const { fieldErrors } = faultFor(answerOf(400, { error: { message: 'm', details } }), known)
    expect(fieldErrors).toHaveLength(100)
    expect(fieldErrors.at(-1)?.path).toBe('f99')
  })

  test('has empty texts where nothing of a field error can be read', () => {
    const unreadable = { path: '\u0000', message: '\u200b', code: '\u001b' }
    expect(
      faultFor(failureOf({ status: 400 }), { formats: [reads({ fieldErrors: [unreadable] })] }).fieldErrors,
    ).toEqual([{ path: '', message: '', code: '' }])
  })
})

describe('the signals', () => {
  test('tell who said what, in order of authority, and who decided', () => {
    const causes = [{ name: 'Error', message: '', code: 'ECONNRESET' }]
    const failure = coded(400, 'rate_limit', { causes, headers: { 'x-should-retry': 'false', 'retry-after': '5' } })
    expect(signalsFor(failure)).toEqual([
      { from: 'header', said: 'should-retry: false', used: true, overruled: false },
      { from: 'code', said: 'word ratelimit: rate_limit', used: true, overruled: true },
      { from: 'status', said: '400: validation', used: false, overruled: true },
      { from: 'thrown', said: 'ECONNRESET: network', used: false, overruled: true },
      { from: 'header', said: 'retry-after: 5000 ms', used: false, overruled: false },
    ])
  })

  test('are remembered beside the fault, and for no other', () => {
    const { fault, signals } = classify(failureOf({ status: 500 }), known)
    expect(signalsOf(fault)).toEqual(signals)
    expect(signalsOf({ ...fault })).toBeUndefined()
  })

  test('name the provider first, and whether one of its rules decided', () => {
    const mine = ruled({ kind: 'quota' })
    expect(signalsFor(coded(400), { providers: [mine] }).slice(0, 2)).toEqual([
      { from: 'host', said: 'mine', used: true, overruled: false },
      { from: 'code', said: 'mine the_code: quota', used: true, overruled: false },
    ])
    expect(signalsFor(coded(400), { provider: mine })[0]).toEqual({
      from: 'caller',
      said: 'mine',
      used: true,
      overruled: false,
    })
    expect(signalsFor(coded(400, 'other'), { providers: [mine] })).toEqual([
      { from: 'host', said: 'mine', used: false, overruled: false },
      { from: 'status', said: '400: validation', used: true, overruled: false },
    ])
    const byStatus = provider({ statuses: { 400: { kind: 'quota' } } })
    expect(signalsFor(failureOf({ status: 400 }), { providers: [byStatus] })[1]?.said).toBe('mine 400: quota')
  })

  test('tell of the client, the format and the look-alike', () => {
    expect(signalsFor(failureOf({ timedOut: true }))[0]).toEqual({
      from: 'client',
      said: 'timed out: timeout',
      used: true,
      overruled: false,
    })
    expect(signalsFor(failureOf({ aborted: true }))[0]).toEqual({
      from: 'client',
      said: 'aborted: aborted',
      used: true,
      overruled: false,
    })
    expect(signalsFor(failureOf({ status: 500 }), { formats: [reads({ kind: 'gone' })] })[0]).toEqual({
      from: 'field',
      said: 'mine: gone',
      used: true,
      overruled: false,
    })
    expect(signalsFor(failureOf({ status: 500 }), { formats: [reads({ effect: 'none' })] })[0]).toEqual({
      from: 'field',
      said: 'mine',
      used: false,
      overruled: false,
    })
    const alike = provider({
      name: 'alike',
      hosts: [],
      formats: [errorObject],
      codes: { the_code: { kind: 'gone' } },
    })
    expect(signalsFor(coded(400), { providers: [alike] })[0]).toEqual({
      from: 'code',
      said: "alike's look-alike the_code: gone",
      used: true,
      overruled: false,
    })
    expect(signalsFor(answerOf(200, '', { phase: 'body' }))).toEqual([
      { from: 'status', said: '200, cut short: bad_response', used: true, overruled: false },
    ])
  })

  test('say that a wait was used where it is kept', () => {
    expect(signalsFor(failureOf({ status: 429, headers: { 'retry-after': '5' } })).at(-1)).toEqual({
      from: 'header',
      said: 'retry-after: 5000 ms',
      used: true,
      overruled: false,
    })
    expect(signalsFor(failureOf({ status: 429 })).map(({ from }) => from)).toEqual(['status'])
  })
})
