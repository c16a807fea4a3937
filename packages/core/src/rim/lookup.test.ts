import { describe, expect, test } from 'vitest'
import { callOf } from '../../../../test/fixtures/nouns.ts'
import { defaultPolicy } from '../nouns/policy.ts'
import { bind } from '../knowledge/provider.ts'
import { jobs, mavera, mira } from '../knowledge/providers/index.ts'
import { hostIn } from './call.ts'
import { createLookup } from './lookup.ts'
import { type RecourseOptions, settingsOf } from './options.ts'

const lookupOf = (options: RecourseOptions = {}) => createLookup(settingsOf(options))

describe('hostIn', () => {
  test.each([
    ['https://api.example.com/v1', 'api.example.com'],
    ['https://API.Example.com:8443/v1?x=1', 'api.example.com:8443'],
    ['https://user:p@ss@api.example.com/v1', 'api.example.com'],
    ['https://api.example.com?x=https://other.test/', 'api.example.com'],
    ['https://api.example.com#@other.test', 'api.example.com'],
    ['https://api.example.com', 'api.example.com'],
    // the same host, and so the same budget
    ['https://api.example.com:443/v1', 'api.example.com'],
    ['http://api.example.com:80', 'api.example.com'],
    ['https://api.example.com:/v1', 'api.example.com'],
    ['https://api.example.com:4431/v1', 'api.example.com:4431'],
    ['https://[::1]:443/v1', '[::1]'],
    // another server
    ['https://api.example.com:80/v1', 'api.example.com:80'],
    ['HTTP://api.example.com:443/v1', 'api.example.com:443'],
    ['http://[::80]/v1', '[::80]'],
    // a backslash ends the host as a slash does (WHATWG URL, 4.4)
    [String.raw`https://other.test\@app.mavera.io/v1`, 'other.test'],
    [String.raw`https://app.mavera.io\v1`, 'app.mavera.io'],
    ['/v1/things', ''],
    ['/proxy?url=https://app.mavera.io/v1', ''],
    ['/things#https://app.mavera.io/v1', ''],
    ['//app.mavera.io/v1', ''],
    ['things/https://app.mavera.io/v1', ''],
    ['things', ''],
    ['', ''],
    ['https://', ''],
  ])('finds the host of %j: %j', (url, host) => {
    expect(hostIn(url)).toBe(host)
  })
})

describe('the host of a call', () => {
  test('stands beside its provider, with its port, each time', () => {
    const { place } = lookupOf()
    for (let time = 0; time < 2; time++) {
      expect(place(callOf({ url: 'https://app.mavera.io/a' })).host).toBe('app.mavera.io')
      expect(place(callOf({ url: 'https://app.mavera.io/b' })).host).toBe('app.mavera.io')
      expect(place(callOf({ url: 'http://app.mavera.io:8080/b' })).host).toBe('app.mavera.io:8080')
      expect(place(callOf({ url: 'https://app.mavera.io.other.test/' })).host).toBe('app.mavera.io.other.test')
      expect(place(callOf({ url: '/relative' })).host).toBe('')
    }
  })

  test('is its own, whatever provider the call names', () => {
    const { place } = lookupOf()
    expect(place(callOf({ url: 'https://x.test/', options: { provider: 'jobs' } }))).toEqual({
      host: 'x.test',
      provider: jobs,
    })
  })
})

