import { describe, expect, test } from 'vitest'
import { admit } from '../../../../test/fixtures/admit.ts'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, failureOf, fieldOf } from '../../../../test/fixtures/nouns.ts'
import { defineProvider } from '../knowledge/provider.ts'
import type { CallInfo } from './call-info.ts'
import type { Ticket } from './call.ts'
import type { RecourseOptions } from './options.ts'
import { createRecourse } from './recourse.ts'

const quoting = defineProvider({
  name: 'quoting',
  hosts: ['quoting.test'],
  idempotency: { header: 'X-Request-Key', quoted: true },
})
const uuidForm = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

function ticketOf(call: Partial<CallInfo>, options: RecourseOptions = {}): Ticket {
  const recourse = createRecourse({ clock: manualClock({ chance: 0.5 }), providers: [quoting], ...options })
  const ticket = admit(recourse, callOf({ method: 'POST', ...call }))
  return ticket
}

describe('an idempotency key', () => {
  test('is sent under the usual name where the API has none of its own', () => {
    const { idempotencyKey, headers } = ticketOf({ options: { idempotencyKey: 'order-17' } })
    expect([idempotencyKey, headers]).toEqual(['order-17', { 'Idempotency-Key': 'order-17' }])
  })

  test('is sent as its API asks', () => {
    const { idempotencyKey, headers } = ticketOf({
      url: 'https://quoting.test/x',
      options: { idempotencyKey: 'order-17' },
    })
    expect([idempotencyKey, headers]).toEqual(['order-17', { 'X-Request-Key': '"order-17"' }])
  })

  test('is made where the call asks for one, by the clock that was given', () => {
    const ticket = ticketOf({ options: { idempotencyKey: true } })
    expect(ticket.idempotencyKey).toBe('88888888-8888-4888-a888-888888888888')
    expect(ticketOf({ options: { idempotencyKey: true } }, { clock: undefined } as object).idempotencyKey).toMatch(
      uuidForm,
    )
  })

  test.each([
    ['POST', true],
    ['PATCH', true],
    ['GET', false],
    ['PUT', false],
    ['DELETE', false],
  ])('is made by the policy `keyed` where the method asks for it: %s', (method, made) => {
    const { idempotencyKey, headers } = ticketOf({ method }, { policy: { repeat: 'keyed' } })
    expect(idempotencyKey !== null).toBe(made)
    expect(headers !== null).toBe(made)
  })

  test('is not made unasked', () => {
    expect(ticketOf({})).toMatchObject({ idempotencyKey: null, headers: null })
  })

  test("is the caller's own where the request carries one, and no second is sent", () => {
    const header = fieldOf({ 'idempotency-key': 'mine' })
    expect(ticketOf({ header, options: { idempotencyKey: 'order-17' } })).toMatchObject({
      idempotencyKey: 'mine',
      headers: null,
    })
    expect(ticketOf({ header }, { policy: { repeat: 'keyed' } })).toMatchObject({ idempotencyKey: 'mine' })
  })

  test.each([
    ['none', {}, 'not_repeatable'],
    ['one by option', { options: { idempotencyKey: 'order-17' } }, 'retry'],
    ['one by intent', { options: { intent: { id: 'order-17' } } }, 'retry'],
    ['one in its header', { header: fieldOf({ 'idempotency-key': 'mine' }) }, 'retry'],
  ] as const)('makes a POST repeatable: with %s', (_, call, outcome) => {
    const recourse = createRecourse({ clock: manualClock() })
    const ticket = admit(recourse, callOf({ method: 'POST', ...call }))
    const decision = recourse.settle(ticket, failureOf({ status: 500 }))
    expect(decision.retry ? 'retry' : decision.reason).toBe(outcome)
    const next = admit(recourse, ticket)
    expect(next).toMatchObject({ idempotencyKey: ticket.idempotencyKey, headers: ticket.headers })
  })
})
