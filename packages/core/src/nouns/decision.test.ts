import { expect, test } from 'vitest'
import { reasons } from './decision.ts'

test('the reasons stand in the order in which they are checked', () => {
  expect(reasons).toEqual([
    'disabled',
    'aborted',
    'owned_elsewhere',
    'permanent',
    'body_not_replayable',
    'not_repeatable',
    'attempts_exhausted',
    'wait_too_long',
    'out_of_time',
    'budget_empty',
    'throttled',
    'circuit_open',
    'limit_reached',
    'queue_full',
  ])
})
