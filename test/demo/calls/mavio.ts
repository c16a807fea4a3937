import { json } from '../../loopback/presets.ts'
import type { Call } from '../call.ts'
import { keys } from '../keys.ts'

const meetings = { at: 'mavio', path: '/v1/meetings', key: keys.mavio } as const

export const wrongFields: Call = {
  ...meetings,
  name: 'two fields are wrong',
  point: 'Each field comes with its own words, to be shown beside its input.',
  method: 'POST',
  body: { title: '', start_time: '2020-01-01T10:00:00Z' },
  steps: [
    json(400, {
      error: {
        code: 'validation_error',
        message: 'Validation failed.',
        request_id: 'req_mo06',
        details: [
          { field: 'title', message: 'A title is required.' },
          { field: 'start_time', message: 'The start lies in the past.' },
        ],
      },
    }),
  ],
  expected: {
    attempts: 1,
    kind: 'validation',
    code: 'validation_error',
    effect: 'none',
    requestId: 'req_mo06',
    end: 'permanent',
    says: 'validation',
    waitsMs: [],
    fields: ['title', 'start_time'],
  },
}

export const connectionReset: Call = {
  ...meetings,
  name: 'connection reset, then fine',
  point: 'No answer at all, but reading twice does no harm.',
  method: 'GET',
  steps: [{ step: 'reset' }, json(200, { meetings: [] })],
  expected: {
    attempts: 2,
    kind: 'network',
    code: 'ECONNRESET',
    effect: 'none',
    requestId: null,
    end: 'recovered',
    says: 'network.auto',
    waitsMs: [0],
  },
}

export const callerLeaves: Call = {
  ...meetings,
  name: 'the caller leaves while it waits',
  point: 'The wait ends at once, nothing more is sent, and who left is told nothing.',
  method: 'GET',
  abortInWaitMs: 400,
  steps: [
    json(
      429,
      { error: { code: 'rate_limit_exceeded', message: 'Try again in 2 seconds.', request_id: 'req_mo12' } },
      { 'retry-after': '2' },
    ),
  ],
  expected: {
    attempts: 1,
    kind: 'rate_limit',
    code: 'rate_limit_exceeded',
    effect: 'none',
    requestId: 'req_mo12',
    end: 'aborted',
    says: null,
    waitsMs: [],
  },
}
