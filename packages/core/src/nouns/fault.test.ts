import { describe, expect, test } from 'vitest'
import { type Kind, kinds } from './fault.ts'

/** The table of kinds as the design states it; null: it states nothing, or leaves it to the code or the status. */
const table: readonly (readonly [
  kind: Kind,
  retryable: boolean | null,
  backoff: 'transient' | 'throttled' | null,
  health: boolean | null,
])[] = [
  ['validation', false, null, false],
  ['authentication', false, null, false],
  ['permission', false, null, false],
  ['quota', false, null, false],
  ['payment', false, null, false],
  ['not_found', false, null, false],
  ['gone', false, null, false],
  ['conflict', null, 'transient', false],
  ['too_large', false, null, false],
  ['unsupported', false, null, false],
  ['content_policy', false, null, false],
  ['rate_limit', true, 'throttled', false],
  ['timeout', true, 'transient', true],
  ['overloaded', true, 'throttled', true],
  ['server', true, 'transient', true],
  ['network', null, 'transient', true],
  ['aborted', false, null, false],
  ['circuit_open', false, null, null],
  ['bad_response', false, null, true],
  ['unknown', false, null, null],
]

describe('the table of kinds', () => {
  test('has these kinds and no other', () => {
    expect(Object.keys(kinds).toSorted()).toEqual(table.map(([kind]) => kind).toSorted())
  })

  test.each(table)('says of %s: retryable %s, backoff %s, health %s', (kind, retryable, backoff, health) => {
    const { retryable: mayHelp, backoff: group, health: speaks } = kinds[kind]
    expect([mayHelp, group, speaks]).toEqual([retryable ?? mayHelp, backoff ?? group, health ?? speaks])
    expect(['transient', 'throttled']).toContain(group)
  })

  test('takes a conflict for permanent and a network failure for passing, where no code says otherwise', () => {
    expect(kinds.conflict.retryable).toBe(false)
    expect(kinds.network.retryable).toBe(true)
  })
})
