import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { type RequestOptions, createServer as createHttpServer, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { type AddressInfo, type Server, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Agent, Dispatcher } from 'undici'
import { type Step, startLoopback } from '../loopback/index.ts'

/** Sends by fetch, through an undici dispatcher or an Agent with these options, and reads the answer to its end. */
export async function viaFetch(
  url: string,
  init: RequestInit = {},
  options?: Agent.Options | Dispatcher,
): Promise<void> {
  const dispatcher = options instanceof Dispatcher || options === undefined ? options : new Agent(options)
  try {
    const response = await fetch(url, { ...init, ...(dispatcher && { dispatcher }) })
    await response.text()
  } finally {
    await dispatcher?.destroy()
  }
}

/** Sends by node:http or node:https, over a connection of its own. */
export const viaHttp = async (url: string, options: RequestOptions = {}): Promise<void> => {
  const send = url.startsWith('https:') ? requestHttps : requestHttp
  const request = send(url, { agent: false, ...options })
  request.end()
  const [response] = (await once(request, 'response')) as [AsyncIterable<unknown>]
  for await (const _ of response);
}

/** With a loopback server that plays this step. */
export async function served(step: Step, send: (url: string) => Promise<unknown>): Promise<unknown> {
  const server = await startLoopback()
  try {
    return await send(server.script([step]).url)
  } finally {
    await server.close()
  }
}

/** With a TCP server, listening on loopback. */
export async function listening(server: Server, send: (host: string) => Promise<unknown>): Promise<unknown> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await send(`127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
  }
}

/** Takes connections and ends each at once. */
export const hangingUp = (): Server => createServer((socket) => void socket.on('error', () => {}).destroy())

/** A proxy that answers a request for a tunnel with this. */
export const refusingProxy = (status: string): Server =>
  createHttpServer().on('connect', (_request, socket) => void socket.end(`HTTP/1.1 ${status}\r\n\r\n`))

/** With a path that nobody may connect to. Root may anything, so it steps down for as long as it takes to be refused. */
export async function forbidden(send: (socketPath: string) => Promise<unknown>): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-'))
  const socketPath = join(folder, 'socket')
  const server = createServer().listen(socketPath)
  await once(server, 'listening')
  chmodSync(socketPath, 0)
  const isRoot = process.geteuid?.() === 0
  try {
    if (isRoot) process.seteuid?.(65_534)
    return await send(socketPath)
  } finally {
    if (isRoot) process.seteuid?.(0)
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

// A thread of its own, as the client's is blocked while the server closes.
const closer = `
  const { createServer } = require('node:net')
  const server = createServer((socket) => socket.on('error', () => {}).destroy())
  server.listen(0, '127.0.0.1', () => require('node:worker_threads').parentPort.postMessage(server.address().port))`

/** Writes on after the other side has closed: each pause lets its FIN, then its RST, arrive between two writes, unread. */
export async function writtenAfterClose(): Promise<void> {
  const worker = new Worker(closer, { eval: true })
  const [port] = (await once(worker, 'message')) as [number]
  const gate = new Int32Array(new SharedArrayBuffer(4))
  async function* body(): AsyncGenerator<string> {
    for (let part = 0; part < 4; part++) {
      Atomics.wait(gate, 0, 0, 60)
      yield 'x'.repeat(100)
    }
  }
  try {
    await viaFetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: body() as never,
      duplex: 'half',
    } as RequestInit)
  } finally {
    await worker.terminate()
  }
}

const exhausting = `
  import { openSync } from 'node:fs'
  await fetch(process.argv[1]).catch(() => {})
  try { for (;;) openSync('/dev/null') } catch {}
  const flat = ({ name, message, code, cause }) => ({ name, message, code, cause: cause && flat(cause) })
  await fetch(process.argv[1]).catch((error) => console.log(JSON.stringify(flat(error))))`

/** A process that may open few files, and has opened them all. Its error comes back as data. */
export async function exhausted(url: string): Promise<void> {
  const command = 'ulimit -n 64; exec "$0" --input-type=module --eval "$1" "$2"'
  const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, exhausting, url])
  const flat = JSON.parse(stdout) as { message: string; cause: { message: string } }
  throw Object.assign(new TypeError(flat.message), { cause: Object.assign(new Error(flat.cause.message), flat.cause) })
}
