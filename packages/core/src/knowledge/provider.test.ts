import { describe, expect, test } from 'vitest'
import { type Provider, bind, defineProvider, providerOf, remedyOf } from './provider.ts'
import { jobs, mavera, mavio, mira, providers } from './providers/index.ts'

const provider = (name: string, ...hosts: string[]): Provider => ({ name, hosts })

describe('providerOf', () => {
  const known = [
    provider('exact', 'api.example.com'),
    provider('port', 'localhost:8080'),
    provider('suffix', '*.example.com'),
    provider('late', 'api.example.com'),
    provider('usual port', 'llm.internal:443'),
  ]

  test.each([
    ['api.example.com', 'exact'],
    ['api.example.com:8443', 'exact'],
    ['localhost:8080', 'port'],
    ['eu.api.example.com', 'suffix'],
    ['eu.example.com:99', 'suffix'],
    // as an https URL has it that names no port, or its own
    ['llm.internal', 'usual port'],
  ])('knows %s', (host, name) => {
    expect(providerOf(host, known)?.name).toBe(name)
  })

  test.each([
    '',
    'example.com',
    'localhost',
    'localhost:8081',
    'llm.internal:8443',
    'badexample.com',
    'api.example.com.evil.test',
    'api.example.com:123456',
  ])('does not know %j', (host) => {
    expect(providerOf(host, known)).toBeNull()
  })

  test('knows nobody where nobody is known', () => {
    expect(providerOf('api.example.com', [])).toBeNull()
    expect(providerOf('', providers)).toBeNull()
  })
})

describe('bind', () => {
  test('answers for these hosts too, in lower case, and leaves the provider as it is', () => {
    const bound = bind(mira, 'Localhost:8080', 'Proxy.test')
    expect(bound).toEqual({ ...mira, hosts: ['api.vmira.ai', 'localhost:8080', 'proxy.test'] })
    expect(mira.hosts).toEqual(['api.vmira.ai'])
    expect(Object.isFrozen(bound) && Object.isFrozen(bound.hosts)).toBe(true)
    expect(providerOf('proxy.test', [bound])).toBe(bound)
  })
})

test('defineProvider answers a frozen copy', () => {
  const mine = provider('mine', 'x.test')
  expect(defineProvider(mine)).toEqual(mine)
  expect(defineProvider(mine)).not.toBe(mine)
  expect(Object.isFrozen(defineProvider(mine))).toBe(true)
})

describe('the built-in providers', () => {
  const four = [mavera, mavio, mira, jobs]

  test('have a name each, and no two the same host', () => {
    const hosts = providers.flatMap((it) => it.hosts)
    expect(new Set(hosts).size).toBe(hosts.length)
    expect(new Set(providers.map((it) => it.name)).size).toBe(providers.length)
    expect(four.every((it) => providers.includes(it))).toBe(true)
    expect(Object.isFrozen(providers) && providers.every((it) => Object.isFrozen(it))).toBe(true)
  })

  test('are recognised by the hosts that they document, and by no other', () => {
    expect(providerOf('app.mavera.io', providers)?.name).toBe('mavera')
    expect(providerOf('api.vmira.ai', providers)?.name).toBe('mira')
    expect([mavio.hosts, jobs.hosts]).toEqual([[], []])
  })

  test('repeat a POST on what their own guides say', () => {
    expect(four.map((it) => [it.name, it.repeats])).toEqual([
      ['mavera', [429, 500, 503, 'network']],
      ['mavio', undefined],
      ['mira', [429, 500, 503]],
      ['jobs', [429, 500, 503, 'network']],
    ])
  })

  test('know how their keys begin and what stands in for a missing wait, where it is documented', () => {
    expect(four.map((it) => it.keyPrefix)).toEqual(['mvra_live_', 'mvo_live_', undefined, undefined])
    expect(four.map((it) => it.throttledWaitMs)).toEqual([undefined, undefined, 60_000, undefined])
  })

  test('have the attempts of their own guides', () => {
    expect(four.map((it) => it.guide?.maxAttempts)).toEqual([6, undefined, 6, 3])
  })

  test('name the support address that is documented', () => {
    expect(mavera.support?.email).toBe('support@mavera.io')
  })

  test('are plain data but for their formats', () => {
    for (const { formats, ...data } of providers) expect(JSON.parse(JSON.stringify(data))).toEqual(data)
  })

  test.each([
    [
      'of a code before that of its status',
      ['SUSPENDED_ACCOUNT', 403],
      'Ask their support why the account is suspended.',
    ],
    ['of the status', ['ANOTHER', 403], 'Give the key the permission for this.'],
    ['of the status where there is no code', [undefined, 404], 'Check the id.'],
  ] as const)('have the remedy %s', (_, names, text) => {
    expect(remedyOf(jobs, ...names)).toBe(text)
  })

  test('have none for what they do not name', () => {
    expect(remedyOf(jobs, 'ANOTHER', 418)).toBeUndefined()
    expect(remedyOf(jobs, '', undefined)).toBeUndefined()
    expect(remedyOf(defineProvider({ name: 'x', hosts: [] }), 400)).toBeUndefined()
  })
})
