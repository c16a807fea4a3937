import { createServer, type AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const gate = workerData as Int32Array
const server = createServer()

server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage((server.address() as AddressInfo).port)
  // A thread that sleeps accepts nothing, so the kernel's queue fills and further connects are left without an answer.
  Atomics.wait(gate, 0, 0)
  server.close()
})
