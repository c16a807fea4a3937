import { type FlakyStep, dropConnection, flaky } from '@recourse/msw'
import { type RequestHandler, http } from 'msw'
import type { Step } from '../loopback/index.ts'
import { bytesOf, typeOf } from '../loopback/exchange.ts'
import { digestOf } from './bodies.ts'
import type { Scenario } from './scenario.ts'
import type { SeenRequest, Stage } from './stage.ts'

/** What stands in for the network: `setupServer()` of msw, which every test file starts for itself. */
export type Interceptor = Readonly<{ use(...handlers: RequestHandler[]): void }>

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
      // answers nothing, so that the next handler does
    }),
    http.all(`http://${host}/*`, flaky(server === 'refused' ? [dropConnection()] : server.map(stepOf))),
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

/** `canPlay` lets whole answers and broken connections through. */
function stepOf(step: Step): FlakyStep {
  if (step.step !== 'answer') return dropConnection()
  const date = typeof step.date === 'string' ? { date: step.date } : {}
  return { status: step.status, headers: { ...typeOf(step), ...step.headers, ...date }, body: bytesOf(step) }
}
