import { setTimeout as sleep } from 'node:timers/promises'
import { type Played, judgeOf } from '../check.ts'
import { startService } from '../service.ts'
import { type Stage, arrival, between, failuresOf, sendersOf, playedBy } from '../stage.ts'
import { watchRedis } from '../watch.ts'

const statedMs = 2_000
/** So long after the word has reached Redis everyone knows. */
const knownMs = 250
/** Calls that are answered before that. */
const enough = 150

/** One of the fleet is told to wait, and the others only hear of it. */
export async function pause({ redis, fleet }: Stage): Promise<Played> {
  const [first] = fleet.members
  let [count, isTold] = [0, false]
  const service = await startService((_, by) => {
    if (++count <= enough || isTold || by !== first?.name) return { status: 200 }
    isTold = true
    return { status: 429, headers: { 'retry-after': String(statedMs / 1_000) } }
  })
  const watch = await watchRedis(redis.port)
  try {
    const work = { url: service.url, policy: { pacing: {} }, workers: 3, restMs: 20, calls: null }
    const working = fleet.members.map((member) => member.work(work))
    const told = await arrival(service.log, ({ status }) => status === 429)
    const key = new URL(service.url).host
    const written = await watch.until(
      (write) => write.key.endsWith(key) && (write.state.pacing?.pausedMs ?? 0) > told.atMs,
    )
    await sleep(statedMs + 1_000)
    await Promise.all(fleet.members.map((member) => member.stop(service.url)))
    const done = await Promise.all(working)
    const { log } = service
    const until = told.atMs + statedMs
    const later = log.filter(({ atMs }) => atMs >= until)
    const { show, equal } = judgeOf('A wait that one is told')
    return playedBy(service, done, [
      equal('processes that were sending in the 250 ms before', sendersOf(between(log, told.atMs - 250, told.atMs)), 4),
      show('ms from the 429 to Redis', written.atMs - told.atMs),
      show('sent before it was in Redis', between(log, told.atMs + 1, written.atMs).length),
      show('sent in the 250 ms after it was in Redis', between(log, written.atMs, written.atMs + knownMs).length),
      equal('sent from then on, until the wait is over', between(log, written.atMs + knownMs, until).length, 0),
      show('ms from the end of the wait to the next call', (later[0]?.atMs ?? Infinity) - until),
      show('processes that send again within a second', sendersOf(later)),
      equal('calls that failed', failuresOf(done), 'none'),
    ])
  } finally {
    watch.close()
    await service.close()
  }
}