describe('the provider of a call', () => {
  test('is that of its host, each time', () => {
    const { place } = lookupOf()
    expect(place(callOf({ url: 'https://app.mavera.io/a' })).provider).toBe(mavera)
    expect(place(callOf({ url: 'https://app.mavera.io/b' })).provider).toBe(mavera)
    expect(place(callOf({ url: 'https://api.vmira.ai/b' })).provider).toBe(mira)
    expect(place(callOf()).provider).toBeNull()
    expect(place(callOf()).provider).toBeNull()
    expect(place(callOf({ url: '/relative' })).provider).toBeNull()
  })

  test('is the one that the call names, whatever its host', () => {
    const { place } = lookupOf()
    expect(place(callOf({ options: { provider: 'jobs' } })).provider).toBe(jobs)
    expect(place(callOf({ url: 'https://app.mavera.io/a', options: { provider: 'jobs' } })).provider).toBe(jobs)
    expect(place(callOf({ url: 'https://app.mavera.io/a' })).provider).toBe(mavera)
  })

  test('must be known by the name that the call gives', () => {
    const { place } = lookupOf({ providers: [mavera, jobs] })
    expect(() => place(callOf({ options: { provider: 'mira' } }))).toThrow(
      new TypeError('recourse: no provider is named "mira"; known are mavera, jobs'),
    )
  })

  test('is looked up once for a host', () => {
    let asked = 0
    const hosts = ['watched.test']
    hosts.some = (...args) => {
      asked++
      return Array.prototype.some.apply(hosts, args)
    }
    const { place } = lookupOf({ providers: [{ name: 'watched', hosts }] })
    for (let call = 0; call < 5; call++)
      expect(place(callOf({ url: `https://watched.test/${call}` })).provider).toMatchObject({ name: 'watched' })
    expect(asked).toBe(1)
  })

  test('is found for any number of hosts, of which not all are remembered', () => {
    const { place } = lookupOf({ providers: [bind(jobs, '*.many.test')] })
    for (let host = 0; host < 2_500; host++)
      expect(place(callOf({ url: `https://h${host}.many.test/` })).provider?.name).toBe('jobs')
    expect(place(callOf({ url: 'https://h0.many.test/' })).provider?.name).toBe('jobs')
    expect(place(callOf({ url: 'https://other.test/' })).provider).toBeNull()
  })
})

describe('the policy of a call', () => {
  const guided = { maxAttempts: 6, transient: { baseMs: 1_000, capMs: 60_000, jitter: 'equal' } }

  test('is that of the Recourse, the very same object', () => {
    const settings = settingsOf({ policy: { maxAttempts: 5 } })
    const { policy } = createLookup(settings)
    expect(policy(callOf(), null)).toBe(settings.policy)
    expect(policy(callOf({ options: {} }), mavera)).toBe(settings.policy)
  })

  test('has its own options on top', () => {
    const { policy } = lookupOf({ policy: { maxAttempts: 5, maxWaitMs: 7 } })
    expect(policy(callOf({ options: { policy: { maxAttempts: 2 } } }), null)).toMatchObject({
      maxAttempts: 2,
      maxWaitMs: 7,
    })
    expect(() => policy(callOf({ options: { policy: { maxAttempts: 0 } } }), null)).toThrow(TypeError)
  })

  test('is that of the guide where asked for, with the own numbers on top, once for each API', () => {
    const { policy } = lookupOf({ policy: { preset: 'guide', maxWaitMs: 7 } })
    const first = policy(callOf(), mavera)
    expect(first).toMatchObject({ ...guided, maxWaitMs: 7 })
    expect(policy(callOf(), mavera)).toBe(first)
    expect(policy(callOf(), jobs).maxAttempts).toBe(3)
    expect(policy(callOf(), null)).toEqual({ ...defaultPolicy, maxWaitMs: 7 })
    expect(policy(callOf(), { name: 'x', hosts: [] })).toEqual({ ...defaultPolicy, maxWaitMs: 7 })
    expect(lookupOf({ policy: { preset: 'guide', maxAttempts: 2 } }).policy(callOf(), mavera).maxAttempts).toBe(2)
  })

  test('is that of the guide for one call alone, or not of it', () => {
    const plain = lookupOf()
    expect(plain.policy(callOf({ options: { policy: { preset: 'guide' } } }), mavera)).toMatchObject(guided)
    expect(plain.policy(callOf(), mavera)).toEqual(defaultPolicy)
    const guide = lookupOf({ policy: { preset: 'guide' } })
    expect(guide.policy(callOf({ options: { policy: { preset: 'server' } } }), mavera)).toEqual(defaultPolicy)
    expect(guide.policy(callOf({ options: { policy: { maxAttempts: 2 } } }), mavera)).toMatchObject({
      ...guided,
      maxAttempts: 2,
    })
  })

  test('does not change with the object that it came from', () => {
    const input = {
      preset: 'guide' as const,
      transient: { baseMs: 5, capMs: 50, jitter: 'none' as const },
      kinds: { conflict: true },
    }
    const { policy } = lookupOf({ policy: input })
    input.transient.baseMs = 99
    input.kinds.conflict = false
    expect(policy(callOf(), mavera)).toMatchObject({ transient: { baseMs: 5 }, kinds: { conflict: true } })
  })
})
