import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../../test/fixtures/nouns.ts'
import type { Failure } from '../nouns/failure.ts'
import type { Format, Reading } from '../knowledge/format.ts'
import type { Provider } from '../knowledge/provider.ts'
import { type Knowledge, classify } from './classify.ts'

const careless = (reading: unknown): Format => ({ name: 'careless', read: () => reading as Reading })
const knowing = (reading: unknown): Knowledge => ({ providers: [], formats: [careless(reading)] })
const failure = failureOf({ status: 503, attempt: 2 })

describe('what a format of somebody says in the wrong type', () => {
  test.each([{ fieldErrors: 'x' }, { kind: 'nonsense' }])('leaves status, wait and abort to speak: %j', (reading) => {
    const headers = { 'retry-after': '60' }
    const { fault } = classify({ ...failure, headers }, knowing(reading))
    expect(fault).toMatchObject({ status: 503, attempt: 2, retryAfterMs: 60_000, origin: 'https://api.example.com' })
    expect(classify({ ...failure, aborted: true }, knowing(reading)).fault.kind).toBe('aborted')
  })

  test('leaves the table of the API to speak', () => {
    const mine: Provider = {
      name: 'mine',
      hosts: ['api.example.com'],
      statuses: { 503: { kind: 'conflict', remedy: 'Read it again.' } },
    }
    expect(classify(failure, { ...knowing({ kind: 'nonsense' }), providers: [mine] }).fault).toMatchObject({
      kind: 'conflict',
      remedy: 'Read it again.',
      provider: 'mine',
    })
  })
})

describe('what an adapter of somebody says in the wrong type', () => {
  test.each([{ body: {} }, { causes: [null] }, { url: 5 }, { headers: 7 }])('is a fault all the same: %j', (wrong) => {
    const given = { ...failure, ...wrong } as unknown as Failure
    expect(classify(given, { providers: [], formats: [] }).fault).toMatchObject({ kind: 'overloaded', status: 503 })
  })

  test('is nothing in the fault: no place of a URL that is none, no message of a body that is none', () => {
    const echo: Format = { name: 'echo', read: ({ text }) => ({ message: text }) }
    const mine: Provider = { name: 'mine', hosts: [], formats: [echo] }
    const given = { ...failure, url: 5, body: {} } as unknown as Failure
    expect(classify(given, { providers: [], formats: [], provider: mine }).fault).toMatchObject({
      origin: '',
      endpoint: '/',
      message: null,
    })
  })
})

describe('a provider of somebody that is none', () => {
  const broken = { providers: [{ name: 'broken' }], formats: [] } as unknown as Knowledge

  test('costs its own table and nothing else', () => {
    expect(classify(failure, broken).fault).toMatchObject({ kind: 'overloaded', provider: null })
  })

  test('costs no secret', () => {
    const url = 'https://api.example.com/keys/hunter2hunter2'
    const { endpoint } = classify({ ...failure, url }, { ...broken, secrets: ['hunter2hunter2'] }).fault
    expect(endpoint).toBe('/keys/[REDACTED]')
  })
})
