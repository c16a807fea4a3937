import { channel } from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Provider, type RecourseEvent, bind, jobs, mavera, mavio, mira } from '@recourse/core'
import { recordingClock } from '../conformance/clock.ts'
import type { Made } from '../conformance/drivers/driver.ts'
import { type Loopback, type LogEntry, type Origin, type Script, startLoopback } from '../loopback/index.ts'
import type { Place } from './call.ts'
import type { Client } from './clients.ts'

/** One request as the server saw it. */
export type Served = Readonly<{
  method: string
  path: string
  /** SHA-256 in hexadecimal, its first 16 digits. */
  bodyHash: string
  /** Since the server started, when the headers had arrived. Monotonic. */
  atMs: number
  /** What was answered; null: no answer. */
  status: number | null
  outcome: LogEntry['outcome']
}>

/** A client with a Recourse of its own. */
export type Connection = Readonly<{
  client: Client
  made: Made
  /** Emits what happens to a call under the call's label. */
  happenings: EventEmitter<Record<string, [event: RecourseEvent]>>
}>

/** The server that plays the APIs. */
export type World = Readonly<{
  server: Loopback
  providers: readonly Provider[]
  connect: (client: Client) => Connection
  /** A place of its own at this origin for one call. */
  script: (at: Place, steps: Script) => Readonly<{ url: string; served: () => readonly Served[] }>
  close: () => Promise<void>
}>

type Exchange = Readonly<{ request: IncomingMessage; response: ServerResponse }>

export async function createWorld(): Promise<World> {
  const server = await startLoopback()
  const [mavioOrigin, miraOrigin, jobsOrigin, proxy] = await Promise.all([
    server.origin(),
    server.origin(),
    server.origin(),
    server.origin(),
  ])
  const origins: Readonly<Record<Place, Origin>> = {
    mavera: server,
    mavio: mavioOrigin,
    mira: miraOrigin,
    jobs: jobsOrigin,
    proxy,
  }
  const providers = [
    bind(mavera, server.host, proxy.host),
    bind(mavio, mavioOrigin.host),
    bind(mira, miraOrigin.host),
    bind(jobs, jobsOrigin.host),
  ]
  const connections: Connection[] = []

  // The loopback's log has no status, and its script says only what was meant: this is what node:http sent.
  const exchanges: Exchange[] = []
  const started = channel('http.server.request.start')
  const note = (exchange: unknown): number => exchanges.push(exchange as Exchange)
  started.subscribe(note)

  return {
    server,
    providers,
    connect(client) {
      const happenings: Connection['happenings'] = new EventEmitter()
      const onEvent = (event: RecourseEvent): boolean => happenings.emit(event.label ?? '', event)
      // drivers look for the suite's clock, which can shorten waits: here it shortens none
      const made = client.driver.make({ providers, onEvent, clock: recordingClock(Infinity) })
      const connection = { client, happenings, made }
      connections.push(connection)
      return connection
    },
    script(at, steps) {
      // oxlint-disable-next-line unicorn/no-thenable -- a word, not a function: nothing can await it by mistake
      const { url, log } = origins[at].script(steps, { then: 'fail' })
      const route = new URL(url).pathname
      const responses = (): ServerResponse[] =>
        exchanges.filter(({ request }) => request.url?.startsWith(`${route}/`)).map(({ response }) => response)
      return { url, served: () => log.map((entry, index) => servedOf(entry, responses()[index])) }
    },
    async close() {
      started.unsubscribe(note)
      await Promise.all(connections.map(({ made }) => made.close()))
      await server.close()
    },
  }
}

const servedOf = (entry: LogEntry, response: ServerResponse | undefined): Served => ({
  method: entry.method,
  path: entry.path,
  bodyHash: entry.bodyHash,
  atMs: entry.atMs,
  status: response?.headersSent === true ? response.statusCode : null,
  outcome: entry.outcome,
})
