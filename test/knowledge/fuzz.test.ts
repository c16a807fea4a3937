import { type Fault, type Json, classify, kinds } from '@recourse/core'
import { describe, expect, test } from 'vitest'
import { failureFrom, fixturesIn } from '../fixtures/answers.ts'

const isFull = process.env['RECOURSE_FULL'] === '1'
const rounds = isFull ? 1_000_000 : 10_000

const originals = [...(await fixturesIn('formats')), ...(await fixturesIn('providers'))]
  .flatMap(({ answers }) => answers)
  .map(failureFrom)

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const marker = 'through the prototype'

/** What a hostile server could put in the place of a value. */
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  1e-308,
  9e15,
  '',
  ' ',
  '\u0000\u001b[2J\u202e\ud800',
  '<script>alert(1)</script>',
  '<b>bold</b> <a href="javascript:x">click</a>',
  'a\r\nset-cookie: x',
  'x'.repeat(5_000),
  '9'.repeat(400),
  '1e999',
  'NaN',
  '-5s',
  '99999999999999999999s',
  '2026-02-30T25:61:61Z',
  '{"error":{"message":"{\\"error\\":{\\"message\\":\\"deep\\"}}"}}',
  [],
  {},
  [[[[[]]]]],
  { message: {}, code: [], errors: 1 },
  { ['__proto__']: { message: marker, code: marker, error: { message: marker } } },
  { constructor: { prototype: { message: marker } } },
]
const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'message',
  'error',
  'errors',
  'code',
  'status',
  'retry_after',
]
const fields = [
  'retry-after',
  'retry-after-ms',
  'x-ratelimit-reset',
  'x-ratelimit-remaining',
  'ratelimit',
  'date',
  'age',
  'content-type',
  'www-authenticate',
  'x-request-id',
  'x-should-retry',
]
const fieldValues = [
  '',
  '-1',
  '0',
  '1e999',
  '9'.repeat(400),
  'NaN',
  '5, 7, soon',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Bearer error="\u0000<b>"',
  'true',
  'text/html',
  '"a";r=0;t=9999999999999999',
  '\u202e',
]

function mutant(random: () => number): ReturnType<typeof failureFrom> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const original = pick(originals)
  const changed = {
    ...original,
    headers: { ...original.headers },
    status: pick([original.status, 200, 207, 400, 403, 429, 500, 503, 599]),
  }
  if (random() < 0.5) changed.headers[pick(fields)] = pick(fieldValues)
  const { body = '' } = original
  const how = random()
  if (how < 0.1) changed.body = body.slice(0, Math.floor(random() * body.length))
  else if (how < 0.2)
    changed.body = body.slice(0, 20) + String.fromCharCode(Math.floor(random() * 65_536)) + body.slice(20)
  else changed.body = replaced(body, pick, random)
  return changed as ReturnType<typeof failureFrom>
}

/** JSON with up to three of its values replaced, or keys added; other texts with a value in their middle. */
function replaced(body: string, pick: <T>(list: readonly T[]) => T, random: () => number): string {
  let json: Json
  try {
    json = JSON.parse(body) as Json
  } catch {
    return body.slice(0, 30) + String(pick(values)) + body.slice(30)
  }
  for (let times = 0; times < 3; times++) {
    let here: unknown = json
    for (let depth = 0; depth < 4 && typeof here === 'object' && here !== null; depth++) {
      const names = Object.keys(here)
      const name = random() < 0.2 || names.length === 0 ? pick(keys) : pick(names)
      const inner: unknown = Object.hasOwn(here, name) ? (here as Record<string, unknown>)[name] : undefined
      if (typeof inner === 'object' && inner !== null && random() < 0.6) {
        here = inner
        continue
      }
      Object.defineProperty(here, name, {
        value: structuredClone(pick(values)),
        enumerable: true,
        configurable: true,
        writable: true,
      })
      break
    }
  }
  return JSON.stringify(json)
}

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u
const tags = /<\/?(?:a|b|br|script|style|html|head|body|h1|p|div|span|title|pre)\b/i

/** What is wrong with a fault, or undefined. Plain comparisons: a million assertions would take minutes. */
function flawOf(fault: Fault): string | undefined {
  if (!Object.hasOwn(kinds, fault.kind)) return `kind ${fault.kind}`
  for (const [name, value] of Object.entries(fault)) {
    if (typeof value === 'number' && !Number.isFinite(value)) return `${name} is ${value}`
    if (typeof value === 'string' && (unprintable.test(value) || value.includes(marker))) return `${name} is ${value}`
  }
  const { retryAfterMs, message, fieldErrors } = fault
  if (retryAfterMs !== null && !(Number.isInteger(retryAfterMs) && retryAfterMs >= 0))
    return `a wait of ${retryAfterMs}`
  const texts = [message ?? '', ...fieldErrors.flatMap(({ path, message: text }) => [path, text])]
  const bad = texts.find((text) => unprintable.test(text) || tags.test(text) || text.includes(marker))
  return bad === undefined ? undefined : `text ${bad}`
}

describe('of bodies and fields that nobody wrote down', () => {
  test(`${rounds} are read without a throw, a number without end, markup, or a step onto a prototype`, () => {
    const random = chance(20_261_121)
    for (let round = 0; round < rounds; round++) {
      const failure = mutant(random)
      const flaw = flawOf(classify(failure))
      if (flaw !== undefined) expect.fail(`round ${round}: ${flaw}\n${JSON.stringify(failure)}`)
    }
    expect(originals.length).toBeGreaterThan(100)
  }, 600_000)

  test('a polluted Object.prototype changes no fault', () => {
    const failures = originals.map((failure) => ({ ...failure }))
    const clean = failures.map((failure) => classify(failure))
    const names = new Set(
      failures.flatMap(({ body = '' }) => [...body.matchAll(/"([\w@.-]{1,40})":/g)].map(([, name = '']) => name)),
    )
    const prototype = Object.prototype as unknown as Record<string, unknown>
    const added = [...names].filter((name) => !(name in prototype))
    const changed: string[] = []
    try {
      for (const name of added)
        Object.defineProperty(prototype, name, { value: marker, enumerable: false, configurable: true, writable: true })
      for (const [index, failure] of failures.entries())
        if (JSON.stringify(classify(failure)) !== JSON.stringify(clean[index])) changed.push(String(failure.body))
    } finally {
      for (const name of added) delete prototype[name]
    }
    expect(changed).toEqual([])
    expect(added.length).toBeGreaterThan(50)
  })
})
