import { type Provider, bind, decisionOf, faultOf, jobs, mavera, mavio, mira } from '@recourse/core'
import { withRecourse } from '@recourse/fetch'
import * as failing from '@recourse/msw'
import { type ListedScenario, type Scenario, flaky, scenarios } from '@recourse/msw'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordingClock } from '../conformance/clock.ts'
import { apiErrors } from '../fixtures/api-errors.ts'
import { documentedBy, verdictNames, verdictOn } from './verdicts.ts'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

const known: Readonly<Record<string, Provider>> = { mavera, mavio, mira, jobs }

/** One call to a host of its own, which the API's provider answers for where there is one. */
async function call({ name, api }: ListedScenario, resolver: Parameters<typeof http.all>[1], method = 'GET') {
  const host = `${name.toLowerCase().replace(/\W+/g, '-')}.test`
  const seen: string[] = []
  server.use(
    http.all(`https://${host}/things`, ({ request }) => void seen.push(request.method)),
    http.all(`https://${host}/things`, resolver),
  )
  const provider = known[api ?? '']
  const clock = recordingClock(0)
  const fetch = withRecourse(globalThis.fetch, {
    ...(provider && { providers: [bind(provider, host)] }),
    policy: { maxAttempts: 2 },
    preflight: false,
    clock,
    onEvent: (event) => event.type === 'retry' && clock.announce(event.delayMs),
  })
  const subject = await fetch(`https://${host}/things`, { method }).catch((error: unknown) => error)
  return { subject, fault: faultOf(subject), decision: decisionOf(subject), requests: seen.length, waits: clock.waits }
}

const codeOf = ({ scenario }: ListedScenario): string | null => {
  const body = scenario.answer?.body as { error?: { code?: string } } | undefined
  return body?.error?.code ?? null
}

describe.each(scenarios)('$name', (row) => {
  const verdict = verdictOn(row, codeOf(row))

  test(`is taken for what it plays: ${verdict?.kind}`, async () => {
    const { fault } = await call(row, row.scenario)
    const { kind, retryable, retryAfterMs, status, provider } = fault ?? {}
    expect({ kind, retryable, retryAfterMs, status, provider }).toEqual({
      ...verdict,
      status: row.status,
      provider: Object.hasOwn(known, row.api ?? '') ? row.api : null,
    })
  })

  test(`is ${verdict?.retryable ? 'sent again for a GET, and heals' : 'given up at once'}`, async () => {
    const { subject, requests, decision } = await call(row, flaky([row.scenario, 200]))
    if (verdict?.retryable) {
      expect({ requests, status: (subject as Response).status }).toEqual({ requests: 2, status: 200 })
    } else {
      expect({ requests, decision }).toMatchObject({ requests: 1, decision: { retry: false, reason: 'permanent' } })
    }
  })
})

test('every documented error of the four APIs has a scenario, and every verdict has one too', () => {
  const played = new Set(scenarios.map((row) => documentedBy(row, codeOf(row))))
  expect(apiErrors.filter((error) => !played.has(error))).toEqual([])
  expect(verdictNames.filter((name) => !scenarios.some((row) => row.name === name))).toEqual([])
  const ours = scenarios.filter(({ api }) => Object.hasOwn(known, api ?? ''))
  expect(ours.filter((row) => documentedBy(row, codeOf(row)) === undefined)).toEqual([])
})

test('a POST to an API whose guide repeats it is sent again, and to another it is not', async () => {
  const sent = async (name: string): Promise<number> => {
    const row = scenarios.find((each) => each.name === name)
    if (row === undefined) throw new Error(`no scenario ${name}`)
    return (await call(row, row.scenario, 'POST')).requests
  }
  expect(await sent('mavera.serverError')).toBe(2)
  expect(await sent('jobs.databaseError')).toBe(2)
  expect(await sent('mavio.serverError')).toBe(1)
})

describe('what an option adds is read', () => {
  const requestId = 'req_0123456789'
  const retryAfterMs = 8_000
  const rowOf = (name: string, scenario: Scenario): ListedScenario => {
    const api = name.includes('.') ? (name.split('.')[0] ?? null) : null
    return { name: `${name}-with-options`, api, status: scenario.answer?.status ?? null, scenario }
  }
  const faultFrom = async (name: string, scenario: Scenario) => (await call(rowOf(name, scenario), scenario)).fault

  test.each([
    ['mavera.rateLimited', failing.mavera.rateLimited({ retryAfterMs, requestId })],
    ['mavio.rateLimited', failing.mavio.rateLimited({ retryAfterMs, requestId })],
    ['mira.rateLimited', failing.mira.rateLimited({ retryAfterMs, requestId })],
    ['openai.rateLimited', failing.openai.rateLimited({ retryAfterMs, requestId })],
    ['anthropic.rateLimited', failing.anthropic.rateLimited({ retryAfterMs, requestId })],
    ['jobs.rateLimited', failing.jobs.rateLimited({ retryAfterMs, requestId })],
    ['google.rateLimited', failing.google.rateLimited({ retryAfterMs, requestId })],
    ['overloaded', failing.overloaded({ retryAfterMs, requestId })],
    ['problem', failing.problem({ status: 503, title: 'Busy.', retryAfterMs, requestId })],
  ])('the wait and the request id of %s', async (name, scenario) => {
    expect(await faultFrom(name, scenario)).toMatchObject({ retryAfterMs, requestId })
  })

  test.each([
    ['htmlFromProxy', failing.htmlFromProxy({ status: 503, retryAfterMs, retryAfterAs: 'date' })],
    ['emptyBody', failing.emptyBody({ status: 429, retryAfterMs, retryAfterAs: 'milliseconds' })],
  ])('the wait of %s', async (name, scenario) => {
    expect(await faultFrom(name, scenario)).toMatchObject({ retryAfterMs })
  })

  const fields = { 'address.city': 'Too short.' }
  test.each([
    ['validation', failing.validation({ fields }), 'address.city'],
    ['mavio.validation', failing.mavio.validation({ fields }), 'address.city'],
    ['fastapi.validation', failing.fastapi.validation({ fields }), 'body.address.city'],
    ['problem', failing.problem({ status: 422, fields }), '#/address/city'],
  ])('the fields of %s', async (name, scenario, path) => {
    expect((await faultFrom(name, scenario))?.fieldErrors).toMatchObject([{ path, message: 'Too short.' }])
  })

  test.each([
    ['mavera.missingField', failing.mavera.missingField({ fields })],
    ['openai.validation', failing.openai.validation({ fields })],
  ])('the parameter of %s', async (name, scenario) => {
    expect((await faultFrom(name, scenario))?.param).toBe('address.city')
  })
})
