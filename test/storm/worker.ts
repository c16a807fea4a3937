// Runs what it is sent, one at a time.
import { parentPort } from 'node:worker_threads'
import { type Fuzzed, fuzz } from './fuzz.ts'
import { type Done, type Job, runJob } from './job.ts'

/** A job, or the seed of a random policy. */
export type Task = Job | number
export type Result<Of extends Task> = Of extends number ? Fuzzed : Done

const port = parentPort
if (port === null) throw new Error('this file is a worker')
port.on('message', (task: Task) => {
  // what rejects here ends the worker, and the pool hears of it
  void (typeof task === 'number' ? fuzz(task) : runJob(task)).then((result) => port.postMessage(result))
})
