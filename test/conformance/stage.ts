import { type LogEntry, type Step, refusedUrl, startLoopback } from '../loopback/index.ts'
import type { SeenBody } from './bodies.ts'

/** One request as the server saw it. */
export type SeenRequest = SeenBody &
  Readonly<{ method: string; path: string; atMs: number; step?: string; outcome?: LogEntry['outcome'] }>

/** Where a scenario is played: a server of its own, over sockets or in process. */
export type Stage = Readonly<{
  url: string
  host: string
  requests: readonly SeenRequest[]
  /** Resolves when `holds` does. */
  until(holds: () => boolean): Promise<void>
  /** Requests that the scenario does not account for. */
  mistakes: readonly unknown[]
  /** null where there are no sockets. */
  openSockets(): number | null
  close(): Promise<void>
}>

export async function socketStage(server: readonly Step[] | 'refused'): Promise<Stage> {
  const loopback = await startLoopback()
  const route = loopback.script(server === 'refused' ? [] : server)
  const url = server === 'refused' ? await refusedUrl() : route.url
  return {
    url: `${url}/things?page=1`,
    host: new URL(url).host,
    requests: route.log,
    until: (holds) => loopback.until(holds),
    mistakes: loopback.mistakes,
    openSockets: () => loopback.openSockets(),
    close: () => loopback.close(),
  }
}
