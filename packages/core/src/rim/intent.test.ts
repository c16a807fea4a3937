import { describe, expect, test } from 'vitest'
import { admit } from '../../../../test/fixtures/admit.ts'
import { manualClock } from '../../../../test/fixtures/clock.ts'
import { callOf, failureOf } from '../../../../test/fixtures/nouns.ts'
import { createIntent } from './intent.ts'
import { createRecourse } from './recourse.ts'

const recourse = createRecourse({ clock: manualClock() })
const lost = failureOf({ phase: 'sent', causes: [{ name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET' }] })
const refused = failureOf({ status: 422, phase: 'body', body: '{}' })
const limited = failureOf({ status: 429, phase: 'headers', headers: { 'retry-after': '1' } })

/** One call of the user's, with one attempt that ends like this. */
function tryOnce(intent: ReturnType<typeof createIntent>, failure = lost): string | null {
  const ticket = admit(recourse, callOf({ method: 'POST', options: { intent, maxAttempts: 1 } }))
  recourse.settle(ticket, failure)
  return ticket.idempotencyKey
}

describe('an intent', () => {
  test('has a key of its own, the same over the tries of which nobody knows the end', () => {
    const intent = createIntent()
    const [first, second] = [tryOnce(intent), tryOnce(intent)]
    expect(first).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(second).toBe(first)
    expect(intent.id).toBe(first)
    expect(createIntent().id).not.toBe(first)
  })

  test('takes a new key once it was done', () => {
    const intent = createIntent()
    const first = tryOnce(intent)
    const ticket = admit(recourse, callOf({ method: 'POST', options: { intent } }))
    expect(ticket.idempotencyKey).toBe(first)
    recourse.done(ticket, 'success')
    expect(intent.id).not.toBe(first)
  })

  test('takes a new key once it was refused outright, where no try before may have done it', () => {
    const intent = createIntent()
    const first = tryOnce(intent, refused)
    expect(intent.id).not.toBe(first)
    const second = tryOnce(intent, lost)
    expect(tryOnce(intent, refused)).toBe(second)
    expect(intent.id).toBe(second)
  })

  test('goes back to its key where a success broke off afterwards', () => {
    const intent = createIntent()
    const ticket = admit(recourse, callOf({ method: 'POST', options: { intent } }))
    recourse.done(ticket, 'success')
    expect(intent.id).not.toBe(ticket.idempotencyKey)
    recourse.settle(ticket, lost)
    expect(intent.id).toBe(ticket.idempotencyKey)
  })

  test('keeps its key between the attempts of one call', () => {
    const intent = createIntent()
    const call = callOf({ method: 'POST', options: { intent } })
    const ticket = admit(recourse, call)
    expect(recourse.settle(ticket, limited).retry).toBe(true)
    expect(intent.id).toBe(ticket.idempotencyKey)
    expect(admit(recourse, ticket)).toMatchObject({ idempotencyKey: ticket.idempotencyKey, attempt: 2 })
  })

  test('outlives a reload as JSON, and what was begun before it counts as uncertain', () => {
    const saved = JSON.parse(JSON.stringify(createIntent('order-17'))) as { id: string }
    expect(saved).toEqual({ id: 'order-17' })
    const intent = createIntent(saved.id)
    expect(tryOnce(intent, refused)).toBe('order-17')
    expect(intent.id).toBe('order-17')
  })

  test('may be plain data of the caller, whose key stays', () => {
    const intent = { id: 'order-17' }
    expect([tryOnce(intent, refused), tryOnce(intent, refused)]).toEqual(['order-17', 'order-17'])
  })

  test.each(['', 'a b', 'a\nb', 'ü', '"x"', 'a\\b', 'x'.repeat(256)])(
    'has no key that no header can carry: %j',
    (id) => {
      expect(() => createIntent(id)).toThrow(/^recourse: an idempotency key takes 1 to 255 visible ASCII characters/)
      expect(() => recourse.admit(callOf({ options: { idempotencyKey: id } }))).toThrow(TypeError)
      expect(() => recourse.admit(callOf({ options: { intent: { id } } }))).toThrow(TypeError)
    },
  )
})
