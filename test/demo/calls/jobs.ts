import type { Step } from '../../loopback/index.ts'
import { json } from '../../loopback/presets.ts'
import type { Call } from '../call.ts'
import { keys } from '../keys.ts'

const job = {
  at: 'jobs',
  method: 'POST',
  path: '/jobs',
  body: { client_id: 'cli_1', type: 'transcribe' },
  key: keys.jobs,
  policy: { preset: 'guide' },
} as const

const error = (status: number, code: string, message: string, id: string): Step =>
  json(status, { error: { code, message } }, { 'x-request-id': id })

export const brokenTwice: Call = {
  ...job,
  name: 'broken twice, then fine',
  point: "A POST that may have been done is repeated only because this API's own guide says that it may be.",
  steps: [
    error(500, 'DATABASE_ERROR', 'Could not write the job.', 'req_jb01'),
    error(500, 'INTERNAL_ERROR', 'Unexpected error.', 'req_jb02'),
    json(201, { id: 'job_7', status: 'queued' }),
  ],
  expected: {
    attempts: 3,
    kind: 'server',
    code: 'INTERNAL_ERROR',
    effect: 'unknown',
    requestId: 'req_jb02',
    end: 'recovered',
    says: 'server.auto',
    waitsMs: [500, 1000],
  },
}

export const noMoney: Call = {
  ...job,
  name: 'no money left, said with a 400',
  point: 'The status says that the request is wrong. The code knows better.',
  steps: [error(400, 'INSUFFICIENT_BALANCE', 'Balance too low for this job.', 'req_jb07')],
  expected: {
    attempts: 1,
    kind: 'quota',
    code: 'INSUFFICIENT_BALANCE',
    effect: 'none',
    requestId: 'req_jb07',
    end: 'permanent',
    says: 'quota',
    waitsMs: [],
  },
}

export const jobFailed: Call = {
  ...job,
  name: 'the job itself failed',
  point: 'The status of call 2, and the opposite decision: by its code, the same request does not mend it.',
  steps: [error(500, 'PROCESSING_FAILED', 'The recording could not be read.', 'req_jb14')],
  expected: {
    attempts: 1,
    kind: 'server',
    code: 'PROCESSING_FAILED',
    effect: 'unknown',
    requestId: 'req_jb14',
    end: 'permanent',
    says: 'server.write',
    waitsMs: [],
  },
}
