import { json } from '../../loopback/presets.ts'
import type { Call } from '../call.ts'
import { keys } from '../keys.ts'

const chat = {
  at: 'mira',
  method: 'POST',
  path: '/v1/chat/completions',
  body: { model: 'mira-pro', messages: [{ role: 'user', content: 'Hello' }] },
  key: keys.mira,
} as const

export const planLacksModel: Call = {
  ...chat,
  name: 'the plan lacks the model',
  point: 'A sentence and no code: the status is all there is to go by.',
  steps: [json(403, { detail: 'Your plan does not include the model mira-pro.' })],
  expected: {
    attempts: 1,
    kind: 'permission',
    code: null,
    effect: 'none',
    requestId: null,
    end: 'permanent',
    says: 'permission',
    waitsMs: [],
  },
}

export const longWait: Call = {
  ...chat,
  name: 'told to wait ten minutes',
  point:
    'Longer than the policy allows. The call ends at once and says when to come back; it does not come back early.',
  steps: [json(429, { detail: 'Too many requests.' }, { 'retry-after': '600' })],
  expected: {
    attempts: 1,
    kind: 'rate_limit',
    code: null,
    effect: 'none',
    requestId: null,
    end: 'wait_too_long',
    says: 'rate_limit.wait',
    waitsMs: [],
    retryInMs: 600_000,
  },
}

export const noAnswer: Call = {
  ...chat,
  name: 'no answer in time',
  point: 'Sent, and then silence: it may have been done. The user is told so, and the POST is not sent twice.',
  policy: { attemptTimeoutMs: 400 },
  steps: [{ step: 'hang' }],
  expected: {
    attempts: 1,
    kind: 'timeout',
    code: null,
    effect: 'unknown',
    requestId: null,
    end: 'not_repeatable',
    says: 'timeout.write',
    waitsMs: [],
  },
}
