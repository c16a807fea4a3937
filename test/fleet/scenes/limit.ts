import type { PolicyInput } from '@recourse/core'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Played, judgeOf } from '../check.ts'
import { limitedTo, startService } from '../service.ts'
import { type Stage, arrival, between, failuresOf, playedBy } from '../stage.ts'

/** Calls in a window. */
const limit = 100

/** All want much more than the limit, which the policy gives. */
export const givenLimit = (stage: Stage): Promise<Played> =>
  play(stage, 'A limit that the policy gives', { pacing: { limit, windowMs: stage.windowMs } }, false)

/** All want much more than the limit, which only the answers state. */
export const statedLimit = (stage: Stage): Promise<Played> =>
  play(stage, 'A limit that the answers state', { pacing: {} }, true)

async function play(
  { fleet, windows, windowMs }: Stage,
  scene: string,
  policy: PolicyInput,
  states: boolean,
): Promise<Played> {
  const service = await startService(limitedTo(limit, windowMs, states))
  try {
    const work = { url: service.url, policy, workers: 10, restMs: 0, calls: null }
    const working = fleet.members.map((member) => member.work(work))
    const first = await arrival(service.log, () => true)
    // the window of the first call had begun before it, and in the next one they get to know each other
    const fromMs = (Math.floor(first.atMs / windowMs) + 2) * windowMs
    await sleep(fromMs + windows * windowMs - first.atMs)
    await Promise.all(fleet.members.map((member) => member.stop(service.url)))
    const done = await Promise.all(working)
    const { log } = service
    const measured = between(log, fromMs, fromMs + windows * windowMs)
    const served = measured.filter(({ status }) => status === 200).length
    const refused = log.filter(({ status }) => status === 429).length
    const each = Array.from({ length: windows }, (_, index) => {
      const startMs = fromMs + index * windowMs
      return between(log, startMs, startMs + windowMs).filter(({ status }) => status === 200).length
    })
    const shares = fleet.members.map(({ name }) => measured.filter(({ by }) => by === name).length)
    const { show, equal, least, most } = judgeOf(scene)
    return playedBy(service, done, [
      show(`windows measured, ${limit} calls in ${windowMs / 1_000} s each`, windows),
      least('served, % of the limit', (100 * served) / (limit * windows), 95),
      most('429s, % of all calls sent', (100 * refused) / log.length, 2),
      show('429s, and calls sent', `${refused} of ${log.length}`),
      show('served in each window', each.join(' ')),
      show('sent by each process', shares.join(' ')),
      equal('calls that failed', failuresOf(done), 'none'),
    ])
  } finally {
    await service.close()
  }
}
