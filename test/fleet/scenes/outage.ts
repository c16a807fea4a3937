import { setTimeout as sleep } from 'node:timers/promises'
import { type Played, judgeOf } from '../check.ts'
import type { Events } from '../messages.ts'
import { startService } from '../service.ts'
import { type Stage, arrival, between, failuresOf, sendersOf, playedBy } from '../stage.ts'

/** After its restart the fleet shares again within so many milliseconds. */
const sharesMs = 2_000
const statedMs = 2_000
const downMs = 1_000

/** Redis is killed, and comes back empty; then one of the fleet is told to wait. */
export async function outage({ redis, fleet }: Stage): Promise<Played> {
  let tells = false
  const [first] = fleet.members
  const service = await startService((_, by) => {
    if (!tells || by !== first?.name) return { status: 200 }
    tells = false
    return { status: 429, headers: { 'retry-after': String(statedMs / 1_000) } }
  })
  const eventsOf = (): Promise<readonly Events[]> => Promise.all(fleet.members.map((member) => member.events()))
  try {
    const before = await eventsOf()
    const work = { url: service.url, policy: { pacing: {} }, workers: 4, restMs: 20, calls: null }
    const working = fleet.members.map((member) => member.work(work))
    await arrival(service.log, () => service.log.length > 200)
    await redis.kill()
    const killedAtMs = Date.now()
    await sleep(downMs)
    await redis.start()
    const startedAtMs = Date.now()
    await sleep(sharesMs - 500)
    tells = true
    const told = await arrival(service.log, ({ status }) => status === 429)
    await sleep(statedMs + 200)
    await Promise.all(fleet.members.map((member) => member.stop(service.url)))
    const done = await Promise.all(working)
    const after = await eventsOf()
    const { log } = service
    const counts = (type: 'store_degraded' | 'store_healed'): string =>
      after.map((events, index) => (events[type] ?? 0) - (before[index]?.[type] ?? 0)).join(' ')
    const [shared, until] = [startedAtMs + sharesMs, told.atMs + statedMs]
    const down = between(log, killedAtMs, startedAtMs)
    const { show, equal, least } = judgeOf('Redis is killed, and comes back empty')
    return playedBy(service, done, [
      equal('calls that failed', failuresOf(done), 'none'),
      equal('processes that were sending while it was down', sendersOf(down), 4),
      show('sent while it was down', down.length),
      equal('store_degraded of each process', counts('store_degraded'), '1 1 1 1'),
      equal('store_healed of each process', counts('store_healed'), '1 1 1 1'),
      show('ms from the restart to a 429 for one of them', told.atMs - startedAtMs),
      least('processes that were sending in the 250 ms before', sendersOf(between(log, told.atMs - 250, told.atMs)), 4),
      show(
        'ms from the 429 to the last call',
        Math.max(...between(log, told.atMs, until).map(({ atMs }) => atMs)) - told.atMs,
      ),
      equal('sent by anyone from 2 s after the restart, until the wait is over', between(log, shared, until).length, 0),
    ])
  } finally {
    await service.close()
  }
}
