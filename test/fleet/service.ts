import { once } from 'node:events'
import { createServer } from 'node:http'
import { watchDelays } from './held-up.ts'

export type Arrival = Readonly<{ atMs: number; by: string; status: number }>

export type Answer = Readonly<{ status: number; headers?: Readonly<Record<string, string>> }>

/** What the service answers, asked when a request has arrived: by whom it was sent, and when. */
export type Rule = (atMs: number, by: string) => Answer

/** An API on the loopback, which writes down who called it when. */
export type Service = Readonly<{
  url: string
  log: readonly Arrival[]
  heldUpMs: () => number
  close: () => Promise<void>
}>

/** Who sends says so in this field. */
export const memberField = 'x-member'

export async function startService(rule: Rule): Promise<Service> {
  const log: Arrival[] = []
  const server = createServer((request, response) => {
    const atMs = Date.now()
    const by = String(request.headers[memberField])
    const { status, headers = {} } = rule(atMs, by)
    log.push({ atMs, by, status })
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    log,
    heldUpMs: watchDelays(),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export const fine: Rule = () => ({ status: 200 })

/** So many calls in each window, counted from one to the next. `states`: its limit, and what is left of it. */
export function limitedTo(limit: number, windowMs: number, states: boolean): Rule {
  let [window, count] = [0, 0]
  return (atMs) => {
    const now = Math.floor(atMs / windowMs)
    if (now !== window) [window, count] = [now, 0]
    count++
    const left = Math.max(0, limit - count)
    const seconds = Math.ceil(((now + 1) * windowMs - atMs) / 1_000)
    const policy = `"all";q=${limit};w=${windowMs / 1_000}`
    const fields = states ? { 'ratelimit-policy': policy, ratelimit: `"all";r=${left};t=${seconds}` } : {}
    return count <= limit
      ? { status: 200, headers: fields }
      : { status: 429, headers: { 'retry-after': String(seconds), ...fields } }
  }
}
