import { HttpResponse, type RequestHandler, http } from 'msw'
import type { StepOf } from '../loopback/index.ts'
import { bytesOf, typeOf } from '../loopback/exchange.ts'
import { digestOf } from './bodies.ts'
import type { Scenario } from './scenario.ts'
import type { SeenRequest, Stage } from './stage.ts'

/** What stands in for the network: `setupServer()` of msw, which every test file starts for itself. */
export type Interceptor = Readonly<{ use(...handlers: RequestHandler[]): void }>

const bodiless = new Set([101, 204, 205, 304])

/** Can msw play it? Whole answers, and a connection that breaks; it has no phases and no streams that stall. */
export const canPlay = (server: Scenario['server']): boolean =>
  server !== 'refused' &&
  server.every((it) => (it.step === 'answer' && it.afterMs === undefined) || it.step === 'reset')

let stages = 0

export function mswStage(server: Scenario['server'], interceptor: Interceptor): Stage {
  const host = `conformance-${++stages}.test`
  const requests: SeenRequest[] = []
  interceptor.use(
    http.all(`http://${host}/*`, async ({ request }) => {
      const atMs = performance.now()
      const step = server === 'refused' ? undefined : server[Math.min(requests.length, server.length - 1)]
      const body = new Uint8Array(await request.arrayBuffer())
      requests.push({
        atMs,
        method: request.method,
        path: new URL(request.url).pathname,
        headers: Object.fromEntries(request.headers),
        bodyBytes: body.length,
        bodyHash: digestOf(body),
        bodyText: new TextDecoder().decode(body.subarray(0, 2_000)),
      })
      return step?.step === 'answer' ? responseOf(step, request.method) : HttpResponse.error()
    }),
  )
  return {
    url: `http://${host}/r1/things?page=1`,
    host,
    requests,
    until: () => Promise.reject(new Error('msw has nothing to wait for')),
    mistakes: [],
    openSockets: () => null,
    close: async () => {},
  }
}

function responseOf(step: StepOf<'answer'>, method: string): Response {
  const headers = new Headers()
  for (const [name, values] of Object.entries({ ...typeOf(step), ...step.headers })) {
    for (const value of [values].flat()) headers.append(name, value)
  }
  const body = bodiless.has(step.status) || method === 'HEAD' ? null : new Uint8Array(bytesOf(step))
  return new HttpResponse(body, { status: step.status, headers })
}
