import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

export type SilentAddress = { readonly host: string; readonly url: string; close(): Promise<void> }

let asked = 0

/**
 * A port of loopback on which nothing listens. It lies below those that systems hand out (from 32768 on with Linux, from 49152
 * elsewhere): one of those could be another server's a moment later.
 */
export const refusedUrl = async (): Promise<string> => {
  for (;;) {
    const port = 20_000 + ((process.pid * 101 + asked++) % 10_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return `http://127.0.0.1:${port}`
  }
}

/**
 * 'handshake' (the default) takes the connection and never answers TLS; 'connect' never takes it (seen on Linux; the
 * queue of other systems may be longer than what is filled here).
 */
export const silentTcp = ({ stage = 'handshake' }: { stage?: 'handshake' | 'connect' } = {}): Promise<SilentAddress> =>
  stage === 'connect' ? silentConnect() : silentHandshake()

const silentHandshake = async (): Promise<SilentAddress> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    socket.resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return { host, url: `https://${host}`, close }
}

// Linux lets a queue of 1 hold two connections; the others are there for systems that hold more.
const heldByQueue = 2
const fillers = 8

const silentConnect = async (): Promise<SilentAddress> => {
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./blocked-listener.ts', import.meta.url), { workerData: gate })
  const [port] = (await once(worker, 'message')) as [number]
  const sockets = Array.from({ length: fillers }, () => connect(port, '127.0.0.1').on('error', () => {}))
  await new Promise<void>((resolve) => {
    let held = 0
    for (const socket of sockets) socket.once('connect', () => ++held === heldByQueue && resolve())
  })
  const host = `127.0.0.1:${port}`
  const close = async (): Promise<void> => {
    const exited = once(worker, 'exit')
    for (const socket of sockets) socket.destroy()
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
    await exited
  }
  return { host, url: `http://${host}`, close }
}
