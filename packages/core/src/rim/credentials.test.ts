import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, fieldOf } from '../../../../test/fixtures/nouns.ts'
import { mavera, mavio, mira } from '../knowledge/providers/index.ts'
import { keyFault, keysOf, secretsOf } from './credentials.ts'
import { settingsOf } from './options.ts'

const call = (fields: Readonly<Record<string, string>>, url = 'https://app.mavera.io/api/v1/responses?key=x') =>
  callOf({ method: 'POST', url, header: fieldOf(fields) })
const settings = settingsOf({ clock: { ...manualClock(), now: () => 77 }, secrets: ['hunter-2'] })
const key = 'mvra_live_0123456789abcdefghijklmnopqrstuv'

describe('the keys of a request', () => {
  test.each([
    [{ authorization: `Bearer ${key}` }, [key]],
    [{ authorization: `bearer   ${key} ` }, [key]],
    [{ authorization: `Basic ${key}` }, []],
    [{ authorization: `Token ${key}` }, [key]],
    [{ authorization: key }, [key]],
    [{ authorization: 'Bearer' }, []],
    [{ authorization: 'Bearer ' }, []],
    [{ authorization: '' }, []],
    [{ authorization: 'Bearerish' }, ['Bearerish']],
    [
      { 'x-api-key': 'one', 'api-key': 'two', 'x-goog-api-key': 'three', authorization: 'Bearer four' },
      ['four', 'one', 'two', 'three'],
    ],
    [{ cookie: 'other' }, []],
  ])('of %j are %j', (fields, keys) => {
    expect(keysOf(call(fields))).toEqual(keys)
  })

  test('are none where the adapter cannot see the fields', () => {
    expect(keysOf(callOf())).toEqual([])
    expect(secretsOf(callOf())).toEqual([])
  })
})

describe('the secrets of a request', () => {
  const plain = 'https://api.example.com/things'

  test.each([
    ['its keys', { 'x-api-key': 'one' }, plain, ['one']],
    ['what other fields of that kind hold', { 'private-token': 'glpat', apikey: 'k' }, plain, ['glpat', 'k']],
    ['each cookie alone too', { cookie: 'a=1; session=s3' }, plain, ['a=1; session=s3', '1', 's3']],
    [
      'a password, as it is and as it is sent',
      { authorization: 'Basic dXNlcjpwYTpzcw==' },
      plain,
      ['dXNlcjpwYTpzcw==', 'pa:ss'],
    ],
    ['no password where it is none', { authorization: 'Basic !' }, plain, []],
    ['values of the URL whose names say so', {}, `${plain}?api_key=k1&page=2&Signature=s`, ['k1', 's']],
    ['the password of the URL', {}, 'https://user:p%40ss@api.example.com/', ['p@ss']],
    ['nothing of a relative URL', {}, '/things?api_key=k1', []],
  ])('are %s', (_, fields, url, secrets) => {
    expect(secretsOf(call(fields as Readonly<Record<string, string>>, url))).toEqual(secrets)
  })
})

describe('a key that cannot be right', () => {
  test('is none at all', () => {
    const fault = keyFault(call({}), mavera, settings)
    expect(fault).toMatchObject({
      kind: 'authentication',
      retryable: false,
      effect: 'none',
      status: null,
      provider: 'mavera',
      keyHint: null,
      atMs: 77,
      attempt: 1,
    })
    expect(fault?.message).toContain('mvra_live_')
    expect(fault).toMatchObject({ method: 'POST', origin: 'https://app.mavera.io', endpoint: '/api/v1/responses' })
    expect(Object.isFrozen(fault)).toBe(true)
  })

  test.each([
    'sk-0123456789abcdefghijklmnop',
    'mvra_live_',
    'mvra_test_0123456789abcdefgh',
    `x${key}`,
    'MVRA_LIVE_0123456789abcdefgh',
  ])('is of another form: %s', (wrong) => {
    const fault = keyFault(call({ authorization: `Bearer ${wrong}` }), mavera, settings)
    expect(fault).toMatchObject({ kind: 'authentication', retryable: false, effect: 'none' })
    expect(fault?.code).not.toBe(keyFault(call({}), mavera, settings)?.code)
    if (wrong !== 'mvra_live_') expect(JSON.stringify(fault)).not.toContain(wrong)
  })

  test('is told by no more than ten of its characters, and by none where it is short', () => {
    const hint = (text: string) => keyFault(call({ authorization: `Bearer ${text}` }), mavera, settings)?.keyHint
    expect(hint('x'.repeat(60))).toBe(`${'x'.repeat(10)}…`)
    expect(hint('x'.repeat(20))).toBe(`${'x'.repeat(5)}…`)
    expect(hint('x'.repeat(19))).toBeNull()
  })

  test('shows no secret of the path', () => {
    const fault = keyFault(call({}, 'https://app.mavera.io/tenants/hunter-2/things'), mavera, settings)
    expect(fault?.endpoint).toBe('/tenants/[REDACTED]/things')
  })

  test.each([
    ['it has the form of its API', call({ authorization: `Bearer ${key}` }), mavera],
    ['it has the form of its API, in another field', call({ 'x-api-key': 'mvo_live_1' }), mavio],
    ['the API documents no form', call({}), mira],
    ['nobody knows the API', call({}), null],
    ['the adapter cannot see the fields', callOf(), mavera],
  ])('is not this one: %s', (_, info, provider) => {
    expect(keyFault(info, provider, settings)).toBeNull()
  })
})
