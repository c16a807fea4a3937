import { jobs } from './apis/jobs.ts'
import { mavera } from './apis/mavera.ts'
import { mavio } from './apis/mavio.ts'
import { mira } from './apis/mira.ts'
import { brokenJson, emptyBody, htmlFromProxy } from './bodies.ts'
import { dropConnection } from './connection.ts'
import * as plain from './plain.ts'
import type { Scenario } from './scenario.ts'
import { anthropic } from './shapes/anthropic.ts'
import { fastapi } from './shapes/fastapi.ts'
import { google } from './shapes/google.ts'
import { openai } from './shapes/openai.ts'
import { problem } from './shapes/problem.ts'

/** A row of the list: what fails, and how. */
export type ListedScenario = Readonly<{
  /** `mavera.rateLimited`, or `htmlFromProxy, 502`. */
  name: string
  /** null: a shape of no API in particular. */
  api: string | null
  /** null: no answer comes. */
  status: number | null
  scenario: Scenario
}>

const row = (name: string, scenario: Scenario, api: string | null = null): ListedScenario =>
  Object.freeze({ name, api, status: scenario.answer?.status ?? null, scenario })

const rowsOf = (api: string | null, makers: Readonly<Record<string, () => Scenario>>): readonly ListedScenario[] =>
  Object.entries(makers).map(([key, make]) => row(api === null ? key : `${api}.${key}`, make(), api))

const waiting = { retryAfterMs: 1_000 } as const
const fields = { 'address.city': 'Too short.' }

/** Every failure of this package in its usual form, and the 429 with each form of a wait. What never answers is not in it. */
export const scenarios: readonly ListedScenario[] = /* @__PURE__ */ listed()

function listed(): readonly ListedScenario[] {
  return Object.freeze([
    ...rowsOf(null, plain),
    row('rateLimited, 1 s in seconds', plain.rateLimited(waiting)),
    row('rateLimited, 1 s as a date', plain.rateLimited({ ...waiting, retryAfterAs: 'date' })),
    row('rateLimited, 1 s in milliseconds', plain.rateLimited({ ...waiting, retryAfterAs: 'milliseconds' })),
    row('rateLimited, 1 s as a reset', plain.rateLimited({ ...waiting, retryAfterAs: 'reset' })),
    row('overloaded, 1 s in seconds', plain.overloaded(waiting)),
    row('problem, 403', problem({ status: 403, title: 'You may not do this.' })),
    row('problem, 422', problem({ status: 422, type: 'https://api.example.com/problems/invalid', fields })),
    row('htmlFromProxy, 502', htmlFromProxy()),
    row('htmlFromProxy, 503', htmlFromProxy({ status: 503 })),
    row('htmlFromProxy, 504', htmlFromProxy({ status: 504 })),
    row('htmlFromProxy, as JSON', htmlFromProxy({ headers: { 'content-type': 'application/json' } })),
    row('emptyBody, 500', emptyBody()),
    row('emptyBody, 404', emptyBody({ status: 404 })),
    row('brokenJson, 500', brokenJson()),
    row('dropConnection', dropConnection()),
    ...rowsOf('mavera', mavera),
    ...rowsOf('mavio', mavio),
    ...rowsOf('mira', mira),
    ...rowsOf('jobs', jobs),
    ...rowsOf('openai', openai),
    ...rowsOf('anthropic', anthropic),
    ...rowsOf('google', google),
    ...rowsOf('fastapi', fastapi),
  ])
}
