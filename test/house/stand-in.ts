import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body: object }>

/** What a path answers, call by call; the last answer stays. */
const answers: Readonly<Record<string, readonly Answer[]>> = {
  '/ok': [{ status: 200, body: { ok: true } }],
  '/limited': [
    {
      status: 429,
      headers: { 'retry-after': '0' },
      body: { error: { code: 'rate_limit_exceeded', message: 'Slow down.' } },
    },
    { status: 200, body: { ok: true } },
  ],
  '/broken': [{ status: 500, body: { error: { code: 'internal_error', message: 'It broke.' } } }],
}
const missing: Answer = { status: 404, body: { error: { code: 'not_found', message: 'No such path.' } } }

export type StandIn = Readonly<{ baseUrl: string; forget: () => void; close: () => Promise<void> }>

/** A server on this machine for the snippets of our READMEs. `forget`: every path begins anew. */
export async function openStandIn(): Promise<StandIn> {
  const calls = new Map<string, number>()
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const call = calls.get(path) ?? 0
    calls.set(path, call + 1)
    const list = answers[path] ?? [missing]
    const { status, headers = {}, body } = list[Math.min(call, list.length - 1)] ?? missing
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forget: () => calls.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
