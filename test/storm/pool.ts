import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Result, Task } from './worker.ts'

/** Runs all, on as many threads as there are cores; the results are in the order of the tasks. */
export async function runAll<Of extends Task>(
  tasks: readonly Of[],
  finished: (count: number) => void = () => {},
): Promise<readonly Result<Of>[]> {
  const results: Result<Of>[] = []
  let [next, done] = [0, 0]

  async function work(): Promise<void> {
    // a second of calls is alive at a time: in the usual nursery they would all be copied twice
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    })
    try {
      while (next < tasks.length) {
        const index = next++
        results[index] = await ask(worker, tasks[index]!)
        finished(++done)
      }
    } finally {
      await worker.terminate()
    }
  }

  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tasks.length) }, work))
  return results
}

function ask<Of extends Task>(worker: Worker, task: Of): Promise<Result<Of>> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (result: Result<Of>) => {
      worker.off('error', reject)
      resolve(result)
    })
    worker.postMessage(task, [])
  })
}
