import type { Scenario } from '../scenario.ts'
import { failed, fine } from '../steps.ts'
import { gaveUp, quick, recovered } from './build.ts'

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
const post = { method: 'POST', body: 'text', headers: { 'x-mine': 'kept' } } as const

/** One key for a call, the same on every attempt (the wire is compared from attempt to attempt), beside the caller's own fields. */
export const keys: readonly Scenario[] = [
  {
    name: 'a key that the call names is sent with every attempt, and makes a POST repeatable',
    server: [failed(500), failed(502), fine],
    request: post,
    policy: quick,
    call: { idempotencyKey: 'order-17' },
    expected: {
      requests: 3,
      events: recovered('server', 'server'),
      sends: { 'idempotency-key': /^order-17$/ },
      gets: { status: 200 },
    },
  },
  {
    name: 'a key is made where the call asks for one',
    server: [{ step: 'reset' }, fine],
    request: post,
    policy: quick,
    call: { idempotencyKey: true },
    expected: {
      requests: 2,
      events: recovered('network'),
      sends: { 'idempotency-key': uuid },
      gets: { status: 200 },
      sockets: 1,
    },
  },
  {
    name: 'a key is made by the policy for a method that is not idempotent',
    server: [failed(500), fine],
    request: post,
    policy: { ...quick, repeat: 'keyed' },
    expected: {
      requests: 2,
      events: recovered('server'),
      sends: { 'idempotency-key': uuid },
      gets: { status: 200 },
    },
  },
  {
    name: 'a key is not made by the policy where twice is as once',
    server: [failed(500), fine],
    request: { method: 'GET' },
    policy: { ...quick, repeat: 'keyed' },
    expected: { requests: 2, events: recovered('server'), sends: { 'idempotency-key': null }, gets: { status: 200 } },
  },
  {
    name: 'a key of the request stays, whatever the call asks for',
    server: [failed(500), fine],
    request: { ...post, headers: { 'idempotency-key': 'mine' } },
    policy: quick,
    call: { idempotencyKey: 'order-17' },
    expected: {
      requests: 2,
      events: recovered('server'),
      sends: { 'idempotency-key': /^mine$/ },
      gets: { status: 200 },
    },
  },
  {
    name: 'the attempts that a call asks for are made, and no more',
    server: [failed(503)],
    request: { method: 'GET' },
    policy: quick,
    call: { maxAttempts: 2 },
    expected: {
      requests: 2,
      events: gaveUp('attempts_exhausted', 'overloaded', 'overloaded'),
      gets: { status: 503 },
    },
  },
]
