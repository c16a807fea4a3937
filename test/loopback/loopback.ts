import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import { type CertificateFault, createCertificate } from './certificates.ts'
import { type Connections, createConnections } from './connections.ts'
import { createHandler, type Mistake } from './handle.ts'
import { createLog, type LogEntry } from './log.ts'
import { createRoutes, type ScriptOptions } from './routes.ts'
import type { Script } from './steps.ts'
import { createTimers } from './timers.ts'
import { createWaiting } from './waiting.ts'

export type Route = { readonly url: string; readonly log: readonly LogEntry[] }

export type Origin = {
  readonly host: string
  readonly url: string
  /** Each script has a path of its own; requests to it and below it play its steps in order. */
  readonly script: (steps: Script, options?: ScriptOptions) => Route
}

export type Loopback = Origin & {
  readonly log: readonly LogEntry[]
  /** Requests that no script expected. A test should find it empty at its end. */
  readonly mistakes: readonly Mistake[]
  /** One more port with the same log and the same scripts. */
  readonly origin: () => Promise<Origin>
  readonly openSockets: () => number
  readonly totalSockets: () => number
  /** Resolves when `holds` does, asked again at every change of the log or of a socket. Rejects at close(). */
  readonly until: (holds: () => boolean) => Promise<void>
  readonly close: () => Promise<void>
}

export type TlsLoopback = Loopback & {
  /** PEM. Who trusts it accepts 'self_signed' and 'untrusted_ca', and sees the real fault of the other two. */
  readonly certificateAuthority: string
}

export const startLoopback = (): Promise<Loopback> => start('http', undefined)

export const startTlsLoopback = async (options: { certificate: CertificateFault }): Promise<TlsLoopback> => {
  const { key, certificate, authority } = await createCertificate(options.certificate)
  const tls = createTlsServer({ key, cert: certificate })
  tls.on('tlsClientError', () => {})
  return { ...(await start('https', tls)), certificateAuthority: authority }
}

const start = async (scheme: 'http' | 'https', tls: TlsServer | undefined): Promise<Loopback> => {
  let isClosing = false
  const waiting = createWaiting()
  const { changed } = waiting
  const log = createLog(changed)
  const routes = createRoutes()
  const timers = createTimers()
  const mistakes: Mistake[] = []
  const world = { log, routes, timers, mistakes, changed, connections: () => connections, isClosing: () => isClosing }
  // Idle connections stay: when the server drops one is for the script to say.
  const http = createHttpServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }, createHandler(world))
  const connections: Connections = createConnections(http, tls, changed)

  const origin = async (): Promise<Origin> => {
    const host = await connections.listen()
    const url = `${scheme}://${host}`
    const script: Origin['script'] = (steps, options) => {
      const line = routes.add(steps, options)
      return { url: url + line.route, log: line.log }
    }
    return { host, url, script }
  }

  return {
    ...(await origin()),
    log: log.entries,
    mistakes,
    origin,
    openSockets: connections.open,
    totalSockets: connections.total,
    until: waiting.until,
    close: async () => {
      isClosing = true
      timers.clear()
      await connections.close()
      // A socket's last events may still have started a timer.
      timers.clear()
      waiting.giveUp()
    },
  }
}
