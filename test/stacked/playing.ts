import type { RecourseEvent, RecourseOptions } from '@recourse/core'
import type { Fetch } from '@recourse/fetch'
import axios, { type AxiosInstance, getAdapter } from 'axios'
import { quick } from '../conformance/scenarios/build.ts'
import { type Stage, socketStage } from '../conformance/stage.ts'
import { failed } from '../conformance/steps.ts'
import type { Step } from '../loopback/index.ts'

/** Each layer here retries by itself: without an owner their attempts would multiply. */
const servers: Readonly<Record<string, readonly Step[] | 'refused'>> = {
  'a 503': [failed(503)],
  'a broken connection': [{ step: 'reset' }],
  'a refused connection': 'refused',
}

export type Playing = Readonly<{
  stage: Stage
  /** Counts too. */
  axios: AxiosInstance
  options: RecourseOptions
  /** The lowest layer: counts what it was asked to send, as nobody hears of what is refused. */
  fetch: Fetch
  sent(): number
  /** What was decided, in a word each. */
  told(): readonly string[]
}>

/** Plays one call against a server that fails always, and closes it. */
export async function playing(
  server: string,
  act: (playing: Playing) => Promise<unknown>,
): Promise<Playing & { end: unknown }> {
  const stage = await socketStage(servers[server] ?? [])
  const events: RecourseEvent[] = []
  let sent = 0
  const adapter = getAdapter('http')
  const it: Playing = {
    stage,
    options: { policy: quick, onEvent: (event) => void events.push(event) },
    fetch: (input, init) => (sent++, fetch(input, init)),
    axios: axios.create({ adapter: (config) => (sent++, adapter(config)) }),
    sent: () => sent,
    told: () => events.map((event) => ('reason' in event ? `${event.type} ${event.reason}` : event.type)),
  }
  const end = await act(it).then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
  await stage.close()
  return { ...it, end }
}
